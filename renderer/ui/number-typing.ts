/** Owns what is typed into a field of numbers before the field reads it: commas, and keys that would jump to an end of its range. */

/** Commas, and the points of Chinese and Japanese keyboards. */
const SEPARATORS = /[,.，．。、]/
const COMMAS = /[,，．。、]/

/**
 * A number as somebody writes it → with a point before its fraction: `12,5` is 12.5, `1,250.50` and `1.250,50` are 1250.50.
 * The field takes commas for groups of thousands and drops them, which made 125 of 12,5.
 */
export function withPoint(text: string): string {
  const parts = text.split(SEPARATORS)
  const last = parts.pop() ?? ''
  const separators = text.match(new RegExp(SEPARATORS, 'g')) ?? []
  if (parts.length === 0) return last
  // The same one more than once can only part groups.
  if (separators.length > 1 && new Set(separators).size === 1) return parts.join('') + last
  return `${parts.join('')}.${last}`
}

/**
 * Watches the field until the answer is called; made for the `ref` of an element around it, whose handlers come first.
 * A comma becomes a point while it is typed. Home and End move the caret, as in any text, instead of setting the
 * smallest and the largest number; the wheel scrolls; an empty field has no number that a step could start from.
 */
export function watchTyping(around: HTMLElement | null): (() => void) | undefined {
  if (!around) return undefined
  const watching = new AbortController()
  const options = { capture: true, signal: watching.signal }
  around.addEventListener('beforeinput', (event) => replace(event, event.data), options)
  around.addEventListener(
    'paste',
    (event) => replace(event, event.clipboardData?.getData('text/plain')),
    options,
  )
  around.addEventListener('keydown', keepFromSteps, options)
  return () => watching.abort()
}

function replace(event: Event, text: string | null | undefined): void {
  const input = event.target
  if (!(input instanceof HTMLInputElement) || !text || !COMMAS.test(text)) return
  event.preventDefault()
  event.stopImmediatePropagation()
  const { selectionStart, selectionEnd } = input
  input.setRangeText(withPoint(text.trim()), selectionStart ?? 0, selectionEnd ?? input.value.length, 'end')
  // The field looks at the whole, and takes back what is no number.
  input.dispatchEvent(new InputEvent('input', { bubbles: true }))
}

const STEPS = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'])

function keepFromSteps(event: KeyboardEvent): void {
  const input = event.target
  if (!(input instanceof HTMLInputElement)) return
  const isStepFromNothing = STEPS.has(event.key) && input.value === ''
  if (event.key === 'Home' || event.key === 'End' || isStepFromNothing) event.stopPropagation()
}
