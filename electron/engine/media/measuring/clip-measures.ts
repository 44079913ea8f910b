/** Owns the measuring of one clip inside the media thread: decoded once, every frame shown to every measure. */

import { CURVE_MAX_POINTS, type MeasureValues } from '#shared/measures.ts'
import { broken } from '../open-clip.ts'
import type { Talk } from '../talk.ts'
import { ChangesBetween } from './changes-between.ts'
import { Drift } from './colour.ts'
import { Flashes } from './flashes.ts'
import { Flicker } from './flicker.ts'
import { likenessTo } from './likeness.ts'
import { lumaOf, meanOf } from './luma.ts'
import { eachSmallFrame, SMALL_WIDTH, type Small } from './small-frames.ts'

/** `firstFramePath`: the picture that was sent, null when it is not known. */
export type MeasureWish = { path: string; firstFramePath: string | null }

/** @throws AppError `download-broken`, `disk-refused`, `given-up` */
export async function measureClip({ path, firstFramePath }: MeasureWish, talk: Talk): Promise<MeasureValues> {
  const readers = {
    changes: new ChangesBetween(),
    flicker: new Flicker(),
    flashes: new Flashes(),
    drift: new Drift(),
  }
  let first: Small | undefined
  let end = 0
  await eachSmallFrame(path, SMALL_WIDTH, talk, (frame) => {
    const { at, lasts, width, height, rgba } = frame
    first ??= { width, height, rgba: rgba.slice() }
    const luma = lumaOf(frame)
    readers.changes.add(luma, at)
    readers.flicker.add(luma, at)
    readers.flashes.add(frame, at)
    readers.drift.add(frame, at)
    end = at + lasts
    return true
  })
  if (!first) throw broken('the file has no frames')
  const likeness = firstFramePath === null ? null : await likenessTo(first, firstFramePath)
  return valuesOf(readers, likeness, end)
}

type Readers = { changes: ChangesBetween; flicker: Flicker; flashes: Flashes; drift: Drift }

function valuesOf({ changes, flicker, flashes, drift }: Readers, likeness: number | null, end: number) {
  const cuts = changes.cuts()
  const frozen = changes.frozen(end)
  const pumping = flicker.read(cuts)
  const { general, red } = flashes.read()
  const motion = changes.motion()
  const by = drift.read()
  const values: MeasureValues = {
    likeness: likeness === null ? null : rounded(likeness, 4),
    motion: rounded(meanOf(motion.slice(1)), 3),
    flicker: rounded(pumping.percent, 3),
    frozenMs: frozen.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0),
    cuts: cuts.length,
    drift: rounded(Math.hypot(by.lightness, by.a, by.b), 2),
    driftBy: { lightness: rounded(by.lightness, 2), red: rounded(by.a, 2), yellow: rounded(by.b, 2) },
    flashes: Math.max(general.perSecond, red.perSecond),
    flash: {
      exceeds: general.spans.length + red.spans.length > 0,
      generalPerSecond: general.perSecond,
      redPerSecond: red.perSecond,
    },
    cutsAtMs: cuts.map((at) => Math.round(at * 1000)),
    frozen,
    flickering: pumping.spans,
    flashing: [...general.spans, ...red.spans].toSorted((a, b) => a.fromMs - b.fromMs),
    curve: curveOf(motion, flicker.luma(), end),
  }
  return values
}

/** At most {@link CURVE_MAX_POINTS} points: the liveliest motion and the mean brightness of the frames each stands for. */
function curveOf(motion: readonly number[], luma: readonly number[], end: number): MeasureValues['curve'] {
  const points = Math.min(CURVE_MAX_POINTS, motion.length)
  const part = (values: readonly number[], point: number) =>
    values.slice(
      Math.floor((point * values.length) / points),
      Math.floor(((point + 1) * values.length) / points),
    )
  const each = (read: (point: number) => number) =>
    Array.from({ length: points }, (_, point) => rounded(read(point), 2))
  return {
    stepMs: Math.max(1, rounded((end * 1000) / points, 3)),
    motion: each((point) => Math.max(...part(motion, point))),
    luma: each((point) => meanOf(part(luma, point))),
  }
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
