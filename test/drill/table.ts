/** Owns what the drill prints: what was done to the engines, and what became of the jobs. */

import { HOUR_MS } from '#shared/time.ts'
import type { RunResult } from './group.ts'
import type { Disturbance } from './plan.ts'

export function tableOf(results: readonly RunResult[], seed: number, tookMs: number): string {
  const kills = results.reduce((sum, run) => sum + run.kills, 0)
  const states = countsOf(results.flatMap((run) => run.killedIn))
  const aimed = countsOf(results.flatMap((run) => run.aimed))
  const faults = countsOf(results.flatMap((run) => Object.keys(run.plan.mixture.odds)))
  const disturbances = countsOf(results.flatMap((run) => run.plan.disturbances.map(nameOf)))
  const outcomes = new Map<string, number>()
  for (const { outcome } of results) {
    for (const [word, count] of Object.entries(outcome)) outcomes.set(word, (outcomes.get(word) ?? 0) + count)
  }
  const violations = results.flatMap((run) => run.violations)
  return [
    `${results.length} runs with ${kills} kills of an engine in mid-work in ${Math.round(tookMs / 1_000)} s, seed ${seed}`,
    section('jobs alive when their engine was killed, by state', states),
    section('kills that hit the point they were aimed at', aimed),
    section('runs with this fault of the service', faults),
    section('lives with this disturbance', disturbances),
    section('jobs by how they ended', outcomes),
    `violations: ${violations.length}`,
    ...results
      .filter((run) => run.violations.length > 0)
      .flatMap((run) => [
        `run ${run.plan.index}: npm run drill -- --seed ${seed} --only ${run.plan.index}`,
        ...run.violations.map((violation) => `    ${violation}`),
      ]),
  ].join('\n')
}

function nameOf(disturbance: Disturbance): string {
  const { kind } = disturbance
  return kind === 'sleep' ? `${kind} of ${disturbance.byMs / HOUR_MS} h` : kind
}

function countsOf(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

function section(title: string, counts: ReadonlyMap<string, number>): string {
  const rows = [...counts].sort((one, other) => other[1] - one[1])
  const sum = rows.reduce((total, [, count]) => total + count, 0)
  const lines = rows.map(([word, count]) => `  ${String(count).padStart(6)}  ${word}`)
  return [`\n${title} (${sum})`, ...lines].join('\n')
}
