/** Owns how two prompts that differ are shown: what went is struck through, what came is underlined, and both are said. */

import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { areRelated, promptDiff } from '../../../clips/prompt-diff.ts'

export function WordDiff({ base, text }: { base: string; text: string }) {
  const { t } = useTranslation()
  const parts = promptDiff(base, text)
  if (!areRelated(parts)) return <>{text}</>
  let at = 0
  return (
    <>
      {parts.map(({ text: words, kind }, place) => {
        at += words.length
        const key = `${at}${kind}`
        if (kind === 'same') return <Fragment key={key}>{words}</Fragment>
        const Mark = kind === 'added' ? 'ins' : 'del'
        // What went and what came in its place are two words.
        const followsMark = (parts[place - 1]?.kind ?? 'same') !== 'same'
        return (
          <Fragment key={key}>
            {followsMark ? ' ' : null}
            <Mark className={`diff diff--${kind}`}>
              <span className="visually-hidden">{t(`judging.differences.${kind}`)} </span>
              {words}
            </Mark>
          </Fragment>
        )
      })}
    </>
  )
}
