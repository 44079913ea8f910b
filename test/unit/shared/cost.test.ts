/** Money. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { costOf, formatMoney, priceKey, priceOf } from '#shared/cost.ts'
import { DEFAULT_SETTINGS } from '#shared/settings.ts'

const MODEL = 'happyhorse-1.1-i2v'

test('published prices are those of the region', () => {
  const at = (service: 'beijing' | 'singapore', resolution: string) =>
    priceOf({ service, model: MODEL, resolution }, DEFAULT_SETTINGS)
  expect(at('beijing', '720P')).toEqual({ perSecondMicros: 900_000, currency: 'CNY' })
  expect(at('beijing', '1080P')).toEqual({ perSecondMicros: 1_200_000, currency: 'CNY' })
  expect(at('singapore', '480P')).toEqual({ perSecondMicros: 524_594, currency: 'CNY' })
})

test('a rehearsal costs nothing, whatever is asked for', () => {
  const price = priceOf({ service: 'rehearsal', model: 'anything', resolution: '8K' }, DEFAULT_SETTINGS)
  expect(price).toEqual({ perSecondMicros: 0, currency: 'CNY' })
})

test('the own price of the user goes before the published one', () => {
  const question = { service: 'beijing', model: MODEL, resolution: '720P' } as const
  const prices = { [priceKey(question)]: 540_000 }
  expect(priceOf(question, { ...DEFAULT_SETTINGS, prices })?.perSecondMicros).toBe(540_000)
})

test('what no list names has no price', () => {
  const question = { service: 'tokyo', model: 'happyhorse-1.0-i2v', resolution: '720P' } as const
  expect(priceOf(question, DEFAULT_SETTINGS)).toBeUndefined()
})

test('a custom service is booked by the list the user has chosen', () => {
  const question = { service: 'custom', model: MODEL, resolution: '720P' } as const
  const settings = { ...DEFAULT_SETTINGS, customPriceRegion: 'singapore' as const }
  expect(priceOf(question, settings)?.perSecondMicros).toBe(1_049_188)
})

test('a cost is a whole number of micros, however many parts of a second', () => {
  const prices = fc.integer({ min: 0, max: 1_000_000_000 })
  const seconds = fc.double({ min: 0, max: 60, noNaN: true })
  fc.assert(
    fc.property(prices, seconds, (perSecondMicros, length) => {
      const { micros } = costOf({ perSecondMicros, currency: 'CNY' }, length)
      expect(Number.isSafeInteger(micros)).toBe(true)
      expect(Math.abs(micros - perSecondMicros * length)).toBeLessThanOrEqual(0.5)
    }),
  )
})

test('amounts are written with two digits, or four where parts of a cent matter', () => {
  expect(formatMoney({ micros: 108_000_000, currency: 'CNY' })).toBe('¥108.00')
  expect(formatMoney({ micros: 524_594, currency: 'USD' })).toBe('$0.5246')
  expect(formatMoney({ micros: -1_500_000, currency: 'CNY' })).toBe('−¥1.50')
  expect(formatMoney({ micros: 0, currency: 'CNY' })).toBe('¥0.00')
})
