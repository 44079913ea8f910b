/** What the page asks of the system reaches the system, each word checked on the way. */

import { join } from 'node:path'
import type { HostBridge } from '#shared/host.ts'
import { drawn } from '#test/support/stills.ts'
import { roomsOf } from './pages/rooms.ts'
import { expect, test } from './support/studio.ts'

declare const gallopHost: HostBridge

test('pictures picked in the native dialog come back with their paths', async ({ host, folder }) => {
  const still = join(folder, 'a.jpg')
  await drawn(400, 400).jpeg().toFile(still)
  host.say({ kind: 'answer-dialog', paths: [still] })
  await expect.poll(() => host.page.evaluate(() => gallopHost.pickFiles())).toEqual([still])
  expect(await host.page.evaluate(() => gallopHost.pickFolder())).toBe(still)
})

test('what the system shows beside the page is in the language on the page', async ({ host }) => {
  const filters = () => host.news.findLast((one) => one.kind === 'dialog')?.filters
  await host.page.evaluate(() => gallopHost.pickFiles())
  expect(filters()).toEqual(['Pictures'])
  await host.page.keyboard.press('Control+k')
  await host.page.keyboard.type('language')
  await host.page.keyboard.press('Enter')
  await expect(host.page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await host.page.evaluate(() => gallopHost.pickFiles())
  expect(filters()).toEqual(['图片'])
  await expect
    .poll(() => host.news.findLast((one) => one.kind === 'menu')?.labels)
    .toEqual(expect.arrayContaining(['视图']))
})

test('only what is there is revealed, and only https leaves for the browser', async ({ host, folder }) => {
  await host.page.evaluate((path) => gallopHost.reveal(`${path}/none.mp4`), folder)
  await host.page.evaluate((path) => gallopHost.reveal(path), folder)
  await host.page.evaluate(() => gallopHost.openExternal('file:///etc/passwd'))
  await host.page.evaluate(() => gallopHost.openExternal('https://example.com/help'))
  const asked = host.news.filter(({ kind }) => kind === 'revealed' || kind === 'opened')
  expect(asked).toEqual([
    { kind: 'revealed', path: folder },
    { kind: 'opened', url: 'https://example.com/help' },
  ])
})

test('a notification is shown, and one that is no text is refused', async ({ host }) => {
  await host.page.evaluate(() => gallopHost.notify({ title: 'Batch done', body: '24 clips saved' }))
  expect(host.news).toContainEqual({ kind: 'notified', title: 'Batch done', body: '24 clips saved' })
  const refused = host.page.evaluate(() => gallopHost.notify({ title: 7, body: '' } as never))
  await expect(refused).rejects.toThrow('expected string')
})

test('the page’s actions stand in the native menu and come back when chosen', async ({ host }) => {
  const menus = () => host.news.filter(({ kind }) => kind === 'menu').at(-1)
  await expect.poll(menus).toMatchObject({
    labels: [
      ...['Gallop', 'Board', 'Experiments and takes', 'Queue', 'Compare', 'Library', 'Judging clips'],
      ...['Player', 'editMenu', 'View', 'windowMenu'],
    ],
  })
  host.say({ kind: 'choose-menu', label: 'Keyboard shortcuts' })
  await expect(host.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
})

test('what is typed a moment before quitting is there at the next start', async ({ host, openHost }) => {
  const { board, inspector } = roomsOf(host.page)
  await board.trySamples.click()
  await expect(board.count).toHaveText('3 shots · 3 selected')
  await inspector.prompt.fill('mist is rising')
  host.say({ kind: 'choose-quit' })
  await host.stop()
  const next = roomsOf((await openHost()).page)
  await next.board.cards.first().click()
  await expect(next.inspector.prompt).toHaveValue('mist is rising')
})

test('quitting drains the pipeline and gives the data folder free for the next start', async ({
  openHost,
}) => {
  const first = await openHost()
  await first.stop()
  const second = await openHost()
  await expect(second.page.getByText('nothing is charged').first()).toBeVisible()
})
