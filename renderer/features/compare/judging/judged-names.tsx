/** Owns how judged things are named: presets by what sets them apart, takes by still, take and seed. */

import type { Judging, Preset, PresetStanding, TakeStanding } from '#shared/judging.ts'
import { useWords } from '../../../locales/words.ts'

type PresetNameProps = { place: number; presets: readonly PresetStanding[] }

/** A preset by the fields in which it differs from others; alone, by its prompt. */
function usePresetWords(presets: readonly Preset[]): (preset: Preset) => string {
  const { t, model } = useWords()
  const differ = (field: 'prompt' | 'model' | 'resolution' | 'durationSeconds' | 'watermark') =>
    new Set(presets.map((one) => one[field])).size > 1
  const partsOf = (preset: Preset) => [
    ...(presets.length === 1 || differ('prompt') ? [preset.prompt.trim() || t('player.noPrompt')] : []),
    ...(differ('model') ? [model(preset.model)] : []),
    ...(differ('resolution') ? [preset.resolution] : []),
    ...(differ('durationSeconds') ? [t('inspector.seconds', { count: preset.durationSeconds })] : []),
    ...(differ('watermark')
      ? [t(preset.watermark ? 'queue.history.watermark' : 'queue.history.noWatermark')]
      : []),
  ]
  return (preset) => partsOf(preset).join(' · ')
}

/** What a session is about: its presets against each other, and the still where it is but one. */
export function SessionName({ session: { presets, stillNames } }: { session: Judging }) {
  const { t } = useWords()
  const words = usePresetWords(presets)
  const [still] = stillNames
  const about = stillNames.length === 1 ? still : t('judging.results.stills', { count: stillNames.length })
  return (
    <>
      {about}: {presets.map(words).join(' / ')}
    </>
  )
}

/** `P1`, then the fields in which presets differ, then how many takes it stands on. */
export function PresetName({ place, presets }: PresetNameProps) {
  const { t } = useWords()
  const words = usePresetWords(presets)
  const preset = presets[place]
  if (!preset) return null
  const stands = [
    t('judging.results.stands', { count: preset.takes }),
    ...(preset.stills > 1 ? [t('judging.results.stills', { count: preset.stills })] : []),
  ]
  return (
    <span className="judged">
      <b>P{place + 1}</b> <span className="judged__words">{presets.length > 1 ? words(preset) : null}</span>{' '}
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
