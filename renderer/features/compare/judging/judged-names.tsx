/** Owns how judged things are named: presets by what sets them apart, takes by still, take and seed. */

import type { PresetStanding, TakeStanding } from '#shared/judging.ts'
import { useWords } from '../../../locales/words.ts'

type PresetNameProps = { place: number; presets: readonly PresetStanding[] }

/** `P1`, then the fields in which presets differ, then how many takes it stands on. */
export function PresetName({ place, presets }: PresetNameProps) {
  const { t, model } = useWords()
  const preset = presets[place]
  if (!preset) return null
  const differ = (field: 'prompt' | 'model' | 'resolution' | 'durationSeconds' | 'watermark') =>
    new Set(presets.map((one) => one[field])).size > 1
  const parts = [
    ...(differ('prompt') ? [preset.prompt.trim() || t('player.noPrompt')] : []),
    ...(differ('model') ? [model(preset.model)] : []),
    ...(differ('resolution') ? [preset.resolution] : []),
    ...(differ('durationSeconds') ? [t('inspector.seconds', { count: preset.durationSeconds })] : []),
    ...(differ('watermark')
      ? [t(preset.watermark ? 'queue.history.watermark' : 'queue.history.noWatermark')]
      : []),
  ]
  const stands = [
    t('judging.results.stands', { count: preset.takes }),
    ...(preset.stills > 1 ? [t('judging.results.stills', { count: preset.stills })] : []),
  ]
  return (
    <span className="judged">
      <b>P{place + 1}</b> <span className="judged__words">{parts.join(' · ')}</span>{' '}
      <span className="quiet">{stands.join(' · ')}</span>
    </span>
  )
}

export function TakeName({ take: { clip, preset }, presets }: { take: TakeStanding; presets: number }) {
  const { t } = useWords()
  return (
    <span className="judged">
      {presets > 1 ? <b>P{preset + 1} </b> : null}
      <span className="judged__words">{clip.stillName}</span>{' '}
      <span className="quiet">{t('judging.results.take', { take: clip.take, seed: clip.seed })}</span>
    </span>
  )
}
