/** Owns the question about a submission whose answer was lost: is one of these tasks it, or what else. */

import { RefreshCw } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import type { AppErrorData } from '#shared/app-error.ts'
import { formatMoney } from '#shared/cost.ts'
import type { Candidate } from '#shared/job.ts'
import { can } from '#shared/job-machine.ts'
import { useWords } from '../../locales/words.ts'
import { useJobs } from '../../stores/jobs-store.ts'
import { useStudio } from '../../stores/studio-store.ts'
import { attempt, studio } from '../../studio.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Problem } from '../../ui/problem.tsx'
import './history.css'

type Choice = Parameters<typeof studio.jobs.settle>[0]

export function SettleDialog({ jobId, onClose }: { jobId: string; onClose(): void }) {
  const { t, problem: problemProps } = useWords()
  const job = useJobs((state) => state.byId[jobId])
  const { candidates, error, look } = useCandidates(jobId)
  const [failure, setFailure] = useState<AppErrorData | null>(null)
  const [isBusy, setBusy] = useState(false)
  const settle = async (choice: Choice) => {
    setBusy(true)
    const answer = await attempt(studio.jobs.settle(choice))
    if (answer.ok) return onClose()
    setFailure(answer.error)
    setBusy(false)
  }
  const failed = failure ?? error
  const name = job ? (
    <p>
      <strong>{job.stillName}</strong> {t('queue.take', { take: job.take })}
    </p>
  ) : null
  // Found by Gallop, or told in another window. What this window has just said closes it.
  if (job && !can(job, 'found') && !isBusy) {
    return (
      <Dialog title={t('queue.settle.settled')} size="small" closeLabel={t('frame.close')} onClose={onClose}>
        <div className="dialog__body">
          {name}
          <p role="alert">{t('queue.settle.settledText', { state: t(`words.state.${job.state}`) })}</p>
        </div>
        <footer className="dialog__foot">
          <Button kind="primary" onPress={onClose}>
            {t('frame.close')}
          </Button>
        </footer>
      </Dialog>
    )
  }
  return (
    <Dialog title={t('queue.settle.title')} closeLabel={t('frame.close')} onClose={onClose}>
      <div className="dialog__body">
        {name}
        <p className="quiet">{t('queue.settle.text')}</p>
        <Candidates
          candidates={candidates}
          onAttach={(taskId) => settle({ id: jobId, choice: 'attach', taskId })}
          onLook={() => {
            setFailure(null)
            look()
          }}
        />
        {failed ? <Problem {...problemProps(failed)} /> : null}
        <OtherWays
          cost={job ? formatMoney(job.estimate) : ''}
          onChoose={(choice) => settle({ id: jobId, choice })}
        />
      </div>
    </Dialog>
  )
}

function useCandidates(jobId: string) {
  const [candidates, setCandidates] = useState<readonly Candidate[] | null>(null)
  const [error, setError] = useState<AppErrorData | null>(null)
  const look = useCallback(() => {
    setCandidates(null)
    void attempt(studio.jobs.candidates({ id: jobId })).then((answer) => {
      setCandidates(answer.ok ? answer.value : [])
      setError(answer.ok ? null : answer.error)
    })
  }, [jobId])
  // What could not be asked is asked again once somebody answers.
  const isLost = useStudio(({ connection }) => connection === 'lost')
  // biome-ignore lint/correctness/useExhaustiveDependencies: nobody answers while the connection is lost
  useEffect(look, [look, isLost])
  return { candidates, error, look }
}

type CandidatesProps = {
  candidates: readonly Candidate[] | null
  onAttach(taskId: string): void
  onLook(): void
}

function Candidates({ candidates, onAttach, onLook }: CandidatesProps) {
  const { t, moment } = useWords()
  return (
    <section className="settle">
      <h3 className="settle__head">
        {t('queue.settle.candidates')}
        <Button
          size="small"
          kind="ghost"
          icon={<RefreshCw />}
          onPress={onLook}
          isDisabled={candidates === null}
        >
          {t('queue.settle.lookAgain')}
        </Button>
      </h3>
      {candidates === null ? <p role="status">{t('queue.settle.looking')}</p> : null}
      {candidates?.length === 0 ? <p className="quiet">{t('queue.settle.noCandidates')}</p> : null}
      <ul>
        {candidates?.map((one) => (
          <li key={one.taskId} className="settle__task">
            <span>
              <span className="mono">{one.taskId}</span>
              <br />
              <span className="quiet">
                {t('queue.settle.task', { time: moment(one.createdAt), status: one.status })}
              </span>
              {one.prompt ? <span className="settle__prompt">{one.prompt}</span> : null}
            </span>
            <Button kind="primary" onPress={() => onAttach(one.taskId)}>
              {t('queue.settle.attach')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Giving up costs nothing new; sending again may, so it is asked twice. */
function OtherWays({ cost, onChoose }: { cost: string; onChoose(choice: 'discard' | 'resubmit'): void }) {
  const { t } = useWords()
  const [isSure, setIsSure] = useState(false)
  return (
    <div className="settle__ways">
      <p className="quiet">{t('queue.settle.discardNote')}</p>
      <Button onPress={() => onChoose('discard')}>{t('queue.settle.discard')}</Button>
      <p className="settle__warning">{t('queue.settle.resubmitNote', { cost })}</p>
      {isSure ? (
        <Button kind="danger" onPress={() => onChoose('resubmit')}>
          {t('queue.settle.resubmitSure')}
        </Button>
      ) : (
        <Button onPress={() => setIsSure(true)}>{t('queue.settle.resubmit')}</Button>
      )}
    </div>
  )
}
