/** Owns the timeline: where the clock is, how long each take is, which part repeats. */

import type { CSSProperties } from 'react'
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import type { Region } from '../../frames/transport.ts'
import { useCompare } from '../../stores/compare-store.ts'
import { useDeck } from './deck-store.ts'

const NO_SPAN: Region = { from: 0, to: 0 }

export function Timeline() {
  const { t } = useTranslation()
  const deck = useDeck((store) => store.deck)
  const position = useDeck(({ state }) => state?.position ?? 0)
  const from = useDeck(({ state }) => state?.span.from ?? 0)
  const to = useDeck(({ state }) => state?.span.to ?? 0)
  const length = Math.max(0.001, to - from)
  const share = (seconds: number) => `${((seconds - from) / length) * 100}%`
  return (
    <Slider
      className="timeline"
      aria-label={t('player.position')}
      value={Math.min(Math.max(position, from), to)}
      minValue={from}
      maxValue={from + length}
      step={0.001}
      onChange={(value) => deck?.seek(value)}
    >
      <SliderTrack className="timeline__track" data-timeline>
        <Lengths share={share} />
        <LoopBand share={share} />
        <div className="timeline__head" style={{ left: share(position) }} />
        <SliderThumb className="timeline__thumb" />
      </SliderTrack>
    </Slider>
  )
}

type Share = (seconds: number) => string

/** One thin bar for each take. */
function Lengths({ share }: { share: Share }) {
  const current = useCompare((state) => state.current)
  const ends = useDeck(
    useShallow(({ state }) => state?.panes.map(({ id, span }) => `${id} ${span.from} ${span.to}`) ?? []),
  )
  return (
    <div className="timeline__lengths" aria-hidden>
      {ends.map((one, place) => {
        const [id, from, to] = one.split(' ')
        const style: CSSProperties = { left: share(Number(from)), right: `calc(100% - ${share(Number(to))})` }
        const name = place === current ? 'timeline__length timeline__length--current' : 'timeline__length'
        return (
          <span key={id} className="timeline__row">
            <span className={name} style={style} />
          </span>
        )
      })}
    </div>
  )
}

function LoopBand({ share }: { share: Share }) {
  const loop = useDeck(({ state }) => state?.loop ?? null) ?? NO_SPAN
  if (loop.to <= loop.from) return null
  const style: CSSProperties = { left: share(loop.from), right: `calc(100% - ${share(loop.to)})` }
  return <div className="timeline__loop" style={style} />
}
