import { expect, test } from 'vitest'
import { withPoint } from '#renderer/ui/number-typing.ts'

test.each([
  ['12,5', '12.5'],
  ['¥12,50', '¥12.50'],
  ['1,250.50', '1250.50'],
  ['1.250,50', '1250.50'],
  ['1,250,000', '1250000'],
  ['12，5', '12.5'],
  [',', '.'],
  ['125', '125'],
  ['.5', '.5'],
])('“%s” is read as %s', (text, read) => {
  expect(withPoint(text)).toBe(read)
})
