/** Owns the line that divides the wipe: dragged by pointer, moved by arrow keys. */

import type { CSSProperties } from 'react'
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useCompare } from '../../stores/compare-store.ts'

export function WipeHandle() {
  const { t } = useTranslation()
  const at = useCompare((state) => state.wipeAt)
  return (
    <Slider
      className="wipe"
      aria-label={t('compare.wipeAt')}
      value={at * 100}
      minValue={0}
      maxValue={100}
      step={0.5}
      onChange={(value) => useCompare.setState({ wipeAt: value / 100 })}
      style={{ '--at': `${at * 100}%` } as CSSProperties}
    >
      <SliderTrack className="wipe__track">
        <div className="wipe__line" />
        <SliderThumb className="wipe__thumb" />
      </SliderTrack>
    </Slider>
  )
}
