/** Owns the drill as a whole: plans from a seed, played in groups side by side, with what came of them. */

import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { openClipMaker } from '#electron/rehearsal/clips/clip-maker.ts'
import { drawPhotos } from '#test/support/engine.ts'
import { playGroup, type RunResult } from './group.ts'
import { planOf } from './plan.ts'

export type DrillOptions = {
  runs: number
  seed: number
  /** Only this run of the drill. */
  only?: number | undefined
  /** Engines that live and die in one process. */
  groupSize?: number
  /** At most so many kills in one run. */
  killsMax?: number
  /** Aborted: what is under way is played to its end, and nothing more is begun. */
  enough?: AbortSignal
  /** Told after every group. */
  progress?: (done: number) => void
}

export async function drill(options: DrillOptions): Promise<RunResult[]> {
  const { runs, seed, only, groupSize = 8, killsMax = 9, enough, progress } = options
  const folder = await mkdtemp(join(tmpdir(), 'gallop-drill-photos-'))
  const maker = openClipMaker({ tiny: true })
  const results: RunResult[] = []
  try {
    const photos = await drawPhotos(folder, ['a.jpg', 'b.jpg', 'c.jpg'])
    const indexes = only === undefined ? Array.from({ length: runs }, (_, index) => index) : [only]
    const plans = indexes
      .map((index) => planOf(seed, index))
      .map((plan) => ({ ...plan, kills: plan.kills.slice(0, killsMax) }))
    const groups = Array.from({ length: Math.ceil(plans.length / groupSize) }, (_, group) =>
      plans.slice(group * groupSize, (group + 1) * groupSize),
    ).values()
    const worker = async () => {
      for (const group of groups) {
        if (enough?.aborted) return
        results.push(...(await playGroup(group, { photos, maker, seed })))
        progress?.(results.length)
      }
    }
    await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, worker))
    return results.sort((one, other) => one.plan.index - other.plan.index)
  } finally {
    await maker.close()
    await rm(folder, { recursive: true, force: true })
  }
}
