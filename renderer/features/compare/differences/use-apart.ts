/** Owns how far takes are from the first one, beside how far runs on equal seeds are from each other; nothing while nobody ran one twice. */

import { useEffect, useState } from 'react'
import type { Clip } from '#shared/clip.ts'
import { differencesOf } from '#shared/differences.ts'
import type { Job } from '#shared/job.ts'
import { clipOfJob, noiseOf } from '#shared/repeat-noise.ts'
import { attempt, studio } from '../../../studio.ts'

export type Apart = {
  /** Distance that runs on equal seeds stay within, 0 to 1. */
  noise: number
  /** Distance of each take from the first, in their order; null where it is not known. */
  fromFirst: readonly (number | null)[]
}

/** Takes of a shot that are looked through for repeat runs. */
const TAKES_MAX = 200
/** Repeat runs that are held against each other; more say little more. */
const REPEATS_MAX = 6

/** Takes of one shot; null until it is known, and where there is no noise to hold a distance against. */
export function useApart(clips: readonly Clip[]): Apart | null {
  const [apart, setApart] = useState<Apart | null>(null)
  const [first] = clips
  const isOneShot = clips.every(({ shotId }) => shotId === first?.shotId)
  const wanted = isOneShot && first ? [first.projectId, first.shotId, ...clips.map(({ id }) => id)] : []
  const question = wanted.join(' ')
  useEffect(() => {
    let isWanted = true
    setApart(null)
    if (question) void measure(question).then((found) => isWanted && setApart(found))
    return () => {
      isWanted = false
    }
  }, [question])
  return apart
}

async function measure(question: string): Promise<Apart | null> {
  const [projectId = '', shotId = '', ...ids] = question.split(' ')
  const window = { offset: 0, limit: TAKES_MAX }
  const page = await attempt(studio.jobs.page({ projectId, shotId, states: ['done'], ...window }))
  const [run] = page.ok ? repeatRunsAmong(page.value.rows) : []
  if (!run) return null
  const between = await distancesOf(run.slice(0, REPEATS_MAX))
  const pairs = between.flatMap((row, one) => row.slice(one + 1)).filter((distance) => distance !== null)
  const { noise } = noiseOf(pairs)
  if (noise === null) return null
  const [fromFirst = []] = await distancesOf(ids)
  return { noise, fromFirst }
}

/** Clips of takes that were run more than once unchanged, on the same first frame; the largest run comes first. */
function repeatRunsAmong(jobs: readonly Job[]): string[][] {
  return jobs
    .map((job) => jobs.filter((other) => differencesOf(job, other).length === 0))
    .map((same) => same.flatMap((job) => clipOfJob(job) ?? []))
    .filter((clips) => clips.length > 1)
    .sort((a, b) => b.length - a.length)
}

async function distancesOf(ids: readonly string[]): Promise<(number | null)[][]> {
  const answer = await attempt(studio.clips.distances({ ids: [...ids] }))
  return answer.ok ? answer.value.distances : []
}
