/** Owns the text of a field of one seed: it stays as typed until the field is left, and counts then if it is a seed. */

import { useState } from 'react'
import { readSeed } from './read-seed.ts'
import { useRefused } from './refused-text.ts'

type SeedTyping = {
  /** Null: none, or mixed ones. */
  seed: number | null
  onChange(seed: number): void
  /** Makes an emptied field mean something; without it that is no seed. */
  onEmpty?: () => void
}

/** Nothing is taken in of the first figures of a number: what turns out to be no seed must leave the one before. */
export function useSeedTyping({ seed, onChange, onEmpty }: SeedTyping) {
  const [typed, setTyped] = useState<string | null>(null)
  const isEmpty = typed?.trim() === ''
  const read = typed === null ? undefined : readSeed(typed)
  const isBad = typed !== null && read === undefined && !(isEmpty && onEmpty)
  const refused = useRefused(isBad ? typed : null)
  const leave = () => {
    refused.leave()
    setTyped(null)
    if (isEmpty && seed !== null) onEmpty?.()
    if (read !== undefined && read !== seed) onChange(read)
  }
  return {
    text: typed ?? (seed === null ? '' : String(seed)),
    type: setTyped,
    leave,
    isBad,
    /** What was thrown away once the field was left. */
    refused: refused.text,
  }
}
