import { expect, test } from 'vitest'
import { evenTable, frameAt, timeOf } from '#renderer/frames/frame-table.ts'
import { stepperOf } from '#renderer/frames/stepping.ts'

/** A take of so many frames at 10 frames/s that begins at a moment of the clock. */
function take(frames: number, from = 0) {
  const table = evenTable(frames, 10)
  return {
    span: () => ({ from, to: from + table.end }),
    due: (seconds: number) => frameAt(table, seconds - from),
    timeOf: (frame: number) => from + timeOf(table, frame),
  }
}

const short = take(5)
const long = take(50)
const all = [short, long]

test('the leading take counts while it is on, and another one from its last frame on', () => {
  expect(stepperOf(long, all, 0.2, 1)).toBe(long)
  expect(stepperOf(short, all, 0.2, 1)).toBe(short)
  expect(stepperOf(short, all, 0.4, 1)).toBe(long)
})

test('a step back long after the leading take has ended does not leap to its end', () => {
  expect(stepperOf(short, all, 4.9, -1)).toBe(long)
  expect(stepperOf(short, all, 0.5, -1)).toBe(long)
  expect(stepperOf(short, all, 0.4, -1)).toBe(short)
  expect(stepperOf(short, all, 5, -1), 'where all have ended, the one that ended last').toBe(long)
})

test('a step on before the leading take has begun does not leap to its beginning', () => {
  const late = take(50, 3)
  expect(stepperOf(late, [late, short], 0.2, 1)).toBe(short)
  expect(stepperOf(late, [late, short], 0.4, 1)).toBe(late)
})

test('where nobody has a further frame it stays, and without takes there is nobody', () => {
  expect(stepperOf(short, all, 4.9, 1)).toBe(short)
  expect(stepperOf(undefined, [], 0, 1)).toBeUndefined()
})
