/** Owns the rail of the Library: whose clips, and how many there are of each kind. */

import { ChevronRight } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClipFacet, ClipFacets } from '#shared/clip-question.ts'
import {
  ask,
  type FacetValue,
  isAmong,
  toggleValue,
  useLibrary,
  valueKey,
} from '../../stores/library-store.ts'
import { Stars } from '../../ui/stars.tsx'
import { DaySpan } from './day-span.tsx'
import { useFacetWords } from './facet-words.ts'
import { type Counted, keptInPlace } from './kept-in-place.ts'
import './library-rail.css'

/** Values shown of one kind before the rest is asked for. */
const SHOWN = 5

/** In the order of the rail: what one thinks of clips first, what they are made of after. */
const ORDER: readonly ClipFacet[] = [
  'circled',
  'verdicts',
  'ratings',
  'days',
  'projects',
  'batches',
  'stills',
  'models',
  'seeds',
  'costs',
  'missing',
]

export function LibraryRail() {
  const facets = useLibrary((state) => state.facets)
  const nameOf = useFacetWords()
  // What the hand is over must not move away from under it when the counts change.
  const [isHeld, setHeld] = useState(false)
  const hold = () => setHeld(true)
  const release = () => setHeld(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing is done here; it only notes that a hand is near
    <div
      className="library-rail"
      onPointerEnter={hold}
      onPointerLeave={release}
      onBlur={({ currentTarget, relatedTarget }) => currentTarget.contains(relatedTarget) || release()}
    >
      <ScopeChoice onChoice={release} />
      {facets
        ? ORDER.map((facet) => <Facet key={facet} {...{ facet, facets, isHeld, nameOf }} onChoice={hold} />)
        : null}
    </div>
  )
}

function ScopeChoice({ onChoice }: { onChoice(): void }) {
  const { t } = useTranslation()
  const scope = useLibrary((state) => state.scope)
  return (
    <fieldset className="scope" aria-label={t('library.scope.label')}>
      {(['project', 'all'] as const).map((one) => (
        <button
          key={one}
          type="button"
          className="scope__one"
          aria-pressed={scope === one}
          onClick={() => {
            onChoice()
            const { projects: _, ...filter } = useLibrary.getState().filter
            ask({ scope: one, filter })
          }}
        >
          {t(`library.scope.${one}`)}
        </button>
      ))}
    </fieldset>
  )
}

/** What is worth offering: a kind with one value sifts nothing, unless it is chosen. */
function offered(facet: ClipFacet, facets: ClipFacets, isAll: boolean): readonly Counted[] {
  const all: readonly Counted[] = facets[facet]
  switch (facet) {
    case 'projects':
      return isAll ? all : []
    case 'circled':
    case 'missing':
      return all.filter(({ value }) => value === true)
    case 'ratings':
      return [...all].sort((a, b) => Number(b.value) - Number(a.value))
    case 'days':
      return all.filter(({ count }) => count > 0)
    case 'batches':
      return [...facets.batches].sort((a, b) => b.createdAt - a.createdAt)
    default:
      return all
  }
}

type NameOf = ReturnType<typeof useFacetWords>

type FacetProps = { facet: ClipFacet; facets: ClipFacets; isHeld: boolean; onChoice(): void; nameOf: NameOf }

function Facet({ facet, facets, isHeld, onChoice, nameOf }: FacetProps) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const isAll = useLibrary((state) => state.scope === 'all')
  const chosen = useLibrary((state) => state.filter[facet])
  const shownBefore = useRef<readonly Counted[]>([])
  const counted = offered(facet, facets, isAll)
  const values = isHeld ? keptInPlace(shownBefore.current, counted) : counted
  shownBefore.current = values
  const missing = (chosen ?? []).filter((one) => !values.some((v) => valueKey(v.value) === valueKey(one)))
  const all = [...missing.map((value): Counted => ({ value, count: 0 })), ...values]
  if (all.length === 0) return null
  const shown = isOpen || all.length === SHOWN + 1 ? all : all.slice(0, SHOWN)
  return (
    <section className="facet">
      <h2 className="facet__head">{t(`library.facet.${facet}`)}</h2>
      <ul>
        {shown.map(({ value, count }) => (
          <li key={valueKey(value)}>
            <FacetButton
              {...{ facet, value, count }}
              name={nameOf(facet, value)}
              isOn={isAmong(chosen, value)}
              onPress={() => {
                onChoice()
                toggleValue(facet, value)
              }}
            />
          </li>
        ))}
      </ul>
      {all.length > SHOWN + 1 ? (
        <button type="button" className="facet__more" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <ChevronRight aria-hidden />
          {isOpen ? t('library.less') : t('library.more', { count: all.length - SHOWN })}
        </button>
      ) : null}
      {facet === 'days' ? <DaySpan /> : null}
    </section>
  )
}

type FacetButtonProps = {
  name: string
  facet: ClipFacet
  value: FacetValue
  count: number
  isOn: boolean
  onPress(): void
}

function FacetButton({ facet, value, name, count, isOn, onPress }: FacetButtonProps) {
  return (
    <button
      type="button"
      className={count === 0 ? 'facet__value facet__value--none' : 'facet__value'}
      aria-pressed={isOn}
      title={name}
      onClick={onPress}
    >
      <span className={facet === 'seeds' ? 'facet__name mono' : 'facet__name'}>
        {facet === 'ratings' && typeof value === 'number' ? <Stars rating={value} label={name} /> : name}
      </span>
      <span className="facet__count">{count}</span>
    </button>
  )
}
