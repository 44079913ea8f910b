/**
 * Owns `npm run bench [-- name …]`: every benchmark, or those named, as one JSON object on stdout; progress goes
 * to stderr. Ratios alone are judged, as absolute speeds say more about the machine than about the program.
 * The idle engine is the exception: its figure is a share of one core's time, which a slow core needs more of.
 * Exit status 1 when a target is missed.
 */

import { comparing } from './comparing.ts'
import { idle } from './idle.ts'
import { jobs } from './jobs.ts'
import { library } from './library.ts'
import { type Entry, progress } from './measure.ts'
import { measuring } from './measuring.ts'
import { pipeline } from './pipeline.ts'
import { preflight } from './preflight.ts'

const BENCHMARKS: Record<string, () => Promise<Entry[]>> = {
  preflight,
  jobs,
  library,
  pipeline,
  idle,
  measuring,
  comparing,
}

async function run(names: readonly string[]): Promise<number> {
  const known = Object.keys(BENCHMARKS)
  const strangers = names.filter((name) => !known.includes(name))
  if (strangers.length > 0) {
    progress(`There is no benchmark ${strangers.join(', ')}; there are ${known.join(', ')}.`)
    return 1
  }
  const entries: Entry[] = []
  for (const [name, benchmark] of Object.entries(BENCHMARKS)) {
    if (names.length === 0 || names.includes(name)) entries.push(...(await benchmark()))
  }
  const pass = entries.every((entry) => entry.pass)
  process.stdout.write(`${JSON.stringify({ pass, benchmarks: entries }, null, 2)}\n`)
  return pass ? 0 : 1
}

process.exitCode = await run(process.argv.slice(2))
