/** Owns the seed of a heading: one number, or a list that fills as many headings from here on. */

import { Dices } from 'lucide-react'
import { type ClipboardEvent, type FocusEvent, useState } from 'react'
import { AXIS_MAX } from '#shared/experiment.ts'
import { PARAMETER_LIMITS } from '#shared/happyhorse.ts'
import { drawSeed } from '../../deeds/draw-seed.ts'
import { useWords } from '../../locales/words.ts'
import { readSeed, readSeeds } from '../../typing/read-seed.ts'
import { useRefused } from '../../typing/refused-text.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/fields.tsx'

const SEED_LIMITS = PARAMETER_LIMITS.seed

type SeedEditorProps = {
  seed: number
  /** Of its row or column, counted from 0. */
  place: number
  onChange(seed: number): void
  /** A list stands there that fits, or none. */
  onList(seeds: readonly number[] | null): void
  /** Nothing could be made of what stood there when the field was left. */
  onRefused(words: string): void
}

/** What is typed stays as typed until it is kept, and what is no seed is said and changes nothing. */
export function SeedEditor({ seed, place, onChange, onList, onRefused }: SeedEditorProps) {
  const { t } = useWords()
  const [first] = useState(seed)
  const [typed, setTyped] = useState(String(seed))
  const list = readSeeds(typed)
  const most = AXIS_MAX - place
  const isList = list !== undefined && list.length <= most
  const isBad = !isList && readSeed(typed) === undefined
  const refused = useRefused(isBad ? typed : null)
  const take = (text: string) => {
    const seeds = readSeeds(text)
    setTyped(text)
    onList(seeds && seeds.length <= most ? seeds : null)
    onChange(readSeed(text) ?? first)
  }
  const leave = () => {
    refused.leave()
    if (isBad) onRefused(t('inspector.seedKept', { typed: typed.slice(0, 24), max: SEED_LIMITS.max }))
  }
  // One line would run those of several lines together.
  const takeLines = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text/plain')
    const seeds = /[\n\t]/.test(pasted.trim()) ? readSeeds(pasted) : undefined
    if (!seeds) return
    event.preventDefault()
    take(seeds.join(', '))
  }
  // The next figure replaces a seed that was drawn: behind it, it would make another one, or none.
  const selectUntyped = ({ target }: FocusEvent) => {
    if (typed === String(first) && target instanceof HTMLInputElement) target.select()
  }
  const note = () => {
    if (list && isList) return t('experiments.heading.several', { count: list.length })
    if (list) return t('experiments.heading.tooMany', { count: list.length, most })
    return isBad ? t('inspector.seedBad', SEED_LIMITS) : t('inspector.seedNote')
  }
  return (
    <>
      <div className="row-of-fields" onPasteCapture={takeLines}>
        <TextField
          label={t('inspector.seed')}
          value={typed}
          onChange={take}
          onBlur={leave}
          onFocus={selectUntyped}
          autoFocus
        />
        <Button icon={<Dices />} onPress={() => take(String(drawSeed()))}>
          {t('inspector.seedNew')}
        </Button>
      </div>
      <p className={isBad ? 'field__said' : 'field__note'} role="status">
        {note()}
      </p>
    </>
  )
}
