/** Playing takes stay together: no two panes are more than a frame apart, however many there are. */

import { evenTimes, numberedClip } from '#test/support/media/numbered-clip.ts'
import { compareClips } from './support/compared.ts'
import { expect, test } from './support/studio.ts'

test.use({ hostOptions: { speed: 600, pollSeconds: 0.1 } })

test('four takes at 720p play together, and go on doing so when the network is gone; once it is back the engine looks at once', async ({
  host,
  folder,
  context,
}) => {
  const { page } = host
  const clip = { width: 1280, height: 720, times: evenTimes(36, 24), end: 1.5 }
  const bytes = await numberedClip({ ...clip, sound: true })
  const compare = await compareClips(host, folder, [bytes, bytes, bytes, bytes])
  await expect.poll(compare.numbers).toEqual([0, 0, 0, 0])
  // Whatever a page of this studio needs comes from this studio.
  await context.route(/^(?!http:\/\/127\.0\.0\.1)/, (route) => route.abort())
  await page.keyboard.press('Space')
  const looks = await page.evaluate(watchPanes, 150)
  expect(looks.length).toBe(150)
  expect(new Set(looks.flat()).size, 'different frames were seen').toBeGreaterThan(12)
  const apart = looks.filter((numbers) => spreadOf(numbers) > 1)
  expect(apart.length / looks.length).toBeLessThanOrEqual(0.01)
  await page.keyboard.press('k')
  await page.getByRole('button', { name: 'How exactly the panes follow' }).click()
  await expect(page.getByText(/^100\.0 % of \d+ looks$/)).toBeVisible()
  const asked = page.waitForRequest(/\/rpc\/studio\/lookNow$/)
  for (const isOffline of [true, false]) await context.setOffline(isOffline)
  await asked
})

test('nine takes play', async ({ host, folder }) => {
  const { page } = host
  const clip = { width: 320, height: 180, times: evenTimes(48, 24), end: 2 }
  const bytes = await numberedClip(clip)
  const compare = await compareClips(host, folder, Array<Buffer>(9).fill(bytes))
  await expect.poll(compare.numbers).toEqual(Array(9).fill(0))
  await page.keyboard.press('Space')
  const looks = await page.evaluate(watchPanes, 120)
  expect(new Set(looks.flat()).size, 'different frames were seen').toBeGreaterThan(12)
  expect(looks.filter((numbers) => spreadOf(numbers) > 1)).toEqual([])
})

function spreadOf(numbers: readonly (number | null)[]): number {
  // A picture that holds no number is as wrong as it can be.
  const seen = numbers.map((one) => one ?? Number.POSITIVE_INFINITY)
  return Math.max(...seen) - Math.min(...seen)
}

/** Runs in the page: reads all panes so many times, frame by frame of the screen. */
async function watchPanes(looks: number): Promise<(number | null)[][]> {
  const seen: (number | null)[][] = []
  while (seen.length < looks) {
    await new Promise((resolve) => requestAnimationFrame(resolve))
    seen.push(window.readNumbers())
  }
  return seen
}
