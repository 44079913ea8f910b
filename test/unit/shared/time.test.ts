/** The service's own way of writing moments. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatListTime, formatServiceTime, parseListTime, parseServiceTime } from '#shared/time.ts'

const moments = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2100, 0) })

test('a moment is written in the zone of the service, eight hours ahead', () => {
  const at = Date.parse('2026-04-20T11:33:50.425Z')
  expect(formatServiceTime(at)).toBe('2026-04-20 19:33:50.425')
  expect(formatListTime(at)).toBe('20260420193350')
})

test('what is written is read back, whatever zone this machine is in', () => {
  fc.assert(
    fc.property(moments, (at) => {
      expect(parseServiceTime(formatServiceTime(at))).toBe(at)
      expect(parseListTime(formatListTime(at))).toBe(Math.floor(at / 1000) * 1000)
    }),
  )
})

test('a text that is no moment is told as such', () => {
  expect(parseServiceTime('soon')).toBeUndefined()
  expect(parseListTime('2026-04-20')).toBeUndefined()
  expect(parseListTime('20261340000000')).toBeUndefined()
})

test('seconds may come without their parts', () => {
  expect(parseServiceTime('2026-04-20 19:33:50')).toBe(Date.parse('2026-04-20T11:33:50Z'))
})
