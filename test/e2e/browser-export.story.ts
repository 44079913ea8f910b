/** A comparison is looked at with its hints and taken out of the studio: as a video, as a page that plays without it. */

import { globSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import Sqlite from 'better-sqlite3'
import type { Page } from 'playwright'
import { faultyClip } from '#test/support/faulty-clip.ts'
import { probeClip } from '#test/support/media/clip-facts.ts'
import { compareClips } from './support/compared.ts'
import { expect, test } from './support/studio.ts'

test.use({ hostOptions: { clips: 'tiny', speed: 600, pollSeconds: 0.1 } })

test('what stands out is marked under the timeline, and the comparison is exported by keyboard', async ({
  host,
  folder,
  context,
}) => {
  const { page } = host
  const clips = await Promise.all([
    faultyClip({ frames: 48, spoil: (frame) => (frame >= 31 ? { picture: 'city' } : {}) }),
    faultyClip({ frames: 36 }),
  ])
  const compare = await compareClips(host, folder, clips)
  tellLengths(join(folder, 'data', 'gallop.sqlite'), [2_000, 1_500])
  await expect(compare.room.getByRole('listitem').filter({ hasText: 'Cut at 1.29 s' })).toHaveCount(1)
  await page.keyboard.press('ArrowDown')
  await expect(compare.room.getByRole('listitem').filter({ hasText: 'Nothing stands out' })).toHaveCount(1)

  const dialog = page.getByRole('dialog', { name: 'Export this comparison' })
  await page.keyboard.press('Control+Shift+E')
  await expect(dialog).toBeVisible()
  await dialog.getByRole('button', { name: 'Export', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^Exported: boat_t01-t02_grid\.mp4/)).toBeVisible()
  await expect(dialog).toBeHidden()
  const [video = ''] = globSync(join(folder, '**/exports/*.mp4'))
  expect((await probeClip(video)).frames).toBe(48)

  await page.keyboard.press('Control+Shift+E')
  await dialog.getByRole('button', { name: /^Video/ }).click()
  await page.getByRole('option', { name: 'Page for any browser' }).click()
  await dialog.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(page.getByText(/^Exported: boat_t01-t02_grid$/)).toBeVisible()
  const [html = ''] = globSync(join(folder, '**/exports/*/index.html'))
  await host.stop()
  await playsInSync(await context.newPage(), html)
})

/** What the studio knows of the clips whose bytes were put in the place of others, ms. */
function tellLengths(database: string, lengths: readonly number[]): void {
  const table = new Sqlite(database)
  const tell = table.prepare('UPDATE clips SET duration_ms = ?, frame_rate = 24 WHERE take = ?')
  for (const [at, length] of lengths.entries()) tell.run(length, at + 1)
  table.close()
}

/** The exported page, from the disk, with nobody to serve it. */
async function playsInSync(page: Page, html: string): Promise<void> {
  await page.context().setOffline(true)
  await page.goto(pathToFileURL(html).href)
  const times = () =>
    page.evaluate(() => [...document.querySelectorAll('video')].map((one) => one.currentTime))
  const time = page.locator('output')
  await expect(time).toContainText('/ 2.00 s')
  await expect(page.getByRole('figure')).toHaveCount(2)
  await expect(page.getByRole('row').filter({ hasText: 'boat' })).toHaveCount(2)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect.poll(times).toEqual([expect.closeTo(2.5 / 24, 2), expect.closeTo(2.5 / 24, 2)])
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  // Read within one turn of the page: both are asked at the same instant.
  const spread = async () => {
    const [one = 0, other = 9] = await times()
    return one > 0.5 && one < 1.4 ? Math.abs(one - other) : 9
  }
  await expect.poll(spread, { intervals: [50] }).toBeLessThan(0.1)
  await page.keyboard.press('Space')
  // The shorter one keeps its last frame.
  await page.getByRole('slider', { name: 'Position' }).fill('1.9')
  await expect.poll(times).toEqual([expect.closeTo(1.9, 1), expect.closeTo(1.5, 1)])
}
