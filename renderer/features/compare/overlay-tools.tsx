/** Owns what a layout of two can be told: which two, how bright a difference, how much shines through. */

import { ChevronDown } from 'lucide-react'
import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Clip } from '#shared/clip.ts'
import { choosePair, useCompare } from '../../stores/compare-store.ts'
import { ActionButton } from '../../ui/action-context.tsx'
import { Slider } from '../../ui/slider.tsx'
import { letterOf, takeName } from './take-name.ts'

type Clips = readonly (Clip | undefined)[]

export function OverlayTools({ clips }: { clips: Clips }) {
  const { t } = useTranslation()
  const layout = useCompare((state) => state.layout)
  const gain = useCompare((state) => state.gain)
  const opacity = useCompare((state) => state.opacity)
  if (layout === 'grid') return null
  return (
    <span className="overlay-tools">
      {clips.length > 2 ? (
        <>
          <PairChoice side={0} clips={clips} />
          <PairChoice side={1} clips={clips} />
        </>
      ) : null}
      {layout === 'blink' ? <ActionButton action="compare.blinking" size="small" /> : null}
      {layout === 'difference' ? (
        <>
          <span className="overlay-tools__gain">{t('compare.gain', { gain })}</span>
          <ActionButton action="compare.gain" size="small" kind="ghost" />
        </>
      ) : null}
      {layout === 'onion' ? (
        <span className="overlay-tools__slider">
          <Slider
            bare
            label={t('compare.opacity')}
            value={opacity}
            min={0}
            max={1}
            step={0.05}
            onChange={(value) => useCompare.setState({ opacity: value })}
          />
        </span>
      ) : null}
    </span>
  )
}

function PairChoice({ side, clips }: { side: 0 | 1; clips: Clips }) {
  const { t } = useTranslation()
  const pair = useCompare((state) => state.pair)
  const isBlind = useCompare((state) => state.isBlind)
  return (
    <Select
      aria-label={t(side === 0 ? 'compare.first' : 'compare.second')}
      value={String(pair[side])}
      onChange={(key) => choosePair(side, Number(key))}
    >
      <Button className="button button--plain button--small">
        <SelectValue>{letterOf(pair[side])}</SelectValue>
        <ChevronDown aria-hidden />
      </Button>
      <Popover className="menu" offset={4}>
        <ListBox className="menu__list">
          {clips.map((clip, place) => {
            const name = takeName(t, place, clip, isBlind)
            return (
              <ListBoxItem key={name} id={String(place)} textValue={name} className="menu__item">
                {name}
              </ListBoxItem>
            )
          })}
        </ListBox>
      </Popover>
    </Select>
  )
}
