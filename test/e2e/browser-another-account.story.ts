/** The key of another account is set while a paid take renders: one banner says so, nothing is lost, nothing is paid for again. */

import { FIRST, openDoor, STRANGER } from '#test/support/two-accounts.ts'
import { dropOnto } from './pages/drop.ts'
import { roomsOf } from './pages/rooms.ts'
import { test } from './support/paid-service.ts'
import { putPictures } from './support/pictures-on-disk.ts'
import { tasksAt } from './support/rehearsal.ts'
import { expect } from './support/studio.ts'

test.use({ hostOptions: { pollSeconds: 0.2 } })

test('a take that was made with another account’s key waits under a banner and is fetched once its key is back', async ({
  host,
  folder,
  paidService,
}) => {
  const { page } = host
  const { board, inspector, queue, settings } = roomsOf(page)
  const banner = page.getByRole('alert').filter({ hasText: '1 job was made with another API key.' })
  await using door = await openDoor()
  door.target = paidService
  door.holds = true
  const storeKey = async (key: string) => {
    await settings.field('API key').fill(key)
    await settings.button('Store key').click()
    await expect(settings.field('API key')).toHaveValue('')
    await settings.close()
  }

  await settings.goLive(door.baseUrl, FIRST)
  await settings.close()
  await dropOnto(host, await putPictures(folder, { 'a.jpg': [400, 400] }))
  await expect(board.count).toHaveText('1 shot · 1 selected')
  await inspector.queue.click()
  await queue.open()
  await expect(queue.section('Rendering', 1)).toBeVisible()

  await test.step('with the other key in use the banner says whose it is and what to do; the job waits', async () => {
    await settings.open()
    await storeKey(STRANGER)
    await expect(banner).toContainText('The key in use for Other address does not know them, so they wait.')
    await expect(queue.job('a.jpg')).toContainText('Made with another API key')
    await page.reload()
    await expect(banner).toHaveCount(1)
    await queue.open()
    await expect(queue.section('Rendering', 1)).toBeVisible()
  })

  await test.step('its button leads to the key; once the first one is back the clip is fetched, and paid for once', async () => {
    door.holds = false
    await banner.getByRole('button', { name: 'Open Settings' }).click()
    await storeKey(FIRST)
    await expect(queue.section('Saved', 1)).toBeVisible()
    await expect(banner).toHaveCount(0)
    expect(await tasksAt(paidService)).toHaveLength(1)
    expect(door.strangerSent).toBe(0)
  })
})
