/** Owns what is typed and pasted into a field of numbers before the field sees it, and keys that would jump to an end of its range. */

import { readNumber } from './number-reading.ts'

/** Points and commas of Chinese and Japanese keyboards. */
const FOREIGN: Record<string, string> = { '，': ',', '．': '.', '。': '.', '、': ',' }

type Watcher = {
  decimals: number
  /** What was pasted is no number, or could be two. */
  onRefused(why: 'unread' | 'twoWays', text: string): void
  /** The number is about to change by other means than typing, from what stands in the field. */
  onBeforeChange(): void
}

/**
 * Watches the field until the answer is called; made for the `ref` of an element around it, whose handlers come first.
 * Home and End move the caret, as in any text, instead of setting the smallest and the largest number; the wheel scrolls;
 * an empty field has no number that a step could start from.
 */
export function watchTyping(around: HTMLElement | null, watcher: () => Watcher): (() => void) | undefined {
  if (!around) return undefined
  const watching = new AbortController()
  const options = { capture: true, signal: watching.signal }
  around.addEventListener('beforeinput', writeInAscii, options)
  around.addEventListener('paste', (event) => takePaste(event, watcher()), options)
  around.addEventListener('keydown', (event) => keepFromSteps(event, watcher()), options)
  // A press elsewhere may show another number in the field before the field is left.
  document.addEventListener(
    'pointerdown',
    ({ target }) => target instanceof HTMLInputElement || watcher().onBeforeChange(),
    options,
  )
  return () => watching.abort()
}

/** Marks become those the field knows. One point more makes groups of what the points before parted. */
function writeInAscii(event: InputEvent): void {
  const input = event.target
  const mark = FOREIGN[event.data ?? ''] ?? event.data
  if (!(input instanceof HTMLInputElement) || (mark !== '.' && mark !== ',')) return
  const { value, selectionStart, selectionEnd } = input
  const [from, to] = [selectionStart ?? value.length, selectionEnd ?? value.length]
  const [before, after] = [value.slice(0, from), value.slice(to)]
  const isSecond = mark === '.' && `${before}${after}`.includes('.')
  if (mark === event.data && !isSecond) return
  const commas = (text: string) => (isSecond ? text.replaceAll('.', ',') : text)
  hold(event)
  writeInto(input, `${commas(before)}${isSecond ? ',' : mark}${commas(after)}`, from + 1)
}

function takePaste(event: ClipboardEvent, { decimals, onRefused }: Watcher): void {
  const input = event.target
  const pasted = event.clipboardData?.getData('text/plain').trim()
  if (!(input instanceof HTMLInputElement) || !pasted) return
  const { value, selectionStart, selectionEnd } = input
  const text = `${value.slice(0, selectionStart ?? 0)}${pasted}${value.slice(selectionEnd ?? value.length)}`
  const read = readNumber(text, decimals)
  hold(event)
  if (typeof read === 'number') writeInto(input, plainNumber(read))
  else onRefused(read, pasted)
}

/** With a point before its fraction, and no groups. */
export function plainNumber(value: number): string {
  return new Intl.NumberFormat('en', { useGrouping: false, maximumFractionDigits: 20 }).format(value)
}

function hold(event: Event): void {
  event.preventDefault()
  event.stopImmediatePropagation()
}

/** As if it had been typed. */
export function writeInto(input: HTMLInputElement, text: string, caret = text.length): void {
  input.setRangeText(text, 0, input.value.length, 'end')
  input.setSelectionRange(caret, caret)
  input.dispatchEvent(new InputEvent('input', { bubbles: true }))
}

/** Keys that make a number a step larger or smaller. */
const STEP_KEYS: ReadonlySet<string> = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'])

function keepFromSteps(event: KeyboardEvent, { onBeforeChange }: Watcher): void {
  const input = event.target
  if (!(input instanceof HTMLInputElement)) return
  const isStep = STEP_KEYS.has(event.key)
  if (event.key === 'Home' || event.key === 'End' || (isStep && input.value === '')) event.stopPropagation()
  else if (isStep) onBeforeChange()
}
