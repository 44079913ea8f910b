/** Owns how numbers are read as people write them, in English and Chinese and by the habits of others, and what a range makes of them. */

/** `least` and `most` may be asked for beyond; `step` is the finest there is, in the same unit. */
export type NumberRange = { min: number; max: number; step: number }

/** Why something typed is not what the field holds now. */
export type Correction =
  /** Beyond an end of the range: the end took its place. */
  | { why: 'most' | 'least'; asked: number; became: number }
  /** Finer than the field goes: rounded. */
  | { why: 'step'; asked: number; became: number }
  /** No number, or one that could be two: nothing was taken in. */
  | { why: 'unread' | 'twoWays'; typed: string }

export type Judged = { value?: number; correction?: Correction }

/** Full-width figures and marks become ASCII; so do the points and commas of Chinese and Japanese keyboards. */
function inAscii(text: string): string {
  return text.normalize('NFKC').replaceAll('。', '.').replaceAll('、', ',').replace(/[−–]/g, '-')
}

/** Groups of three, of four as Chinese counts, or of two before the last three as Indian English does. */
const GROUPS = [/^\d{1,3}( \d{3})+$/, /^\d{1,4}( \d{4})+$/, /^\d{1,2}( \d{2})+ \d{3}$/]
const areGroups = (parts: readonly string[]) => GROUPS.some((groups) => groups.test(parts.join(' ')))

/**
 * Words and signs may stand around a number (`¥1,250`, `seed: 42`), but no second number: what parts the lines and columns
 * of a table parts numbers.
 */
const WRITTEN = /^([^\d.,]*)([.,]?\d(?:[\d.,'’ ]*\d)?)([^\d]*)$/u

/**
 * What is meant by a text: `1,250`, `1.250,00`, `1 250` and `1'250` are no thousandths of that. `decimals`: how fine the
 * field goes, which tells a group from a fraction.
 */
export function readNumber(text: string, decimals: number): number | 'unread' | 'twoWays' {
  const [, before = '', digits = '', after = ''] = WRITTEN.exec(inAscii(text).trim()) ?? []
  if (digits === '' || /-\s*$/.test(after)) return 'unread'
  const sign = /(^|[\s\p{Sc}])-\s*\p{Sc}?\s*$/u.test(before) ? -1 : 1
  const read = readDigits(digits.replace(/[’' ]+/g, ' '), decimals)
  return typeof read === 'number' ? sign * read : read
}

function readDigits(text: string, decimals: number): number | 'unread' | 'twoWays' {
  const marks = text.match(/[., ]/g) ?? []
  const last = marks.at(-1)
  if (last === undefined) return Number(text)
  const parts = text.split(last)
  const tail = parts.pop() ?? ''
  const head = parts.join(last)
  const kinds = new Set(marks)
  // The same mark more than once, or a space, can only part groups.
  if (parts.length > 1 || last === ' ') {
    return kinds.size === 1 && areGroups([...parts, tail]) ? Number(parts.join('') + tail) : 'unread'
  }
  // Of two kinds the last one begins the fraction.
  if (kinds.size === 2) return Number(`${head.replace(/[., ]/g, '')}.${tail}`)
  if (kinds.size > 2) return 'unread'
  // Four figures are a group to some, and finer than the field goes to all.
  if (tail.length === 4 && decimals < 4 && /^[1-9]\d{0,3}$/.test(head)) return 'twoWays'
  const mayBeGroups = tail.length === 3 && /^[1-9]\d{0,2}$/.test(head)
  if (!mayBeGroups || (last === '.' && decimals >= 3)) return Number(`${head}.${tail}`)
  if (decimals === 0 || (last === ',' && decimals < 3)) return Number(head + tail)
  return 'twoWays'
}

/** How many places after the point a step has: 1 → 0, 0.01 → 2. */
export function decimalsOf(step: number): number {
  return Math.max(0, Math.ceil(-Math.log10(step) - 1e-9))
}

/** A number as a range has it, and what was changed about it. */
export function settle(asked: number, { min, max, step }: NumberRange): Judged {
  if (asked > max) return { value: max, correction: { why: 'most', asked, became: max } }
  if (asked < min) return { value: min, correction: { why: 'least', asked, became: min } }
  const became = Number(asked.toFixed(decimalsOf(step)))
  return became === asked ? { value: asked } : { value: became, correction: { why: 'step', asked, became } }
}

/** What a field takes in of a text that is not empty. */
export function judge(text: string, range: NumberRange): Judged {
  const read = readNumber(text, decimalsOf(range.step))
  if (typeof read === 'number') return settle(read, range)
  return { correction: { why: read, typed: text.trim() } }
}
