/** Takes are judged by keyboard alone and without a network: rated, then voted on blind, through a power cut, to honest results. */

import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import Sqlite from 'better-sqlite3'
import type { Page } from 'playwright'
import { compareOf } from './pages/compare.ts'
import { dropOnto } from './pages/drop.ts'
import { judgingOf } from './pages/judging.ts'
import { goToRoom, press } from './pages/keys.ts'
import { roomsOf } from './pages/rooms.ts'
import { putPictures } from './support/pictures-on-disk.ts'
import { expect, test } from './support/studio.ts'

test.use({ hostOptions: { speed: 600, pollSeconds: 0.1 } })

const CALM = 'the water is calm and the boat rests'
const WILD = 'the water is wild and the boat rocks'

test('takes are rated and judged blind by keyboard, without a network, through a power cut', async ({
  openHost,
  folder,
}) => {
  const first = await openHost()
  await test.step('two prompts with two takes each', async () => {
    const { board, inspector, queue, frame } = roomsOf(first.page)
    await dropOnto(first, await putPictures(folder, { 'quay.jpg': [640, 360] }))
    await expect(board.count).toHaveText('1 shot · 1 selected')
    await inspector.prompt.fill(CALM)
    await inspector.fill('Takes of each shot', 2)
    await inspector.queue.click()
    await queue.open()
    await expect(queue.section('Saved', 2)).toBeVisible()
    await frame.room('Board').click()
    await board.card('quay.jpg').click()
    await inspector.prompt.fill(WILD)
    await inspector.queue.click()
    await queue.open()
    await expect(queue.section('Saved', 4)).toBeVisible()
    await frame.room('Board').click()
    await board.card('quay.jpg').click()
  })
  const secrets = secretsIn(join(folder, 'data', 'gallop.sqlite'))
  const outside = await withoutNetwork(first.page)

  await test.step('what differs is told under the panes, word by word', async () => {
    await first.page.keyboard.press('c')
    const { differences } = judgingOf(first.page)
    await expect(differences).toContainText(
      '2 things differ: prompt and seed. What you see cannot be put down to one of them.',
    )
    await expect(differences.locator('ins').first()).toHaveText('added: wild')
    await expect(differences.locator('del').first()).toHaveText('removed: calm')
  })

  await test.step('ratings go from pane to pane, and U takes them back', async () => {
    const { rating, stars, mark, notes } = judgingOf(first.page)
    await expect(rating('A')).toBeVisible()
    await press(first.page, '4', 'p')
    await expect(rating('C')).toBeVisible()
    await press(first.page, 'ArrowUp')
    await expect(mark('Pick')).toHaveAttribute('aria-pressed', 'true')
    await press(first.page, 'c')
    await expect(mark('Circle')).toHaveAttribute('aria-pressed', 'true')
    await press(first.page, 'u', 'u')
    await expect(mark('Pick')).toHaveAttribute('aria-pressed', 'false')
    await press(first.page, 'u')
    await expect(rating('A')).toBeVisible()
    await expect(stars).toHaveAccessibleName('0 of 5 stars')
    await press(first.page, '5')
    await expect(rating('B')).toBeVisible()
    await press(first.page, 'n')
    await first.page.keyboard.type('the mooring line jumps')
    await press(first.page, 'Enter')
    await expect(notes).toContainText('B · 0:00.000the mooring line jumps')
    await expectSound(first.page)
    await notes.getByRole('button', { name: /^Remove the note/ }).click()
    await expect(notes).toBeHidden()
    await press(first.page, 'u')
    await expect(notes).toContainText('the mooring line jumps')
    await press(first.page, 'u')
    await expect(notes).toBeHidden()
    await press(first.page, 'u')
    await expect(rating('A')).toBeVisible()
    await expect(stars).toHaveAccessibleName('0 of 5 stars')
  })

  await test.step('in a blind vote nothing on the page gives a take away', async () => {
    await press(first.page, 'Shift+J')
    const { progress } = judgingOf(first.page)
    await expect(progress).toHaveText('Vote 1 of 5')
    await expect(compareOf(first.page).panes).toHaveCount(2)
    await expectBlind(first.page, secrets)
    await expectSound(first.page)
    const { isLit } = compareOf(first.page)
    await expect.poll(isLit).toEqual([true, true])
    await press(first.page, '1')
    await expect(progress).toHaveText('Vote 2 of 5')
    await expect.poll(isLit).toEqual([true, true])
    await press(first.page, '2')
    await expect(progress).toHaveText('Vote 3 of 5')
    await expect.poll(isLit).toEqual([true, true])
    await expectBlind(first.page, secrets)
    expect(outside()).toEqual([])
    await first.kill()
  })

  await test.step('after a power cut the votes are there, the last one can be taken back, and it goes on', async () => {
    const { page } = await openHost()
    const blocked = await withoutNetwork(page)
    const { progress, resume, results, ranking } = judgingOf(page)
    await goToRoom(page, 'Compare')
    await page.setViewportSize({ width: 1024, height: 640 })
    await expect(resume, 'however long the names of what is judged').toBeInViewport({ ratio: 1 })
    await page.setViewportSize({ width: 1440, height: 900 })
    await press(page, 'r')
    await expect(progress).toHaveText('Vote 3 of 5')
    await press(page, 'u')
    await expect(progress).toHaveText('Vote 2 of 5')
    await expectBlind(page, secrets)
    await press(page, '4')
    await expect(progress).toHaveText('Vote 3 of 5')
    await press(page, '3')
    await expect(progress).toHaveText('Vote 4 of 5')
    await press(page, '1')
    await expect(progress).toHaveText('Vote 5 of 5')
    await press(page, '1')
    await expect(results).toContainText('Not enough votes yet to tell a winner.')
    await expect(ranking('Presets').getByRole('row')).toHaveCount(3)
    await expect(ranking('Presets')).toContainText(WILD)
    await expect(ranking('Takes').getByRole('row')).toHaveCount(5)
    await expect(results).toContainText('In 4 of 4 pairs more than one thing differed')
    await expectSound(page)
    await press(page, 'Escape')
    await expect(compareOf(page).panes).toHaveCount(4)
    await expect.poll(compareOf(page).isLit).toEqual([true, true, true, true])
    expect(blocked()).toEqual([])
  })
})

/** All that could give a take away: prompts, seeds, ids, names of files. */
function secretsIn(database: string): string[] {
  const table = new Sqlite(database, { readonly: true })
  try {
    const rows = table.prepare('SELECT id, name, seed, still_name FROM clips').all() as Record<
      string,
      unknown
    >[]
    expect(rows).toHaveLength(4)
    return [CALM, WILD, 'quay', ...rows.flatMap((row) => Object.values(row).map(String))]
  } finally {
    table.close()
  }
}

/** Lets the page reach its own host and nothing else; tells what it asked of others. */
async function withoutNetwork(page: Page): Promise<() => string[]> {
  const { origin } = new URL(page.url())
  const others: string[] = []
  await page.route(
    (url) => url.origin !== origin && url.protocol.startsWith('http'),
    (route) => {
      others.push(route.request().url())
      return route.abort()
    },
  )
  return () => others
}

/** Neither text nor attribute nor address of the page holds a secret. */
async function expectBlind(page: Page, secrets: readonly string[]): Promise<void> {
  const shown = `${page.url()} ${await page.title()} ${await page.content()}`
  expect(secrets.filter((secret) => shown.includes(secret))).toEqual([])
}

async function expectSound(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .exclude('[data-live-announcer]')
    .analyze()
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`))).toEqual([])
}
