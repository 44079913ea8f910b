/** Owns how values of facets are called on screen. */

import { useMemo } from 'react'
import type { ClipFacet } from '#shared/clip-question.ts'
import { formatMoney, type Money } from '#shared/cost.ts'
import { useWords } from '../../locales/words.ts'
import { type FacetValue, type LibraryState, useLibrary } from '../../stores/library-store.ts'
import { useStudio } from '../../stores/studio-store.ts'

type Known = LibraryState['known']
type Names = Pick<ReturnType<typeof useWords>, 't' | 'model'> & ReturnType<typeof datesIn>

/** Ways of writing dates: making one costs far more than using it. */
function datesIn(language: string) {
  const minute: Intl.DateTimeFormatOptions = {
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  }
  return {
    day: new Intl.DateTimeFormat(language, { dateStyle: 'medium' }),
    second: new Intl.DateTimeFormat(language, { timeStyle: 'medium' }),
    minute: new Intl.DateTimeFormat(language, minute),
    minuteOfYear: new Intl.DateTimeFormat(language, { ...minute, year: 'numeric' }),
  }
}

/** A moment as a batch is remembered: today to the second, as many may be made in a row; the year only when it is another one. */
function momentOf(at: number, { second, minute, minuteOfYear }: Names): string {
  const [made, now] = [new Date(at), new Date()]
  if (made.toDateString() === now.toDateString()) return second.format(at)
  return (made.getFullYear() === now.getFullYear() ? minute : minuteOfYear).format(at)
}

function nameOf(facet: ClipFacet, value: FacetValue, names: Names, known: Known): string {
  const { t, model } = names
  switch (facet) {
    case 'projects':
      return useStudio.getState().projects.find(({ id }) => id === value)?.name ?? String(value)
    case 'batches': {
      const madeAt = known.batches[String(value)]
      return madeAt === undefined ? t('library.facet.batches') : momentOf(madeAt, names)
    }
    case 'stills':
      return known.stills[String(value)] ?? t('library.facet.stills')
    case 'models':
      return model(String(value))
    case 'seeds':
      return String(value)
    case 'ratings':
      return value === null ? t('library.unrated') : t('library.stars', { count: Number(value) })
    case 'verdicts':
      return t(`library.verdict.${value === 'pick' || value === 'reject' ? value : 'none'}`)
    case 'circled':
      return t(`library.circled.${value === true ? 'true' : 'false'}`)
    case 'missing':
      return t(`library.missing.${value === true ? 'true' : 'false'}`)
    case 'costs':
      return formatMoney(value as Money)
    case 'days':
      return dayWords(value as { from: number | null; before: number | null }, names)
  }
}

const DAY_COUNTS = ['today', 'week', 'month'] as const

/** A span as it was offered; by its dates once the day is over. */
function dayWords(
  { from, before }: { from: number | null; before: number | null },
  { t, day }: Names,
): string {
  if (from !== null && before !== null) return day.formatRange(from, before - 1)
  if (from === null) return before === null ? '' : t('library.day.before', { date: day.format(before) })
  const midnight = new Date().setHours(0, 0, 0, 0)
  const daysAgo = Math.round((midnight - from) / 86_400_000)
  const known = DAY_COUNTS[[0, 6, 29].indexOf(daysAgo)]
  return known ? t(`library.day.${known}`) : t('library.day.since', { date: day.format(from) })
}

/** Names values for the language on screen. */
export function useFacetWords() {
  const words = useWords()
  const { language } = words
  const dates = useMemo(() => datesIn(language), [language])
  const known = useLibrary((state) => state.known)
  return useMemo(() => {
    const names = { ...words, ...dates }
    return (facet: ClipFacet, value: FacetValue) => nameOf(facet, value, names, known)
  }, [words, dates, known])
}
