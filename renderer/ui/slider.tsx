/** Owns the slider. */

import { Slider as AriaSlider, Label, SliderThumb, SliderTrack } from 'react-aria-components'
import './slider.css'

type SliderProps = {
  label: string
  value: number
  min: number
  max: number
  step?: number
  onChange(value: number): void
  /** Hides the label from sight. */
  bare?: boolean
}

/** A value in a range, set by dragging or by arrow keys. */
export function Slider({ label, value, min, max, step = 1, onChange, bare = false }: SliderProps) {
  const share = ((value - min) / (max - min)) * 100
  return (
    <AriaSlider
      className="slider"
      value={value}
      minValue={min}
      maxValue={max}
      step={step}
      onChange={onChange}
      {...(bare ? { 'aria-label': label } : {})}
    >
      {bare ? null : <Label className="field__label">{label}</Label>}
      <SliderTrack className="slider__track">
        <div className="slider__line" />
        <div className="slider__fill" style={{ width: `${share}%` }} />
        <SliderThumb className="slider__thumb" />
      </SliderTrack>
    </AriaSlider>
  )
}
