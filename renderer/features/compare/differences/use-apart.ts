/** Owns how far takes are from the first one, beside how far runs on equal seeds are from each other; nothing while nobody ran one twice. */

import { useEffect, useMemo, useState } from 'react'
import type { Clip } from '#shared/clip.ts'
import { isRepeat, repeatNoise } from '#shared/repeat-noise.ts'
import { attempt, studio } from '../../../studio.ts'
import { useTakesOf } from '../use-rows.ts'

export type Apart = {
  /** Mean distance of runs on equal seeds, 0 to 1. */
  noise: number
  /** Distance of each take from the first, in their order; null where it is not known. */
  fromFirst: readonly (number | null)[]
}

/** Repeat runs that are looked at; more say no more. */
const REPEATS_MAX = 6

/** Takes of one shot; null until it is known, and where there is no noise to hold a distance against. */
export function useApart(clips: readonly Clip[]): Apart | null {
  const [first] = clips
  const isOneShot = clips.every(({ shotId }) => shotId === first?.shotId)
  const all = useTakesOf(isOneShot ? first?.projectId : undefined, first?.shotId)
  const [apart, setApart] = useState<Apart | null>(null)
  const question = useMemo(() => {
    const repeats = repeatsAmong(all ?? []).slice(0, REPEATS_MAX)
    return isOneShot && repeats.length > 1 ? { repeats, ids: clips.map(({ id }) => id) } : null
  }, [all, clips, isOneShot])
  useEffect(() => {
    let isWanted = true
    setApart(null)
    if (question) void measure(question.repeats, question.ids).then((found) => isWanted && setApart(found))
    return () => {
      isWanted = false
    }
  }, [question])
  return apart
}

/** Takes that were run more than once, unchanged. */
function repeatsAmong(takes: readonly Clip[]): Clip[] {
  return takes.filter((take) => takes.some((other) => other.id !== take.id && isRepeat(take, other)))
}

async function measure(repeats: readonly Clip[], ids: readonly string[]): Promise<Apart | null> {
  const { noise } = repeatNoise(repeats, await distancesOf(repeats.map(({ id }) => id)))
  if (noise === null) return null
  const [fromFirst = []] = await distancesOf(ids)
  return { noise, fromFirst }
}

async function distancesOf(ids: readonly string[]): Promise<(number | null)[][]> {
  const answer = await attempt(studio.clips.distances({ ids: [...ids] }))
  return answer.ok ? answer.value.distances : []
}
