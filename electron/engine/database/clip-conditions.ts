/** Owns how a filter over clips is said in SQL. */

import type { ClipFilter } from '#shared/clip-question.ts'
import { searchQuestion } from './search-text.ts'

type Conditions = {
  where: string
  values: Record<string, unknown>
  /** What the words typed ask of the index of words; undefined when none were typed. */
  question: string | undefined
}

/** Columns of the kinds that are plain lists of values; null among them is asked for by itself. */
const LISTS = {
  projects: 'project_id',
  batches: 'batch_id',
  stills: 'still_id',
  models: 'model',
  seeds: 'seed',
  ratings: 'rating',
  verdicts: 'verdict',
} as const

/** What was thrown away never fits. */
export function conditionsOf(filter: ClipFilter): Conditions {
  const where = ['trashed_at IS NULL']
  const values: Record<string, unknown> = {}
  for (const [kind, column] of Object.entries(LISTS)) {
    const wanted: readonly unknown[] | undefined = filter[kind as keyof typeof LISTS]
    if (!wanted) continue
    const [only, ...more] = wanted.filter((one) => one !== null)
    const isOne = only !== undefined && more.length === 0
    values[kind] = isOne ? only : JSON.stringify(wanted.filter((one) => one !== null))
    // One value compared is found much sooner than one value in a list.
    const isListed = isOne ? `${column} = @${kind}` : `${column} IN (SELECT value FROM json_each(@${kind}))`
    where.push(wanted.includes(null) ? `(${isListed} OR ${column} IS NULL)` : isListed)
  }
  const { circled, missing, costs, days, text } = filter
  if (circled) where.push(`circled IN (${circled.map(Number).join(', ')})`)
  if (missing) where.push(`(missing_at IS NOT NULL) IN (${missing.map(Number).join(', ')})`)
  if (costs) {
    where.push(
      `(cost_micros, currency) IN (SELECT value ->> 'micros', value ->> 'currency' FROM json_each(@costs))`,
    )
    values.costs = JSON.stringify(costs)
  }
  if (days) {
    where.push(
      `EXISTS (SELECT 1 FROM json_each(@days) WHERE saved_at >= coalesce(value ->> 'from', saved_at)
         AND (value ->> 'before' IS NULL OR saved_at < value ->> 'before'))`,
    )
    values.days = JSON.stringify(days)
  }
  const question = text === undefined ? undefined : searchQuestion(text)
  if (question) {
    where.push('search_row IN (SELECT rowid FROM clip_search WHERE clip_search MATCH @question)')
    values.question = question
  }
  return { where: where.join(' AND '), values, question }
}
