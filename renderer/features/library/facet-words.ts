/** Owns how values of facets are called on screen. */

import { useMemo } from 'react'
import type { ClipFacet, ClipFacets } from '#shared/clip-question.ts'
import { formatMoney, type Money } from '#shared/cost.ts'
import { useWords } from '../../locales/words.ts'
import type { FacetValue } from '../../stores/library-store.ts'
import { useLibrary } from '../../stores/library-store.ts'
import { useStudio } from '../../stores/studio-store.ts'

type Names = Pick<ReturnType<typeof useWords>, 't' | 'model' | 'language'>

/** A moment without its seconds, as a batch is remembered; the year only when it is another one. */
function minuteOf(at: number, language: string): string {
  const isThisYear = new Date(at).getFullYear() === new Date().getFullYear()
  const day: Intl.DateTimeFormatOptions = { month: 'short', day: 'numeric' }
  if (!isThisYear) day.year = 'numeric'
  return new Intl.DateTimeFormat(language, { ...day, hour: 'numeric', minute: '2-digit' }).format(at)
}

function nameOf(facet: ClipFacet, value: FacetValue, names: Names, facets: ClipFacets | null): string {
  const { t, model, language } = names
  switch (facet) {
    case 'projects':
      return useStudio.getState().projects.find(({ id }) => id === value)?.name ?? String(value)
    case 'batches': {
      const batch = facets?.batches.find((one) => one.value === value)
      return batch ? minuteOf(batch.createdAt, language) : t('library.facet.batches')
    }
    case 'stills':
      return facets?.stills.find((one) => one.value === value)?.name ?? t('library.facet.stills')
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
  { t, language }: Names,
): string {
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' })
  if (from === null) return before === null ? '' : t('library.day.before', { date: day.format(before) })
  const midnight = new Date().setHours(0, 0, 0, 0)
  const daysAgo = Math.round((midnight - from) / 86_400_000)
  const known = DAY_COUNTS[[0, 6, 29].indexOf(daysAgo)]
  return known ? t(`library.day.${known}`) : t('library.day.since', { date: day.format(from) })
}

/** Names values for the language on screen. */
export function useFacetWords() {
  const words = useWords()
  const facets = useLibrary((state) => state.facets)
  return useMemo(
    () => (facet: ClipFacet, value: FacetValue) => nameOf(facet, value, words, facets),
    [words, facets],
  )
}
