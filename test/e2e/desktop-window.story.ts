/** The desktop window: what its page finds, and what it cannot reach. */

import { HOST_PATHS } from '#shared/host.ts'
import { roomsOf } from './pages/rooms.ts'
import { expect, test } from './support/studio.ts'

test('the page finds the desktop’s abilities and the engine behind one bridge', async ({ host }) => {
  const { page } = host
  const facts = await page.evaluate((path) => fetch(path).then((reply) => reply.json()), HOST_PATHS.facts)
  expect(facts).toMatchObject({
    kind: 'electron',
    capabilities: { reveal: true, dropPaths: true, menu: true },
  })
  await expect(page.getByText('nothing is charged').first()).toBeVisible()
})

test('the page cannot reach Node or open windows', async ({ host }) => {
  const { page } = host
  expect(await page.evaluate(() => ['process', 'require'].filter((name) => name in globalThis))).toEqual([])
  await page.evaluate(() => void window.open('/'))
  await expect.poll(() => page.context().pages().length).toBe(1)
})

test('the page may write to the clipboard, which every button that copies does', async ({ host }) => {
  const { frame, settings } = roomsOf(host.page)
  await settings.open()
  await settings.page('Folders').click()
  await settings
    .button(/^Copy path/)
    .first()
    .click()
  await expect(frame.notices.getByText('Copied')).toBeVisible()
})

test('a page that is loaded anew finds the engine again', async ({ host }) => {
  await host.page.reload()
  await expect(host.page.getByText('nothing is charged').first()).toBeVisible()
})
