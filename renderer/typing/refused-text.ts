/** Owns what is said of a text that a field could not take in and threw away once it was left. */

import { useState } from 'react'
import { noteCorrection } from '../ui/corrections.ts'

/** Characters told of it. */
const TOLD = 24

/** `typed`: what stands in the field and cannot be taken in; null while it can. */
export function useRefused(typed: string | null) {
  const [text, setText] = useState<string | null>(null)
  if (typed !== null && text !== null) setText(null)
  const leave = () => {
    if (typed === null) return setText(null)
    noteCorrection()
    setText(typed.length > TOLD ? `${typed.slice(0, TOLD)}…` : typed)
  }
  return { text: typed === null ? text : null, leave }
}
