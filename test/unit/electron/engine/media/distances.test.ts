/** Owns the proof that takes of equal seed differ a little, and takes of different seeds differ more. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { distances } from '#electron/engine/media/measure.ts'
import { renderClip } from '#electron/rehearsal/clips/render-clip.ts'
import { drawPhoto } from '#test/support/media/photo.ts'

const never = new AbortController().signal
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gallop-distances-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Small takes of one photo by the rehearsal's own clip maker; each run draws its own small differences. */
async function takes(seeds: readonly number[]): Promise<string[]> {
  const firstFrame = await drawPhoto({ width: 320, height: 176 })
  const recipe = {
    task: 'i2v',
    prompt: 'push in, the grass is moving',
    durationSeconds: 3,
    tier: 480,
  } as const
  const paths: string[] = []
  for (const [run, seed] of seeds.entries()) {
    const nudges = [0.2, 0.8, 0.4][run] ?? 0.5
    const clip = await renderClip({ ...recipe, firstFrame, seed, watermark: false, tiny: true }, () => nudges)
    const path = join(folder, `${run}.mp4`)
    await writeFile(path, clip)
    paths.push(path)
  }
  return paths
}

test('noise of repeated takes is above zero and below the distance between different seeds', async () => {
  const paths = await takes([7, 7, 8])
  const pairs = [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const
  const [repeated, other, another] = await distances({ paths, pairs }, never)
  expect(repeated).toBeGreaterThan(0)
  expect(repeated).toBeLessThan(Math.min(other ?? 0, another ?? 0))
  expect(await distances({ paths: [paths[0] ?? '', '/nowhere.mp4'], pairs: [[0, 1]] }, never)).toEqual([null])
})
