/** Owns a prompt as a heading: what is sent, in full, with the words marked that the first one does not have. */

import { useMemo } from 'react'
import { areRelated, promptDiff } from '../../clips/prompt-diff.ts'

type PromptWordsProps = {
  text: string
  /** The first prompt of the axis; left out for that one itself. */
  before?: string | undefined
}

export function PromptWords({ text, before }: PromptWordsProps) {
  const parts = useMemo(() => markedParts(text, before), [text, before])
  return (
    <span className="heading__prompt" title={text}>
      {parts.map(({ text: words, at, isNew }) => (isNew ? <mark key={at}>{words}</mark> : words))}
    </span>
  )
}

/** Runs of words with their places; of prompts that have next to nothing in common, nothing is marked. */
function markedParts(text: string, before: string | undefined) {
  const whole = [{ text, at: 0, isNew: false }]
  if (before === undefined) return whole
  const diff = promptDiff(before, text)
  if (!areRelated(diff)) return whole
  let at = 0
  return diff
    .filter(({ kind }) => kind !== 'removed')
    .map((part) => {
      at += part.text.length
      return { text: part.text, at, isNew: part.kind === 'added' }
    })
}
