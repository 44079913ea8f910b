/** Paid work with a key that is refused: said before anything is queued, and one banner when it happens in mid-queue. */

import { dropOnto } from './pages/drop.ts'
import { roomsOf } from './pages/rooms.ts'
import { test } from './support/paid-service.ts'
import { putPictures } from './support/pictures-on-disk.ts'
import { tasksAt } from './support/rehearsal.ts'
import { expect } from './support/studio.ts'

test.use({ hostOptions: { pollSeconds: 0.2 } })

test('a refused key stops the queue with one banner and fails nothing; the right key sets it going again', async ({
  host,
  folder,
  paidService,
}) => {
  const { page } = host
  const { board, frame, inspector, queue, settings } = roomsOf(page)
  const banner = page.getByRole('alert').filter({ hasText: 'The API key was refused' })

  await test.step('another address is set, with a key that the free check refuses in plain words', async () => {
    await settings.open()
    await settings.choose('Service', 'Other address')
    await settings.field('Base URL').fill(`${paidService}/api/v1`)
    await settings.field('API key').fill('sk-密钥')
    await settings.button('Store key').click()
    await expect(settings.dialog.getByRole('alert')).toContainText('The API key cannot be sent')
    await settings.field('API key').fill('not-a-key')
    await settings.button('Store key').click()
    await expect(settings.field('API key')).toHaveAttribute('placeholder', 'A key is stored')
    await expect(settings.dialog.getByRole('alert')).toHaveCount(0)
    await settings.button('Check key').click()
    await expect(settings.dialog.getByRole('alert')).toContainText('The API key was refused')
  })

  await test.step('paid work begins with a button that says so', async () => {
    await settings.button('Switch to Other address · clips will be charged').click()
    await expect(settings.dialog.getByText('In use: Other address')).toBeVisible()
    await settings.close()
    await expect(frame.status).toContainText('Live: Other address')
    await expect(frame.rehearsal).toBeHidden()
  })

  await test.step('the price stands on the button', async () => {
    const pictures = await putPictures(folder, { 'a.jpg': [400, 400], 'b.jpg': [400, 300] })
    await dropOnto(host, pictures)
    await expect(board.count).toHaveText('2 shots · 2 selected')
    await inspector.fill('Takes of each shot', 2)
    await expect(inspector.queue).toHaveText('Queue 4 takes · about ¥18.00')
    await inspector.queue.click()
  })

  await test.step('the refusal is one banner; every job waits, none has failed', async () => {
    await queue.open()
    await expect(banner).toHaveCount(1)
    await expect(queue.section('Queued', 4)).toBeVisible()
    await expect(queue.jobsIn('Failed')).toHaveCount(0)
    expect(await tasksAt(paidService)).toEqual([])
  })

  await test.step('with the right key, one click resumes and everything is saved and paid once', async () => {
    await page.getByRole('button', { name: 'Open Settings' }).click()
    await settings.field('API key').fill('sk-story')
    await settings.button('Store key').click()
    await expect(settings.field('API key')).toHaveValue('')
    await settings.button('Check key').click()
    await expect(settings.dialog.getByText('Key, region and model belong together.')).toBeVisible()
    await settings.close()
    await page.getByRole('button', { name: 'Resume', exact: true }).click()
    await expect(queue.section('Saved', 4)).toBeVisible({ timeout: 90_000 })
    await expect(banner).toHaveCount(0)
    expect(await tasksAt(paidService)).toHaveLength(4)
    await expect(frame.status).toContainText('¥18.00 spent')
  })
})
