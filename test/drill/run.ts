/** Owns `npm run drill`: flags in, a table out, and an exit code that says whether the books agree. */

import { parseArgs } from 'node:util'
import { drill } from './drill.ts'
import { tableOf } from './table.ts'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
})
// Ctrl+C once: the groups under way are finished and the table is printed.
const enough = new AbortController()
process.once('SIGINT', () => enough.abort())
const seed = Number(values.seed)
const begunAt = performance.now()
const results = await drill({
  runs: Number(values.runs),
  seed,
  only: values.only === undefined ? undefined : Number(values.only),
  enough: enough.signal,
  progress: (done) => process.stderr.write(`\r${done} runs`),
})
process.stdout.write(`\n${tableOf(results, seed, performance.now() - begunAt)}\n`)
if (results.some((run) => run.violations.length > 0)) process.exitCode = 1
