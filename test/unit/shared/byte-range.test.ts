/** Shows which bytes a Range header asks for. */

import { expect, test } from 'vitest'
import { sliceOf } from '#shared/byte-range.ts'

const ETAG = '"A"'
const WHOLE = { start: 0, end: 99, whole: true }

test.each([
  ['bytes=0-', { start: 0, end: 99, whole: false }],
  ['bytes=10-19', { start: 10, end: 19, whole: false }],
  ['bytes=90-500', { start: 90, end: 99, whole: false }],
  ['Bytes=2-4', { start: 2, end: 4, whole: false }],
  ['bytes=-5', { start: 95, end: 99, whole: false }],
  ['bytes=-500', { start: 0, end: 99, whole: false }],
  ['bytes=100-', undefined],
  ['bytes=-0', undefined],
  ['bytes=9-3', WHOLE],
  ['bytes=-', WHOLE],
  ['bytes=0-1,4-5', WHOLE],
  ['lines=0-1', WHOLE],
  ['bytes=abc', WHOLE],
  [undefined, WHOLE],
])('%s of 100 bytes', (range, slice) => {
  expect(sliceOf(range, undefined, ETAG, 100)).toEqual(slice)
})

test('a range of another file gives the whole of this one', () => {
  expect(sliceOf('bytes=10-', '"B"', ETAG, 100)).toEqual(WHOLE)
  expect(sliceOf('bytes=10-', ETAG, ETAG, 100)).toEqual({ start: 10, end: 99, whole: false })
})
