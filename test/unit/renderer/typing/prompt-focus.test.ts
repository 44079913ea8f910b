import { afterEach, expect, test, vi } from 'vitest'
import { focusPrompt } from '#renderer/typing/prompt-focus.ts'

const frames: (() => void)[] = []

/** A page whose prompt takes the focus only while nothing holds it. */
function page({ isHeld }: { isHeld: boolean }) {
  const field = {
    focus: () => {
      if (!now.isHeld) now.activeElement = field
    },
  }
  const now: { isHeld: boolean; activeElement: unknown } = { isHeld, activeElement: null }
  vi.stubGlobal('document', {
    getElementById: () => field,
    get activeElement() {
      return now.activeElement
    },
  })
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame))
  return { now, isFocused: () => now.activeElement === field }
}

afterEach(() => {
  frames.length = 0
  vi.unstubAllGlobals()
})

test('the cursor is in the prompt before the next letter can come, and is not put there again', () => {
  const { isFocused } = page({ isHeld: false })
  focusPrompt()
  expect([isFocused(), frames.length]).toEqual([true, 0])
})

test('a palette that holds the focus is waited for', () => {
  const { now, isFocused } = page({ isHeld: true })
  focusPrompt()
  expect(isFocused()).toBe(false)
  now.isHeld = false
  for (const frame of frames) frame()
  expect(isFocused()).toBe(true)
})
