/** Owns counting clips by kind, in one pass over the rows that fit the words. */

import {
  CLIP_FACETS,
  type ClipFacet,
  type ClipFacets,
  type ClipFilter,
  FACET_VALUES_MAX,
  type Span,
} from '#shared/clip-question.ts'
import type { Currency } from '#shared/prices.ts'

export const facetFields = [
  'projectId',
  'batchId',
  'stillId',
  'model',
  'seed',
  'rating',
  'verdict',
  'circled',
  'costMicros',
  'currency',
  'savedAt',
  'missingAt',
] as const

export type FacetRow = {
  projectId: string
  batchId: string
  stillId: string
  model: string
  seed: number
  rating: number | null
  verdict: 'pick' | 'reject' | null
  circled: number
  costMicros: number
  currency: Currency
  savedAt: number
  missingAt: number | null
}

type Plain = string | number | boolean | null
/** The value of a row by which a kind sifts; days overlap and are counted otherwise. */
const VALUES: Record<Exclude<ClipFacet, 'days'>, (row: FacetRow) => Plain> = {
  projects: (row) => row.projectId,
  batches: (row) => row.batchId,
  stills: (row) => row.stillId,
  models: (row) => row.model,
  seeds: (row) => row.seed,
  ratings: (row) => row.rating,
  verdicts: (row) => row.verdict,
  circled: (row) => row.circled === 1,
  costs: (row) => `${row.costMicros} ${row.currency}`,
  missing: (row) => row.missingAt !== null,
}
const PLAIN_KINDS = Object.keys(VALUES) as (keyof typeof VALUES)[]

/** What names a batch and a still to the user. */
export type FacetNames = { madeAt(batchId: string): number; stillName(stillId: string): string }

export class FacetCount {
  readonly #wanted: readonly (readonly [ClipFacet, (row: FacetRow) => boolean])[]
  readonly #days: readonly Span[]
  readonly #counts = new Map(PLAIN_KINDS.map((kind) => [kind, new Map<Plain, number>()]))
  readonly #inSpan: number[]
  #total = 0

  constructor(filter: ClipFilter, days: readonly Span[]) {
    this.#wanted = CLIP_FACETS.flatMap((kind) => testsOf(kind, filter))
    this.#days = days
    this.#inSpan = days.map(() => 0)
  }

  /** A row counts for every kind when it fits, and for one kind alone when only the choice within that kind shuts it out. */
  add(row: FacetRow): void {
    let shutOutBy: ClipFacet | undefined
    for (const [kind, fits] of this.#wanted) {
      if (fits(row)) continue
      if (shutOutBy) return
      shutOutBy = kind
    }
    if (!shutOutBy) this.#total += 1
    if (!shutOutBy || shutOutBy === 'days') this.#countDays(row)
    for (const kind of PLAIN_KINDS) {
      if (shutOutBy && shutOutBy !== kind) continue
      const counts = this.#counts.get(kind)
      const value = VALUES[kind](row)
      counts?.set(value, (counts.get(value) ?? 0) + 1)
    }
  }

  told({ madeAt, stillName }: FacetNames): ClipFacets {
    const counts = Object.fromEntries(PLAIN_KINDS.map((kind) => [kind, this.#most(kind)])) as {
      [K in keyof typeof VALUES]: { value: never; count: number }[]
    }
    return {
      ...counts,
      total: this.#total,
      batches: counts.batches.map((one) => ({ ...one, createdAt: madeAt(one.value) })),
      stills: counts.stills.map((one) => ({ ...one, name: stillName(one.value) })),
      costs: counts.costs.map(({ value, count }) => ({ value: moneyOf(value), count })),
      days: this.#days.map((value, place) => ({ value, count: this.#inSpan[place] ?? 0 })),
    }
  }

  #countDays({ savedAt }: FacetRow): void {
    for (const [place, span] of this.#days.entries()) {
      if (isWithin(span, savedAt)) this.#inSpan[place] = (this.#inSpan[place] ?? 0) + 1
    }
  }

  #most(kind: keyof typeof VALUES) {
    return [...(this.#counts.get(kind) ?? [])]
      .sort(([, a], [, b]) => b - a)
      .slice(0, FACET_VALUES_MAX)
      .map(([value, count]) => ({ value, count }))
  }
}

function testsOf(kind: ClipFacet, filter: ClipFilter): [ClipFacet, (row: FacetRow) => boolean][] {
  if (kind === 'days') {
    const { days } = filter
    return days ? [[kind, ({ savedAt }) => days.some((span) => isWithin(span, savedAt))]] : []
  }
  const wanted = filter[kind]
  if (!wanted) return []
  const values = new Set<Plain>(
    wanted.map((one) => (one !== null && typeof one === 'object' ? `${one.micros} ${one.currency}` : one)),
  )
  return [[kind, (row) => values.has(VALUES[kind](row))]]
}

function isWithin({ from, before }: Span, at: number): boolean {
  return (from === null || at >= from) && (before === null || at < before)
}

function moneyOf(text: string) {
  const [micros = '0', currency] = text.split(' ')
  // Written by VALUES above.
  return { micros: Number(micros), currency: currency as Currency }
}
