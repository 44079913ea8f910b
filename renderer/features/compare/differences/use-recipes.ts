/** Owns getting what a clip's own row does not say: the job it came from, and how long the service rendered. */

import { useEffect, useState } from 'react'
import type { Clip } from '#shared/clip.ts'
import type { Job } from '#shared/job.ts'
import { attempt, studio } from '../../../studio.ts'

export type Recipe = {
  job: Job
  /** From the moment the service took it to the moment it was ready; null when that is not known. */
  renderMs: number | null
}

/** Recipes by clip id; those on their way are missing. Jobs of saved clips do not change. */
export function useRecipes(clips: readonly Clip[]): ReadonlyMap<string, Recipe> {
  const [known, setKnown] = useState<ReadonlyMap<string, Recipe>>(new Map())
  const missing = clips.filter(({ id }) => !known.has(id))
  const wanted = missing.map(({ id, jobId }) => `${id} ${jobId}`).join('\n')
  useEffect(() => {
    if (wanted === '') return
    let isWanted = true
    const asked = wanted.split('\n').map((line) => line.split(' ') as [string, string])
    void Promise.all(asked.map(async ([id, jobId]) => [id, await recipeOf(jobId)] as const)).then(
      (answers) => {
        if (!isWanted) return
        const found = answers.flatMap(([id, recipe]) => (recipe ? [[id, recipe] as const] : []))
        if (found.length > 0) setKnown((before) => new Map([...before, ...found]))
      },
    )
    return () => {
      isWanted = false
    }
  }, [wanted])
  return known
}

async function recipeOf(jobId: string): Promise<Recipe | undefined> {
  const answer = await attempt(studio.jobs.history({ id: jobId }))
  if (!answer.ok) return undefined
  const { job, events } = answer.value
  const readyAt = events.find(({ event }) => event === 'succeeded')?.at
  const renderMs = readyAt !== undefined && job.acceptedAt !== null ? readyAt - job.acceptedAt : null
  return { job, renderMs }
}
