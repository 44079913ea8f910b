/** Owns the line under the top bar for what concerns everything: no connection, or a queue that had to stop. */

import { CloudOff, Coins, KeyRound, Pause } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AppErrorData } from '#shared/app-error.ts'
import type { HeldBatch } from '#shared/status.ts'
import { useWords } from '../../locales/words.ts'
import { useStudio } from '../../stores/studio-store.ts'
import { openDialog, type SettingsPage } from '../../stores/view-store.ts'
import { attempt, studio } from '../../studio.ts'
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
      <HeldBatches />
      <OtherKey />
    </>
  )
}

function PauseNotice({ onResume }: { onResume(): void }) {
  const pause = useStudio(({ status }) => status?.pause ?? null)
  if (!pause) return null
  if (pause.error) return <StopNotice error={pause.error} onResume={onResume} />
  return <RestNotice onResume={onResume} />
}

/** The user asked for a pause. */
function RestNotice({ onResume }: { onResume(): void }) {
  const { t } = useTranslation()
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

/** Batches that are full by themselves: their jobs wait, nobody else's do. */
function HeldBatches() {
  const { t } = useTranslation()
  const held = useStudio(({ status }) => status?.heldBatches ?? NONE_HELD)
  if (held.length === 0) return null
  const jobs = held.reduce((sum, one) => sum + one.jobs, 0)
  return (
    <div className="notice" role="status">
      <Coins size={15} aria-hidden />
      <strong>{t('queue.cap.held', { count: held.length })}</strong>
      <span className="quiet">{t('queue.cap.waits', { count: jobs })}</span>
      <span className="notice__space" />
      <Button
        size="small"
        onPress={() => openDialog({ kind: 'batchCaps', jobIds: held.map(({ jobId }) => jobId) })}
      >
        {t('queue.cap.raise')}
      </Button>
    </div>
  )
}

/** Jobs another key has sent: the account in use does not know them, or nobody can tell. */
function OtherKey() {
  const { t } = useTranslation()
  const { service } = useWords()
  const waits = useStudio(({ status }) => status?.otherKey ?? null)
  if (!waits) return null
  return (
    <div className="notice notice--bad" role="alert">
      <KeyRound size={15} aria-hidden />
      <strong>{t('queue.otherKey.title', { count: waits.jobs })}</strong>
      <span className="quiet">{t('queue.otherKey.text', { region: service(waits.service) })}</span>
      <span className="notice__space" />
      <span className="notice__buttons">
        <Button size="small" onPress={() => openDialog({ kind: 'settings', page: 'service' })}>
          {t('words.action.open-settings')}
        </Button>
        <Button size="small" kind="ghost" onPress={() => void attempt(studio.settings.confirmAccount())}>
          {t('queue.otherKey.same')}
        </Button>
      </span>
    </div>
  )
}

const NONE_HELD: readonly HeldBatch[] = []

const SETTINGS_PAGE_OF: Partial<Record<AppErrorData['code'], SettingsPage>> = {
  'cap-reached': 'budget',
  'price-unknown': 'prices',
}

/** Something stops every job: one banner, with the button that cures it and the one that goes on. */
function StopNotice({ error, onResume }: { error: AppErrorData; onResume(): void }) {
  const { t } = useTranslation()
  const words = useWords()
  const isSettings = words.error(error).action === 'open-settings'
  // A cap is watched: it lets go by itself, and nothing else would make it.
  const isCap = error.code === 'cap-reached'
  const cure = isCap ? t('queue.cap.raise') : t('words.action.open-settings')
  const openSettings = () => openDialog({ kind: 'settings', page: SETTINGS_PAGE_OF[error.code] ?? 'service' })
  return (
    <div className="notice-problem">
      <Problem
        {...words.problem(error)}
        tone="banner"
        action={isSettings ? cure : t('words.action.resume-queue')}
        onAction={isSettings ? openSettings : onResume}
      />
      {isSettings && !isCap ? (
        <Button kind="ghost" onPress={onResume}>
          {t('words.action.resume-queue')}
        </Button>
      ) : null}
    </div>
  )
}
