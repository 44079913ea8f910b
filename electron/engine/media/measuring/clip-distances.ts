/** Owns how far takes are apart, inside the media thread: their frames at the same moments, compared two by two. */

import type { Talk } from '../talk.ts'
import { type Luma, lumaOf, meanOf } from './luma.ts'
import { similarity } from './similarity.ts'
import { eachSmallFrame } from './small-frames.ts'

/** Width at which takes are compared, in px, and the time between two looks. */
const WIDTH = 160
const LOOK_SECONDS = 0.25

/** `pairs` are places in `paths`. */
export type DistanceWish = { paths: readonly string[]; pairs: readonly (readonly [number, number])[] }

/**
 * 1 − mean structural similarity of frames at equal times, 0–1, pair by pair; null where a clip cannot be read or two
 * are of another shape. Reads to the end of the shorter one. @throws AppError `given-up`
 */
export async function readDistances(wish: DistanceWish, talk: Talk): Promise<(number | null)[]> {
  const looks: (Luma[] | null)[] = []
  for (const path of wish.paths) {
    looks.push(await looksAt(path, talk))
    talk.tell(looks.length / wish.paths.length)
  }
  return wish.pairs.map(([one, other]) => distance(looks[one] ?? null, looks[other] ?? null))
}

async function looksAt(path: string, talk: Talk): Promise<Luma[] | null> {
  const looks: Luma[] = []
  try {
    await eachSmallFrame(path, WIDTH, talk, (frame) => {
      if (frame.at + 1e-3 >= looks.length * LOOK_SECONDS) looks.push(lumaOf(frame))
      return true
    })
  } catch (thrown) {
    if (talk.signal.aborted) throw thrown
    return null
  }
  return looks.length > 0 ? looks : null
}

function distance(a: readonly Luma[] | null, b: readonly Luma[] | null): number | null {
  const [first, other] = [a?.[0], b?.[0]]
  if (!a || !b || first?.width !== other?.width || first?.height !== other?.height) return null
  const shared = a.slice(0, b.length).map((luma, at) => similarity(luma, b[at] as Luma))
  return Math.min(1, Math.max(0, 1 - meanOf(shared)))
}
