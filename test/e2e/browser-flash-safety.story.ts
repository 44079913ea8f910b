/** A clip that flashes more than is safe moves nowhere by itself, and is asked about once. */

import { globSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { evenTimes, numberedClip } from '#test/support/media/numbered-clip.ts'
import { judgingOf } from './pages/judging.ts'
import { playerOf } from './pages/player.ts'
import { roomsOf } from './pages/rooms.ts'
import { compareClips, untilMeasured } from './support/compared.ts'
import { expect, test } from './support/studio.ts'

test.use({ hostOptions: { speed: 600, pollSeconds: 0.1 } })

const WHY = 'Flashes more than 3 times in a second'

test('a clip that flashes rests on the board, in the player, in Compare and on an exported page until it is asked for', async ({
  host,
  folder,
}) => {
  const { page } = host
  const { board, frame } = roomsOf(page)
  const shape = { width: 320, height: 180, times: evenTimes(48, 24), end: 2 }
  const [calm, flashing] = [await numberedClip(shape), await numberedClip({ ...shape, flashing: true })]
  const compare = await compareClips(host, folder, [calm, flashing], { measured: true })
  await untilMeasured(folder, 2)

  await test.step('beside a calm one it is a strip of still pictures', async () => {
    await expect(compare.pane('B')).toContainText(WHY)
    await expect(compare.pane('A')).not.toContainText(WHY)
  })

  await test.step('the exported page asks as well', async () => {
    const dialog = page.getByRole('dialog', { name: 'Export this comparison' })
    await page.keyboard.press('Control+Shift+E')
    await dialog.getByRole('button', { name: /^Video/ }).click()
    await page.getByRole('option', { name: 'Page for any browser' }).click()
    await dialog.getByRole('button', { name: 'Export', exact: true }).click()
    await expect(page.getByText(/^Exported: boat_t01-t02_grid$/)).toBeVisible()
    const [html = ''] = globSync(join(folder, '**/exports/*/index.html'))
    const exported = await page.context().newPage()
    await exported.goto(pathToFileURL(html).href)
    await expect(exported.getByText(WHY)).toHaveCount(1)
    const isPlaying = () =>
      exported
        .locator('video')
        .evaluateAll((videos) => videos.map((one) => !(one as HTMLVideoElement).paused))
    await exported.keyboard.press('Space')
    await expect.poll(isPlaying).toEqual([true, false])
    await exported.getByRole('button', { name: 'Play it all the same' }).click()
    await expect.poll(isPlaying).toEqual([true, true])
    await exported.close()
  })

  await test.step('a video asks what becomes of it before it leaves the studio, and holds it by itself', async () => {
    const dialog = page.getByRole('dialog', { name: 'Export this comparison' })
    await page.keyboard.press('Control+Shift+E')
    await expect(dialog).toContainText('More than 3 flashes in a second: pane B.')
    await expect(dialog.getByRole('button', { name: /^Hold still/ })).toBeVisible()
    await dialog.getByRole('button', { name: 'Export', exact: true }).click()
    await expect(page.getByText(/^Exported: boat_t01-t02_grid\.mp4 · 1 take is held still/)).toBeVisible()
  })

  await test.step('the user chooses it all the same: it is what stands for its shot', async () => {
    const { mark, rating } = judgingOf(page)
    await page.keyboard.press('ArrowDown')
    await expect(rating('B')).toBeVisible()
    await page.keyboard.press('c')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowDown')
    await expect(rating('B')).toBeVisible()
    await expect(mark('Circle')).toHaveAttribute('aria-pressed', 'true')
  })

  await test.step('a pointer that rests on its card is told why nothing moves', async () => {
    await frame.room('Board').click()
    await board.card('boat.jpg').hover()
    await expect(board.card('boat.jpg')).toContainText(WHY)
    await expect(board.card('boat.jpg').locator('video')).toHaveCount(0)
  })

  await test.step('the player shows it still, whatever is pressed, until it is asked to play', async () => {
    await board.card('boat.jpg').click()
    await page.keyboard.press('p')
    const player = playerOf(page)
    await expect(player.dialog).toContainText(WHY)
    await page.keyboard.press('Space')
    expect(await player.isPaused()).toBe(true)
    await player.dialog.getByRole('button', { name: 'Play it all the same' }).click()
    await expect.poll(player.seconds).toBeGreaterThan(0)
    await page.keyboard.press('Escape')
  })

  await test.step('what was asked for once is not asked again', async () => {
    await page.keyboard.press('c')
    await expect(compare.frame('B')).toHaveText('1 / 48')
    await expect(compare.room).not.toContainText(WHY)
  })
})
