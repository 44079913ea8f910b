/** Owns how two ways of doing the same work are timed side by side, so that a noisy machine disturbs both alike. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** One line of the report. */
export type Entry = {
  name: string
  /** Whether the ratio must be at least or at most the target. */
  bound: 'at least' | 'at most'
  target: number
  ratio: number
  pass: boolean
  /** Pairs of runs behind the ratio. */
  runs: number
  /** Medians of both sides, in `unit`. */
  ours: number
  bare: number
  unit: string
  /** Further numbers that explain the ratio. */
  detail?: Record<string, number>
}

type Side = () => unknown
export type Pair = { ours: Side; bare: Side }

/** What to time: `amount` is the work of one run, counted in the thing named by `unit` as `…/s`. */
export type Comparison = {
  name: string
  target: number
  runs: number
  amount: number
  unit: string
  /** Prepares one pair of runs, untimed. */
  pair(run: number): Pair | Promise<Pair>
}

/**
 * Times pairs of runs in turn, A B, B A, A B …, after one pair that is not counted. The ratio is ours to bare in
 * throughput: the median of the ratios within each pair, as neighbours in time share their disturbances.
 */
export async function compare({ name, target, runs, amount, unit, pair }: Comparison): Promise<Entry> {
  const ratios: number[] = []
  const rates = { ours: [] as number[], bare: [] as number[] }
  for (let run = -1; run < runs; run += 1) {
    const seconds = await timePair(await pair(run), run % 2 === 0)
    if (run < 0) continue
    ratios.push(seconds.bare / seconds.ours)
    rates.ours.push(amount / seconds.ours)
    rates.bare.push(amount / seconds.bare)
    progress(`${name} ${run + 1}/${runs}: ${rounded(seconds.bare / seconds.ours)}`)
  }
  const medians = { ours: rounded(median(rates.ours)), bare: rounded(median(rates.bare)) }
  return judged({ name, bound: 'at least', target, ratio: median(ratios), runs, ...medians, unit })
}

async function timePair({ ours, bare }: Pair, oursFirst: boolean): Promise<{ ours: number; bare: number }> {
  if (oursFirst) return { ours: await secondsOf(ours), bare: await secondsOf(bare) }
  const first = await secondsOf(bare)
  return { bare: first, ours: await secondsOf(ours) }
}

async function secondsOf(work: Side): Promise<number> {
  const startedAt = performance.now()
  await work()
  return (performance.now() - startedAt) / 1_000
}

/** Adds whether the target is met, which rounding for the reader must not decide. */
export function judged(entry: Omit<Entry, 'pass'>): Entry {
  const pass = entry.bound === 'at least' ? entry.ratio >= entry.target : entry.ratio <= entry.target
  return { ...entry, ratio: Number(entry.ratio.toFixed(4)), pass }
}

/** The middle of at least one number. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  if (low === undefined || high === undefined) throw new RangeError('There is no median of nothing.')
  return (low + high) / 2
}

/** A figure with a limit of its own, told as a part of that limit. */
export function upTo(
  name: string,
  measured: number,
  limit: number,
  runs: number,
  unit: string,
  detail: Record<string, number> = {},
): Entry {
  const numbers = { ours: rounded(measured), bare: limit, unit, detail }
  return judged({ name, bound: 'at most', target: 1, ratio: measured / limit, runs, ...numbers })
}

/** The value below which so many of a hundred lie; NaN of nothing. */
export function percentile(numbers: readonly number[], part: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil((part / 100) * sorted.length) - 1)] ?? Number.NaN
}

/** Three digits that matter, or whole numbers above a thousand. */
export function rounded(value: number): number {
  return value >= 1_000 ? Math.round(value) : Number(value.toPrecision(3))
}

/** Tells a person how far it is; the report alone goes to stdout. */
export function progress(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** Runs `work` with a temporary folder that is removed afterwards. */
export async function inTempFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'gallop-bench-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  }
}
