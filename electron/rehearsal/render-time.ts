/** Owns how long a render takes: documented times as anchors, a seeded spread around them. */

import type { ModelFacts, Resolution, Task } from '#shared/happyhorse.ts'
import { MINUTE_MS, SECOND_MS } from '#shared/time.ts'
import { normalDraw } from './draws.ts'

/**
 * Timestamps in the pages' own samples: 720P, 5 s (edit: 6.62 s).
 * Source: happyhorse-*-api-reference, read 2026-11-22.
 */
const SAMPLE: Record<Task, { seconds: number; tookMs: number }> = {
  i2v: { seconds: 5, tookMs: 104 * SECOND_MS },
  t2v: { seconds: 5, tookMs: 80 * SECOND_MS },
  r2v: { seconds: 5, tookMs: 40 * SECOND_MS },
  edit: { seconds: 6.62, tookMs: 59 * SECOND_MS },
}

/** Wall time of 15 s at 1080P. Source: awesome-happyhorse-prompts, read 2026-11-22. */
const LONGEST = { '1.1': 12 * MINUTE_MS, '1.0': 14 * MINUTE_MS } as const

const TIER = { '480P': 480, '720P': 720, '1080P': 1080 } as const satisfies Record<Resolution, number>

export type Tier = (typeof TIER)[Resolution]
const SPREAD = 0.15
const SPREAD_BOUNDS = { min: 0.7, max: 1.5 }

/** The resolution's number: 480, 720 or 1080. */
export function tierOf(resolution: Resolution): Tier {
  return TIER[resolution]
}

/** Typical render in virtual ms: a power law through the sample and the longest clip, so both come out exactly. */
export function typicalRenderMs(model: ModelFacts, resolution: Resolution, seconds: number): number {
  const sample = SAMPLE[model.task]
  const work = (size: number, length: number) => (size / TIER['720P']) ** 2 * (length / sample.seconds)
  const exponent = Math.log(LONGEST[model.version] / sample.tookMs) / Math.log(work(TIER['1080P'], 15))
  return sample.tookMs * work(TIER[resolution], seconds) ** exponent
}

/** One task's render in virtual ms, fixed by the service's seed and the task's ordinal. */
export function drawRenderMs(typicalMs: number, seed: number, ordinal: number): number {
  const spread = Math.exp(SPREAD * normalDraw(seed, 'render', ordinal))
  return Math.round(typicalMs * Math.min(Math.max(spread, SPREAD_BOUNDS.min), SPREAD_BOUNDS.max))
}
