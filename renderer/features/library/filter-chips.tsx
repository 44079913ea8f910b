/** Owns the chips: every filter that is on, each taken off by a click. */

import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { CLIP_FACETS, type ClipFacet } from '#shared/clip-question.ts'
import { type FacetValue, toggleValue, useLibrary, valueKey } from '../../stores/library-store.ts'
import { ActionButton } from '../../ui/action-context.tsx'
import { useFacetWords } from './facet-words.ts'

type Chip = { facet: ClipFacet; value: FacetValue }

export function FilterChips() {
  const { t } = useTranslation()
  const filter = useLibrary((state) => state.filter)
  const nameOf = useFacetWords()
  const chips = CLIP_FACETS.flatMap((facet): Chip[] =>
    (filter[facet] ?? []).map((value) => ({ facet, value })),
  )
  // The words stand in their own field, with a button that takes them out.
  if (chips.length === 0) return null
  return (
    <ul className="chips" aria-label={t('library.chips')}>
      {chips.map(({ facet, value }) => (
        <li key={`${facet} ${valueKey(value)}`}>
          <ChipButton
            kind={t(`library.facet.${facet}`)}
            name={nameOf(facet, value)}
            onPress={() => toggleValue(facet, value)}
          />
        </li>
      ))}
      <li>
        <ActionButton action="library.clearFilter" kind="ghost" size="small" />
      </li>
    </ul>
  )
}

function ChipButton({ kind, name, onPress }: { kind: string; name: string; onPress(): void }) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      className="chip"
      aria-label={t('library.chipRemove', { kind, name })}
      onClick={onPress}
    >
      <span className="chip__kind">{kind}</span>
      <span className="chip__name">{name}</span>
      <X aria-hidden />
    </button>
  )
}
