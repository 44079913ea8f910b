/** Owns the report after an unclean stop: one line under the top bar, the whole of it in a dialog, gone once it was seen. */

import { LifeBuoy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { formatMoney } from '#shared/cost.ts'
import type { RecoveryNow, RestoreReport } from '#shared/recovery.ts'
import { useWords } from '../../locales/words.ts'
import { useStudio } from '../../stores/studio-store.ts'
import { attempt, studio } from '../../studio.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import './recovery-notice.css'

export function RecoveryNotice() {
  const { t } = useWords()
  const [recovery, setRecovery] = useReport()
  const [isOpen, setOpen] = useState(false)
  if (!recovery) return null
  const { restored, total } = recovery
  const dismiss = () => {
    setRecovery(null)
    void attempt(studio.studio.dismissRecovery())
  }
  const open = async () => {
    const answer = await attempt(studio.studio.recovery())
    if (answer.ok && answer.value) setRecovery(answer.value)
    setOpen(true)
  }
  return (
    <div className="notice" role="status">
      <LifeBuoy size={15} aria-hidden />
      <span>
        {restored ? `${t(restored.setAside ? 'rescue.restored' : 'rescue.restoredGone')} ` : ''}
        {total > 0 ? t('rescue.crash', { count: total }) : ''}
      </span>
      <span className="notice__space" />
      <Button size="small" onPress={open}>
        {t('rescue.show')}
      </Button>
      <Button size="small" kind="ghost" onPress={dismiss}>
        {t('rescue.dismiss')}
      </Button>
      {isOpen ? <ReportDialog recovery={recovery} onClose={() => setOpen(false)} /> : null}
    </div>
  )
}

/** Asked for whenever the line to the engine opens: a crash of the engine ends it. */
function useReport() {
  const isLive = useStudio((state) => state.connection === 'live')
  const [recovery, setRecovery] = useState<RecoveryNow | null>(null)
  useEffect(() => {
    if (!isLive) return
    let isOld = false
    void attempt(studio.studio.recovery()).then((answer) => {
      if (!isOld && answer.ok) setRecovery(answer.value)
    })
    return () => {
      isOld = true
    }
  }, [isLive])
  return [recovery, setRecovery] as const
}

function ReportDialog({ recovery, onClose }: { recovery: RecoveryNow; onClose(): void }) {
  const { t, moment } = useWords()
  const { jobs, total, queued, restored, at } = recovery
  return (
    <Dialog title={t('rescue.title')} closeLabel={t('frame.close')} onClose={onClose}>
      <div className="report">
        <p className="quiet">{t('rescue.at', { time: moment(at) })}</p>
        {restored ? <RestoreWords restored={restored} /> : null}
        {jobs.length > 0 ? (
          <>
            <h3 className="report__title">{t('rescue.jobs')}</h3>
            <ul className="report__jobs">
              {jobs.map((job) => (
                <ReportedJob key={job.jobId} job={job} />
              ))}
            </ul>
          </>
        ) : null}
        {total > jobs.length ? <p>{t('rescue.more', { count: total - jobs.length })}</p> : null}
        {queued > 0 ? <p className="quiet">{t('rescue.queued', { count: queued })}</p> : null}
      </div>
    </Dialog>
  )
}

function ReportedJob({ job }: { job: RecoveryNow['jobs'][number] }) {
  const { t } = useWords()
  return (
    <li className="report__job">
      <strong>{t('rescue.job', { name: job.stillName, take: job.take })}</strong>
      <span>{t(`rescue.did.${job.did}`)}</span>
      <span className="quiet">{t('rescue.now', { state: t(`words.state.${job.now}`) })}</span>
    </li>
  )
}

function RestoreWords({ restored }: { restored: RestoreReport }) {
  const { t, moment } = useWords()
  const { backupAt, setAside, damage, clips, clipsMissing, contradictions, offQueue, tasks, lost } = restored
  const source =
    backupAt === null ? t('rescue.fromNothing') : t('rescue.fromBackup', { time: moment(backupAt) })
  const counts = [
    ['clips', clips],
    ['clipsMissing', clipsMissing],
    ['contradictions', contradictions],
    ['tasks', tasks ?? 0],
    ['offQueue', offQueue],
  ] as const
  return (
    <>
      <h3 className="report__title">{t('rescue.table')}</h3>
      <ul className="report__facts">
        <li>{source}</li>
        {counts.map(([name, count]) =>
          count > 0 ? <li key={name}>{t(`rescue.${name}`, { count })}</li> : null,
        )}
        {setAside ? <li>{t('rescue.setAside', { path: setAside })}</li> : null}
        {damage ? <li className="mono quiet">{damage}</li> : null}
        {lost.map(({ stillName: name, take, taskId, cost }) => (
          <li key={taskId ?? `${name} ${take}`}>
            {t('rescue.lost', { name, take, task: taskId ?? '—', cost: formatMoney(cost) })}
          </li>
        ))}
        {tasks === null ? <li>{t('rescue.unknowable')}</li> : null}
      </ul>
    </>
  )
}
