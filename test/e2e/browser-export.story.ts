/** A comparison is looked at with its hints and taken out of the studio: as a video, as a page that opens without it. */

import { globSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright'
import { faultyClip } from '#test/support/faulty-clip.ts'
import { probeClip } from '#test/support/media/clip-facts.ts'
import { compareClips } from './support/compared.ts'
import { expect, test } from './support/studio.ts'

test.use({ hostOptions: { speed: 600, pollSeconds: 0.1 } })

test('what stands out is marked under the timeline, and the comparison is exported by keyboard', async ({
  host,
  folder,
  context,
}) => {
  const { page } = host
  const clips = await Promise.all([
    faultyClip({ frames: 48, spoil: (frame) => (frame >= 31 ? { picture: 'city' } : {}) }),
    faultyClip({ frames: 36, fps: 30 }),
  ])
  const compare = await compareClips(host, folder, clips, { measured: true })
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
  expect((await probeClip(video)).frames).toBe(76)

  await page.keyboard.press('w')
  await page.keyboard.press('Control+Shift+E')
  await dialog.getByRole('button', { name: /^Video/ }).click()
  await page.getByRole('option', { name: 'Page for any browser' }).click()
  await dialog.getByRole('button', { name: 'Export', exact: true }).dblclick()
  await expect(page.getByText(/^Exported: boat_t01-t02_wipe$/)).toBeVisible()
  const [html = ''] = globSync(join(folder, '**/exports/*/index.html'))
  await host.stop()
  await opensAlone(await context.newPage(), html)
})

/** The exported page, from the disk, with nobody to serve it. */
async function opensAlone(page: Page, html: string): Promise<void> {
  await page.context().setOffline(true)
  await page.goto(pathToFileURL(html).href)
  // The script has read its clips and shows the clock.
  await expect(page.locator('output')).toContainText('0.00 /')
  await expect(page.locator('figure')).toHaveCount(2)
  await expect(page.locator('tbody tr')).toHaveCount(2)
  // What is to be read lies above the bar, and none of it over the other.
  await page.locator('table').scrollIntoViewIfNeeded()
  const [first, second] = await page
    .locator('video')
    .evaluateAll((videos) => videos.map((video) => ({ ...video.getBoundingClientRect().toJSON() })))
  expect(second).toEqual(first)
  const bar = await page.locator('.bar').boundingBox()
  for (const caption of await page.locator('figcaption').all()) {
    const box = await caption.boundingBox()
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0)
  }
  // Frames of 24 and of 30 a second: 0, 33, 42 and 67 ms are when one of the clips shows another one.
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowRight')
  const times = () =>
    page
      .locator('video')
      .evaluateAll((videos) => videos.map((one) => (one as HTMLVideoElement).currentTime.toFixed(4)))
  await expect.poll(times).toEqual(['0.0625', '0.0833'])
  await page.keyboard.press('ArrowLeft')
  await expect.poll(times).toEqual(['0.0625', '0.0500'])
  await page.keyboard.press('Shift+ArrowRight')
  await expect
    .poll(() => page.locator('main').evaluate((main) => main.style.getPropertyValue('--wipe')))
    .toBe('52%')
  await waitsForTheSlowest(page)
}

/** One clip that does not get going holds the clock, and with it the other one. */
async function waitsForTheSlowest(page: Page): Promise<void> {
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowLeft')
  await expect(page.locator('output')).toContainText('0.00 /')
  await page
    .locator('video')
    .first()
    .evaluate((video: HTMLVideoElement) => {
      video.play = () => new Promise(() => {})
    })
  await page.keyboard.press('Space')
  const clock = async () => Number.parseFloat((await page.locator('output').textContent()) ?? '')
  await expect.poll(clock).toBeGreaterThan(0)
  const isResting = () =>
    page
      .locator('video')
      .nth(1)
      .evaluate((video: HTMLVideoElement) => video.paused && video.currentTime > 0.1)
  await expect.poll(isResting).toBe(true)
  expect(await clock()).toBeLessThan(0.5)
}
