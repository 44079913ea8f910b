/** Owns what a job cost: billed, agreed to, in doubt, or nothing, and how that is said where its price stands. */

import { formatMoney, type Money } from '#shared/cost.ts'
import type { Job } from '#shared/job.ts'
import type { useWords } from '../locales/words.ts'

type Priced = Pick<Job, 'actual' | 'estimate' | 'doubtedMicros' | 'state' | 'error'>

/** What a take was or will be charged, or may have been; undefined for one that came to nothing and was not. */
export function costOf(job: Priced): Money | undefined {
  const { actual, estimate, doubtedMicros, state } = job
  if (actual || (state !== 'failed' && state !== 'canceled')) return actual ?? estimate
  const micros = doubtedMicros || (isRestored(job) ? estimate.micros : 0)
  return micros > 0 ? { ...estimate, micros } : undefined
}

/** The price as words: what is only possible says so, and so does what was not charged. */
export function costWords(job: Priced, { t }: Pick<ReturnType<typeof useWords>, 't'>): string {
  const cost = costOf(job)
  if (!cost) return t('queue.price.none')
  const isSure = job.actual !== null || cost === job.estimate
  return isSure ? formatMoney(cost) : t('queue.price.maybe', { cost: formatMoney(cost) })
}

/** Whether it was sent after its copy was made is not known. */
const isRestored = ({ error }: Priced) => error?.code === 'restored-from-backup'
