/** Owns the measuring benchmark: a clip of 720p measured, against the same frames decoded and looked at by nobody. */

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { measureClip } from '#electron/engine/media/measuring/clip-measures.ts'
import { renderClip } from '#electron/rehearsal/clips/render-clip.ts'
import { decodeAll } from '#test/support/media/clip-facts.ts'
import { drawPhoto } from '#test/support/media/photo.ts'
import { compare, type Entry, inTempFolder, progress } from './measure.ts'

const RUNS = 3
const SECONDS = 3
/** Decoding is native and on all cores, measuring is not, and nobody waits for it: the floor is there to catch mistakes. */
const TARGET = 0.06
const never = { signal: new AbortController().signal, tell: () => {} }

export async function measuring(): Promise<Entry[]> {
  return inTempFolder(async (folder) => {
    progress('measuring: rendering a clip')
    const path = join(folder, 'clip.mp4')
    const firstFrame = await drawPhoto({ width: 1280, height: 720 })
    const recipe = {
      task: 'i2v',
      prompt: 'push in, mist, wind',
      durationSeconds: SECONDS,
      tier: 720,
    } as const
    const wish = { ...recipe, firstFrame, seed: 7, watermark: false, tiny: false }
    await writeFile(path, await renderClip(wish, () => 0.5))
    const amount = await decodeAll(path)
    const pair = () => ({
      ours: () => measureClip({ path, firstFramePath: null }, never),
      bare: () => decodeAll(path),
    })
    return [await compare({ name: 'measuring', target: TARGET, runs: RUNS, amount, unit: 'frames/s', pair })]
  })
}
