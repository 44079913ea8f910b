import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { paced, restAfter } from '#renderer/sync/paced.ts'

describe('what comes in quick succession', () => {
  /** What was taken in, with the time at which it was, ms. */
  const taken: string[] = []
  const takeIn = (what: string) => () => void taken.push(`${what} at ${performance.now()}`)

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    taken.length = 0
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('is drawn at once where nothing was for a while, then together, in the order it came', () => {
    const { soon } = paced()
    soon(takeIn('a'))
    vi.advanceTimersByTime(20)
    soon(takeIn('b'))
    vi.advanceTimersByTime(20)
    soon(takeIn('c'))
    vi.advanceTimersByTime(5_000)
    soon(takeIn('d'))
    expect(taken).toEqual(['a at 0', 'b at 100', 'c at 100', 'd at 5040'])
  })

  test('waits for no rest when it is asked for, and is drawn once', () => {
    const { soon, now } = paced()
    soon(takeIn('a'))
    soon(takeIn('b'))
    now()
    now()
    vi.advanceTimersByTime(5_000)
    expect(taken).toEqual(['a at 0', 'b at 0'])
  })

  test('is drawn even where something before it breaks, which is reported', () => {
    const reported = vi.fn()
    vi.stubGlobal('reportError', reported)
    const { soon } = paced()
    const broken = new Error('No such row')
    soon(() => {
      throw broken
    })
    soon(takeIn('b'))
    vi.advanceTimersByTime(5_000)
    expect(taken).toHaveLength(1)
    expect(reported).toHaveBeenCalledWith(broken)
    vi.unstubAllGlobals()
  })
})

test('a page that draws slowly rests for four times as long, a quick one for a tenth of a second, and none for over a second', () => {
  expect([0, 10, 25, 60, 200, 5_000].map(restAfter)).toEqual([100, 100, 100, 240, 800, 1_000])
})
