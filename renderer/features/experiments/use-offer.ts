/** Owns the price of takes made from a take: asked whenever the wish changes, agreed to once. */

import { useEffect, useState } from 'react'
import type { AppErrorData } from '#shared/app-error.ts'
import type { Money } from '#shared/cost.ts'
import type { Fit } from '#shared/fit.ts'
import type { Resolution } from '#shared/happyhorse.ts'
import type { Job } from '#shared/job.ts'
import { attempt, studio } from '../../studio.ts'

export type RetakeWish = {
  jobId: string
  takes: number
  promotes?: boolean
  resolution?: Resolution
  durationSeconds?: number
}
export type Offer = { clips: number; cost: Money; fits: Fit | null; blocked: AppErrorData | null }

/** The offer for a wish; null while it is asked for. `again` asks anew. */
export function useOffer(wish: RetakeWish): {
  offer: Offer | null
  error: AppErrorData | null
  again(): void
} {
  const [round, setRound] = useState(0)
  const [state, setState] = useState<{ key: string; offer: Offer | null; error: AppErrorData | null }>()
  const key = JSON.stringify([wish, round])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text holds the whole wish
  useEffect(() => {
    let isOld = false
    void attempt(studio.retakes.estimate(wish)).then((answer) => {
      if (isOld) return
      setState({ key, offer: answer.ok ? answer.value : null, error: answer.ok ? null : answer.error })
    })
    return () => {
      isOld = true
    }
  }, [key])
  const isCurrent = state?.key === key
  return {
    offer: isCurrent ? state.offer : null,
    error: isCurrent ? state.error : null,
    again: () => setRound((one) => one + 1),
  }
}

/** The job of a take; undefined until the engine has answered. */
export function useJob(jobId: string): Job | undefined {
  const [job, setJob] = useState<Job>()
  useEffect(() => {
    let isOld = false
    void attempt(studio.jobs.history({ id: jobId })).then((answer) => {
      if (answer.ok && !isOld) setJob(answer.value.job)
    })
    return () => {
      isOld = true
    }
  }, [jobId])
  return job
}
