import { expect, test } from 'vitest'
import type { useWords } from '#renderer/locales/words.ts'
import { costOf, costWords } from '#renderer/prices/job-cost.ts'
import type { Job } from '#shared/job.ts'

const [estimate, actual] = [4, 3].map((micros) => ({ micros: micros * 1_000_000, currency: 'CNY' as const }))
const bill = { actual } as Partial<Job>
const lost = { doubtedMicros: 2_000_000 }
const restored = { error: { code: 'restored-from-backup', values: {} } } as Partial<Job>
const job = (state: Job['state'], more: Partial<Job> = {}) =>
  ({ state, estimate, actual: null, doubtedMicros: 0, error: null, ...more }) as Job

test('a take costs what was billed, before that what was agreed, and nothing where it failed and was not charged', () => {
  expect([job('rendering'), job('done', bill), job('failed', bill)].map(costOf)).toEqual([
    ...[estimate, actual, actual],
  ])
  expect([job('failed'), job('canceled'), job('failed', lost)].map(costOf)).toEqual([
    ...[undefined, undefined],
    { micros: 2_000_000, currency: 'CNY' },
  ])
})

test('where the price of a job stands, what failed says whether it was charged', () => {
  const t = (key: string, { cost = '' } = {}) => `${key} ${cost}`.trim()
  const words = { t } as unknown as ReturnType<typeof useWords>
  const said = [
    job('queued'),
    job('failed'),
    job('failed', lost),
    job('canceled', restored),
    job('failed', bill),
  ]
  expect(said.map((one) => costWords(one, words))).toEqual([
    ...['¥4.00', 'queue.price.none', 'queue.price.maybe ¥2.00', 'queue.price.maybe ¥4.00', '¥3.00'],
  ])
})
