/** Owns days as date fields write them (`2026-11-29`, of this machine's calendar) and the moments they stand for. */

import type { Span } from '#shared/clip-question.ts'

/** The day a moment falls on; empty for none. */
export function dayOf(at: number | null): string {
  if (at === null) return ''
  const date = new Date(at)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** The first moment of a day; null for an empty field, or one that is no day yet. */
export function midnightOf(day: string): number | null {
  const at = new Date(`${day}T00:00`).getTime()
  return day === '' || Number.isNaN(at) ? null : at
}

/** The first moment of the day after. */
export function dayAfter(day: string): number | null {
  const at = midnightOf(day)
  return at === null ? null : new Date(at).setDate(new Date(at).getDate() + 1)
}

/** A span whose ends would cross becomes the one day that was `changed` last; null when no end is left. */
export function spanOf({ from, before }: Span, changed: Partial<Span>): Span | null {
  if (from === null && before === null) return null
  if (from === null || before === null || from < before) return { from, before }
  return changed.from == null
    ? { from: midnightOf(dayOf(before - 1)), before }
    : { from, before: dayAfter(dayOf(from)) }
}
