/** Owns what is asked for when the room's comparison is exported: its takes, its clock, and what the user chose. */

import i18next from 'i18next'
import type { ExportForm, ExportLayout, ExportWish, FlashingChoice } from '#shared/comparison-contract.ts'
import type { DeckState } from '../../../frames/deck-state.ts'
import { useCompare } from '../../../stores/compare-store.ts'
import { useDeck } from '../deck-store.ts'

export type ExportChoices = {
  form: ExportForm
  layout: ExportLayout
  labels: ExportWish['labels']
  /** Place of the pane that is heard. */
  soundOf: number | null
  flashing: FlashingChoice
}

/** As the room is looked at now. */
export function firstChoices(): ExportChoices {
  const { layout } = useCompare.getState()
  return {
    form: 'video',
    layout: layout === 'grid' ? 'grid' : 'wipe',
    labels: { title: true, prompt: true, seed: true },
    soundOf: useDeck.getState().state?.audible ?? null,
    flashing: 'held',
  }
}

/** The room's clock as an export counts it, from the first frame of any pane, ms. */
export function clockOf({ position, span, panes }: Pick<DeckState, 'position' | 'span' | 'panes'>) {
  return {
    atMs: Math.max(0, Math.round((position - span.from) * 1000)),
    aheadMs: panes.map((pane) => Math.round((span.from - pane.span.from) * 1000) || 0),
  }
}

const NO_LABELS = { title: false, prompt: false, seed: false } as const
const NO_CLOCK = { atMs: 0, aheadMs: [] }

/** Places of the panes that are exported. */
export function placesOf(
  { clipIds, pair }: { clipIds: readonly string[]; pair: readonly [number, number] },
  layout: ExportLayout,
): number[] {
  return layout === 'wipe' ? [...pair] : clipIds.map((_, place) => place)
}

/** The whole wish; a wipe shows the pair alone. */
export function wishOf({ form, layout, labels, soundOf, flashing }: ExportChoices): ExportWish {
  const { clipIds, pair, isBlind } = useCompare.getState()
  const { state } = useDeck.getState()
  const { atMs, aheadMs } = state ? clockOf(state) : NO_CLOCK
  const places = placesOf({ clipIds, pair }, layout)
  const heard = soundOf === null ? -1 : places.indexOf(soundOf)
  return {
    ...{ form, layout, atMs, flashing },
    clipIds: places.flatMap((place) => clipIds[place] ?? []),
    aheadMs: places.map((place) => aheadMs[place] ?? 0),
    labels: isBlind ? NO_LABELS : labels,
    soundOf: heard === -1 ? null : heard,
    locale: i18next.language === 'zh-CN' ? 'zh-CN' : 'en',
  }
}
