/** Money never surprises: a cap reached is one banner and fails nothing, and a retry asks its price once. */

import { dropOnto } from './pages/drop.ts'
import { press } from './pages/keys.ts'
import { roomsOf } from './pages/rooms.ts'
import { test } from './support/paid-service.ts'
import { putPictures } from './support/pictures-on-disk.ts'
import { tasksAt } from './support/rehearsal.ts'
import { expect } from './support/studio.ts'

test.use({ hostOptions: { pollSeconds: 0.2 } })

test('at a cap the rest waits under one banner and goes on once the cap is raised; a paid retry asks its price once', async ({
  host,
  folder,
  paidService,
}) => {
  const { page } = host
  const { board, frame, history, inspector, queue, settings } = roomsOf(page)
  const dayBanner = page.getByRole('alert').filter({ hasText: 'The day cap is reached' })
  const batchBanner = page.getByRole('status').filter({ hasText: 'A batch is at its own cap.' })
  const raise = page.getByRole('button', { name: 'Raise the cap…' })

  await test.step('a day’s cap is set, and the queue button says how much fits', async () => {
    await settings.goLive(`${paidService}/api/v1`, 'sk-story')
    await settings.page('Budget').click()
    // No key steps from nothing, a comma is a point, Home and End move the caret: ¥10.00 is what was typed.
    const day = settings.capField('day')
    await day.press('ArrowUp')
    await expect(day).toHaveValue('')
    await day.pressSequentially('0,00')
    await press(page, 'Home', '1', 'End', 'Tab')
    await expect(day).toHaveValue('¥10.00')
    await settings.close()
    await dropOnto(host, await putPictures(folder, { 'a.jpg': [400, 400] }))
    await expect(board.count).toHaveText('1 shot · 1 selected')
    await inspector.fill('Takes of each shot', 3)
    await expect(inspector.queue).toHaveText('Queue 3 takes · about ¥13.50')
    await expect(inspector.panel).toContainText(
      'Passes today’s cap of ¥10.00: 2 of 3 takes fit. The rest waits.',
    )
    await inspector.queue.click()
  })

  await test.step('two are paid for, the third waits under one banner', async () => {
    await queue.open()
    await expect(queue.section('Saved', 2)).toBeVisible()
    await expect(dayBanner).toHaveCount(1)
    await expect(dayBanner).toContainText('¥9.00 is spent and ¥0.00 reserved of ¥10.00')
    await expect(queue.section('Queued', 1)).toBeVisible()
    await expect(queue.jobsIn('Failed')).toHaveCount(0)
    await expect(frame.status).toContainText('¥9.00 spent today')
    expect(await tasksAt(paidService)).toHaveLength(2)
  })

  await test.step('raised, it goes on by itself', async () => {
    await raise.click()
    await settings.cap('day', 100)
    // Less than two takes of the next batch.
    await settings.cap('batch', 5)
    await settings.close()
    await expect(dayBanner).toHaveCount(0)
    await expect(queue.section('Saved', 3)).toBeVisible()
  })

  await test.step('a batch at its own cap waits by itself, and that cap can be raised alone', async () => {
    await frame.room('Board').click()
    await inspector.fill('Takes of each shot', 2)
    await expect(inspector.queue).toHaveText('Queue 2 takes · about ¥9.00')
    await inspector.queue.click()
    await queue.open()
    await expect(queue.section('Saved', 4)).toBeVisible()
    await expect(batchBanner).toHaveCount(1)
    await expect(queue.jobsIn('Queued')).toContainText(['Waits: its batch is at its cap'])
    await raise.click()
    await page.getByRole('button', { name: 'Set the cap to ¥9.00' }).click()
    await expect(batchBanner).toHaveCount(0)
    await expect(queue.section('Saved', 5)).toBeVisible()
  })

  await test.step('a retry that costs asks once, with its price', async () => {
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.keyboard.press('ControlOrMeta+.')
    await frame.room('Board').click()
    await inspector.fill('Takes of each shot', 1)
    await expect(inspector.queue).toHaveText('Queue 1 take · about ¥4.50')
    await inspector.queue.click()
    await queue.open()
    await queue.job('a.jpg', 6).click()
    await expect(history.fact('Batch')).toContainText('of ¥5.00')
    await page.getByRole('button', { name: 'Change the cap of the batch' }).click()
    const cap = page.getByRole('dialog', { name: 'Cap of a batch' }).getByRole('textbox')
    await cap.fill('9')
    await cap.press('Tab')
    await page.getByRole('button', { name: 'Set the cap to ¥9.00' }).click()
    await expect(history.fact('Batch')).toContainText('of ¥9.00')
    await page.keyboard.press('Delete')
    await expect(queue.section('Canceled', 1)).toBeVisible()
    await queue.job('a.jpg', 6).click()
    await page.keyboard.press('r')
    const agree = page.getByRole('dialog', { name: 'Retry' }).getByRole('button', { name: /^Queue 1 take/ })
    await expect(agree).toHaveText('Queue 1 take · about ¥4.50')
    await agree.click()
    await expect(queue.job('a.jpg', 7)).toBeVisible()
    // Through the double no command is a request.
    expect(asked.filter((url) => url.endsWith('/jobs/retryEstimate')).length).toBe(
      host.kind === 'browser' ? 1 : 0,
    )
    expect(await tasksAt(paidService)).toHaveLength(5)
  })

  await test.step('a rehearsal begun meanwhile says what is charged all the same, until nothing is', async () => {
    await settings.open()
    await settings.choose('Service', 'Rehearsal')
    await settings.button('Switch to rehearsal').click()
    await settings.close()
    await expect(frame.rehearsal).toHaveText('Rehearsal · still charged: 1 job')
    const size = page.viewportSize()
    await page.setViewportSize({ width: 900, height: 640 })
    const words = frame.rehearsal.locator('.rehearsal-band__words')
    expect(await words.evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true)
    if (size) await page.setViewportSize(size)
    await queue.job('a.jpg', 7).click()
    await page.keyboard.press('Delete')
    await expect(frame.rehearsal).toHaveText('Rehearsal · nothing is charged')
  })
})
