/** The short form of `npm run drill`: a few engines, killed twice under a mixture of faults each. */

import { expect, test } from 'vitest'
import { drill } from '#test/drill/drill.ts'

test('engines killed under a mixture of faults lose nothing and pay nothing twice', async () => {
  const runs = await drill({ runs: 8, seed: 22, killsMax: 2 })
  expect(
    runs.flatMap(({ plan, violations }) => violations.map((what) => `run ${plan.index}: ${what}`)),
  ).toEqual([])
  expect(runs.reduce((sum, { kills }) => sum + kills, 0)).toBeGreaterThan(8)
}, 60_000)
