/** Every room is usable with assistive technology, in dark and in light: no rule of axe is broken anywhere. */

import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { dropOnto } from './pages/drop.ts'
import { roomsOf } from './pages/rooms.ts'
import { putPictures } from './support/pictures-on-disk.ts'
import { expect, test } from './support/studio.ts'

test.use({ hostOptions: { speed: 600, pollSeconds: 0.1 } })

test('no room, dialog or theme breaks a rule of accessibility', async ({ host, folder }) => {
  test.slow()
  const { page } = host
  const { board, compare, experiments, frame, inspector, history, library, player, queue, settings } =
    roomsOf(page)

  await expect(board.invitation).toBeVisible()
  await expectSound(page, 'empty board')

  await dropOnto(host, await putPictures(folder, { 'good.jpg': [640, 480], 'tall.png': [320, 1120] }))
  await expect(board.count).toHaveText('2 shots · 2 selected')
  await expectSound(page, 'board with a blocked shot, several selected')
  await board.card('tall.png').click()
  await expect(inspector.findings).toBeVisible()
  await expectSound(page, 'board with the findings of one shot')

  await page.keyboard.press('ControlOrMeta+k')
  await expect(frame.palette).toBeVisible()
  // The focus stays in the field while arrow keys move through the list, which scrolls along.
  await expectSound(page, 'palette', { except: ['scrollable-region-focusable'] })
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await expect(frame.shortcuts).toBeVisible()
  await expectSound(page, 'shortcuts')
  await page.keyboard.press('Escape')

  await queue.open()
  await expectSound(page, 'empty queue')
  await frame.room('Board').click()
  await board.selectAll()
  await inspector.queue.click()
  await queue.open()
  await expect(queue.section('Saved', 1)).toBeVisible()
  await queue.job('good.jpg').click()
  await expect(history.events.last()).toContainText('The clip is saved')
  await expectSound(page, 'queue with the history of a job')

  await page.keyboard.press('p')
  await expect(player.video).toBeVisible()
  await page.keyboard.press('k')
  await expectSound(page, 'player')
  await page.keyboard.press('Escape')

  await compare.open()
  await expectSound(page, 'compare room without takes')
  await frame.room('Board').click()
  await inspector.queue.click()
  await queue.open()
  await expect(queue.section('Saved', 2)).toBeVisible()
  await queue.job('good.jpg').click()
  await page.keyboard.press('c')
  await expect(compare.frame('B')).toBeVisible()
  await expectSound(page, 'two takes side by side')
  await page.keyboard.press('w')
  await expectSound(page, 'two takes in a wipe')
  await page.keyboard.press('t')
  await expectSound(page, 'choosing takes')
  await page.keyboard.press('Escape')
  await library.open()
  await expect(library.count).toHaveText('2 clips')
  await library.card(1).click()
  await page.keyboard.press('4')
  await library.kind('4 stars').click()
  await expect(library.chips).toBeVisible()
  await expectSound(page, 'library with a clip selected and a filter on')
  await library.search.fill('nothing of that kind')
  await expect(page.getByText('No clip fits')).toBeVisible()
  await expectSound(page, 'library where nothing fits', { themes: ['light'] })

  await frame.room('Board').click()
  await board.card('good.jpg').click()
  await page.keyboard.press('x')
  await expect(experiments.cells).toHaveCount(6)
  await experiments.rowHeading(2).click()
  await expect(experiments.editor).toBeVisible()
  await expectSound(page, 'heading of an experiment', { themes: ['light'] })
  await page.keyboard.press('Escape')
  await experiments.run.click()
  // Two equal prompts are one recipe: three takes fill six cells.
  await expect(experiments.saved).toHaveCount(6)
  await experiments.cell(1, 1).click()
  await experiments.cell(1, 2).click()
  await expectSound(page, 'experiment with two cells chosen')
  await page.keyboard.press('s')
  await page.keyboard.press('f')
  await expect(page.getByRole('dialog', { name: 'Promote to final' })).toBeVisible()
  await expectSound(page, 'draft to final', { themes: ['light'] })
  await page.keyboard.press('Escape')

  await settings.open()
  await expectSound(page, 'settings: Service')
  await settings.page('Prices').click()
  await expectSound(page, 'settings: Prices')
  await settings.page('Budget').click()
  await expectSound(page, 'settings: Budget')
  // These are made of the same fields as the first two.
  for (const name of ['Pace', 'New shots', 'Look', 'Folders'] as const) {
    await settings.page(name).click()
    await expectSound(page, `settings: ${name}`, { themes: ['light'] })
  }
})

/** Runs axe on what is on screen: every rule in one theme, and the rules about colours in the other as well. */
async function expectSound(
  page: Page,
  place: string,
  { except = [], themes = ['dark', 'light'] }: { except?: string[]; themes?: ('dark' | 'light')[] } = {},
): Promise<void> {
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
    // What was announced stays in the page for some seconds and may name what is gone by then.
    const axe = new AxeBuilder({ page }).setLegacyMode().exclude('[data-live-announcer]')
    const { violations } = await (colorScheme === 'light'
      ? axe.disableRules(except)
      : axe.withRules('color-contrast')
    ).analyze()
    const told = violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} (${help}): ${target} ${failureSummary ?? ''}`),
    )
    expect.soft(told, `${place}, ${colorScheme}`).toEqual([])
  }
}
