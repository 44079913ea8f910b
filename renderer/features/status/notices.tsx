/** Owns the line under the top bar for what concerns everything: no connection, or a queue that had to stop. */

import { CloudOff, Pause } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { FixAction } from '#shared/app-error.ts'
import { rawFacts, useWords } from '../../locales/words.ts'
import { useStudio } from '../../stores/studio-store.ts'
import { openDialog } from '../../stores/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Problem } from '../../ui/problem.tsx'
import './notices.css'

export function Notices({ onResume }: { onResume(): void }) {
  const { t } = useTranslation()
  const isLost = useStudio((state) => state.connection === 'lost')
  return (
    <>
      {isLost ? (
        <p className="notice notice--bad" role="alert">
          <CloudOff size={15} aria-hidden />
          {t('frame.lost')}
        </p>
      ) : null}
      <PauseNotice onResume={onResume} />
    </>
  )
}

function PauseNotice({ onResume }: { onResume(): void }) {
  const { t } = useTranslation()
  const words = useWords()
  const pause = useStudio(({ status }) => status?.pause ?? null)
  if (!pause) return null
  if (!pause.error) {
    return (
      <div className="notice" role="status">
        <Pause size={15} aria-hidden />
        <strong>{t('queue.paused.title')}</strong>
        <span className="quiet">{t('queue.paused.text')}</span>
        <span className="notice__space" />
        <Button size="small" onPress={onResume}>
          {t('actions.queue.resume')}
        </Button>
      </div>
    )
  }
  const text = words.error(pause.error)
  // Settings cure the cause; resuming is what the user wants in the end. Both are offered.
  const action: FixAction = text.action === 'open-settings' ? 'open-settings' : 'resume-queue'
  const run = () =>
    action === 'open-settings' ? openDialog({ kind: 'settings', page: 'service' }) : onResume()
  return (
    <div className="notice-problem">
      <Problem
        {...text}
        tone="banner"
        action={t(`words.action.${action}`)}
        onAction={run}
        raw={rawFacts(pause.error)}
        labels={{ details: t('frame.details'), copy: t('frame.copyReport') }}
        onCopy={(report) => void navigator.clipboard.writeText(report)}
      />
      {action === 'resume-queue' ? null : (
        <Button kind="ghost" onPress={onResume}>
          {t('words.action.resume-queue')}
        </Button>
      )}
    </div>
  )
}
