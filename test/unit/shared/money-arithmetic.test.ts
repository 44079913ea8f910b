/** Sums of money and windows of time, for any amounts and moments. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAmount } from '#electron/terminal/flags.ts'
import { type Budget, countedMicros, tightestCap, windowStart } from '#shared/budget.ts'
import { costOf, formatMoney } from '#shared/cost.ts'
import { DAY_MS, HOUR_MS } from '#shared/time.ts'

const price = fc.record({
  perSecondMicros: fc.integer({ min: 0, max: 1_000_000_000 }),
  currency: fc.constantFrom('CNY' as const, 'USD' as const),
})
const micros = fc.integer({ min: 0, max: 1_000_000_000_000 })
/** From 2000 to 2100. */
const moment = fc.integer({ min: 946_684_800_000, max: 4_102_444_800_000 })

test('what whole seconds cost is exact: takes one by one come to the same as all of them together', () => {
  fc.assert(
    fc.property(
      price,
      fc.integer({ min: 3, max: 15 }),
      fc.integer({ min: 1, max: 1_000 }),
      (one, seconds, takes) => {
        const cost = costOf(one, seconds)
        expect(Number.isSafeInteger(cost.micros)).toBe(true)
        expect(cost.micros * takes).toBe(one.perSecondMicros * seconds * takes)
      },
    ),
  )
})

test('hundredths of a second are billed to the nearest micro, and longer never costs less', () => {
  fc.assert(
    fc.property(
      price,
      fc.integer({ min: 1, max: 6_000 }),
      fc.integer({ min: 0, max: 6_000 }),
      (one, hundredths, more) => {
        const cost = costOf(one, hundredths / 100).micros
        expect(Math.abs(cost * 100 - one.perSecondMicros * hundredths)).toBeLessThanOrEqual(51)
        expect(costOf(one, (hundredths + more) / 100).micros).toBeGreaterThanOrEqual(cost)
      },
    ),
  )
})

test('an amount reads back as it was written, to the part of a cent that is shown', () => {
  fc.assert(
    fc.property(micros, (amount) => {
      const read = readAmount(formatMoney({ micros: amount, currency: 'CNY' }).slice(1))
      expect(Math.abs(read - amount)).toBeLessThanOrEqual(50)
      if (amount % 100 === 0) expect(read).toBe(amount)
    }),
  )
})

test.each(['', '.5', '1,000', '-3', '1e3', '12.3456789', '¥5', 'five', '9999999999'])(
  '“%s” is no amount of money',
  (text) => {
    expect(() => readAmount(text)).toThrow('such as 12.50')
  },
)

test('a day and a month begin before their moments, once, at midnight', () => {
  fc.assert(
    fc.property(moment, (now) => {
      const day = windowStart('day', now)
      const month = windowStart('month', now)
      expect(now - day).toBeGreaterThanOrEqual(0)
      expect(now - day).toBeLessThan(DAY_MS + 2 * HOUR_MS)
      expect(month).toBeLessThanOrEqual(day)
      expect([windowStart('day', day), windowStart('month', month)]).toEqual([day, month])
      expect(new Date(month).getDate()).toBe(1)
      expect(windowStart('day', day - 1)).toBeLessThan(day)
    }),
  )
})

test('the tightest cap is the one with the least room', () => {
  const window = fc.record({
    ...{ spentMicros: micros, reservedMicros: micros, doubtedMicros: micros },
    capMicros: fc.option(micros),
  })
  fc.assert(
    fc.property(fc.record({ day: window, month: window }), (budget: Budget) => {
      const rooms = [budget.day, budget.month].flatMap((one) =>
        one.capMicros === null ? [] : [one.capMicros - countedMicros(one)],
      )
      const tight = tightestCap(budget)
      expect(tight && tight.capMicros - countedMicros(tight)).toBe(rooms.sort((a, b) => a - b)[0])
    }),
  )
})
