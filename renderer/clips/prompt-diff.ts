/** Owns what differs between two prompts, word by word, in English and in Chinese. */

import { diffWords } from 'diff'

/** A run of words both prompts have, or one alone. */
export type DiffPart = { text: string; kind: 'same' | 'added' | 'removed' }

/** Finds words without spaces between them as well; its dictionary serves every language at once. */
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/** Below this share of common text, two prompts are two prompts: marks on every word would say nothing. */
const RELATED_FROM = 0.25

/** Whether marking what differs helps. */
export function areRelated(parts: readonly DiffPart[]): boolean {
  const lengthOf = (kind: DiffPart['kind']) =>
    parts.reduce((sum, part) => sum + (part.kind === kind ? part.text.trim().length : 0), 0)
  const same = lengthOf('same')
  return same >= RELATED_FROM * (same + Math.min(lengthOf('added'), lengthOf('removed')))
}

/** How `other` differs from `base`: read without the removed parts it is `other`, without the added ones `base`. */
export function promptDiff(base: string, other: string): DiffPart[] {
  return diffWords(base.trim(), other.trim(), { intlSegmenter: segmenter }).map(
    ({ value, added, removed }) => {
      const kind = added ? 'added' : 'same'
      return { text: value, kind: removed ? 'removed' : kind }
    },
  )
}
