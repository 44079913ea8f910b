/** Owns voting on the two takes in the panes: how far it has come, the four answers, taking one back, ending it. */

import { Flag, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Judging } from '#shared/judging.ts'
import { VOTE_OUTCOMES, type VoteOutcome } from '#shared/judging.ts'
import { useVoting } from '../../../stores/voting-store.ts'
import { ActionButton, useAction } from '../../../ui/action-context.tsx'
import { Button } from '../../../ui/button.tsx'

export function VoteBar({ session }: { session: Judging }) {
  const { t } = useTranslation()
  const progress = t('judging.vote.progress', { vote: session.votes + 1, planned: session.planned })
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div className="vote" role="group" aria-label={t(`judging.mode.${session.mode}`)}>
      <div className="vote__answers">
        {VOTE_OUTCOMES.map((outcome) => (
          <Answer key={outcome} outcome={outcome} />
        ))}
      </div>
      <div className="vote__row">
        <span role="status" className="vote__progress">
          {progress}
        </span>
        <progress className="vote__bar" value={session.votes} max={session.planned} aria-label={progress} />
        <span className="vote__hint quiet">{t(`judging.vote.hint.${session.mode}`)}</span>
        <span className="rating__space" />
        <ActionButton action="judge.undo" size="small" kind="ghost" icon={<Undo2 aria-hidden />} />
        <ActionButton action="judge.finish" size="small" kind="ghost" icon={<Flag aria-hidden />} />
        <ActionButton action="judge.leave" size="small" kind="ghost" />
      </div>
    </div>
  )
}

function Answer({ outcome }: { outcome: VoteOutcome }) {
  const { t } = useTranslation()
  const isVoting = useVoting((state) => state.isVoting)
  const { keys, run } = useAction(`judge.vote.${outcome}`)
  return (
    <Button size="large" isDisabled={isVoting} onPress={run}>
      <kbd className="kbd">{keys}</kbd>
      {t(`judging.vote.${outcome}`)}
    </Button>
  )
}
