/** Owns the history of the selected job: its recipe, its price, every event with its time, and what went wrong. */

import { Copy, CopyPlus, Dices, Pencil, Play, Trophy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { AppErrorData } from '#shared/app-error.ts'
import { type BatchBudget, countedMicros } from '#shared/budget.ts'
import { formatMoney } from '#shared/cost.ts'
import { HOST_PATHS } from '#shared/host.ts'
import type { Job, JobEvent } from '#shared/job.ts'
import { isFinal } from '#shared/job-machine.ts'
import { copyText } from '../../deeds/copying.ts'
import { useWords } from '../../locales/words.ts'
import { costWords } from '../../prices/job-cost.ts'
import { useJobs } from '../../stores/jobs-store.ts'
import { useStudio } from '../../stores/studio-store.ts'
import { openDialog, useView } from '../../stores/view-store.ts'
import { attempt, studio } from '../../studio.ts'
import { ActionButton } from '../../ui/action-context.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Picture } from '../../ui/picture.tsx'
import { Doubt } from './doubt.tsx'
import { EventList } from './event-list.tsx'
import './history.css'
import { JobProblem } from './job-problem.tsx'

export function JobHistory({ onRetry }: { onRetry(ids: readonly string[]): Promise<void> }) {
  const { t } = useWords()
  const selected = useView((view) => view.selectedJobs)
  const jobs = useJobs(useShallow((state) => selected.flatMap((id) => state.byId[id] ?? [])))
  const [job, ...others] = jobs
  if (!job || others.length > 0) {
    const text = job ? t('queue.history.several', { count: jobs.length }) : t('queue.history.none')
    return <p className="history history--none">{text}</p>
  }
  return <OneHistory key={job.id} job={job} onRetry={onRetry} />
}

function OneHistory({ job, onRetry }: { job: Job; onRetry(ids: readonly string[]): Promise<void> }) {
  const { t } = useWords()
  const { events, batch, error } = useHistory(job)
  const clipId = job.clipId
  return (
    <div className="history">
      <header className="history__head">
        <span className="history__picture">
          <Picture src={HOST_PATHS.file('thumbnail', job.stillId)} />
        </span>
        <h2 className="history__name">
          {job.stillName} <span className="quiet">{t('queue.take', { take: job.take })}</span>
        </h2>
        {job.retakeOf ? <p className="quiet">{t('queue.history.retakeOf')}</p> : null}
        {clipId ? (
          <Button
            size="small"
            icon={<Play />}
            onPress={() => openDialog({ kind: 'player', shotId: job.shotId, clipId })}
          >
            {t('player.play')}
          </Button>
        ) : null}
      </header>
      <div className="history__takes">
        <ActionButton action="take.branch" size="small" icon={<CopyPlus />} />
        <ActionButton action="take.newSeeds" size="small" icon={<Dices />} />
        {clipId ? <ActionButton action="take.promote" size="small" icon={<Trophy />} /> : null}
      </div>
      {job.error ? <JobProblem job={job} error={job.error} onRetry={onRetry} /> : null}
      {job.doubtedMicros > 0 ? <Doubt job={job} /> : null}
      <Recipe job={job} batch={batch} />
      <h3 className="history__title">{t('queue.history.events')}</h3>
      {error ? <JobProblem job={job} error={error} onRetry={onRetry} /> : <EventList events={events} />}
    </div>
  )
}

type History = { events: readonly JobEvent[]; batch: BatchBudget | null }

/** What the answer depends on besides the job, as one text: the money of its batch, its cap, and whether anybody answers. */
function useWhatElse(): string {
  const money = useStudio(({ status }) => `${status?.spent.micros}/${status?.reserved.micros}`)
  const isLost = useStudio(({ connection }) => connection === 'lost')
  // A dialog may have given the batch another cap.
  const dialogs = useView((view) => view.dialogs.length)
  return JSON.stringify([money, isLost, dialogs])
}

/** The events of a job and the money of its batch, asked for again whenever one of them may have changed. */
function useHistory({ id, updatedAt }: Job) {
  const [{ events, batch }, setHistory] = useState<History>({ events: [], batch: null })
  const [error, setError] = useState<AppErrorData | null>(null)
  const whatElse = useWhatElse()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer version of the job means that there are newer events
  useEffect(() => {
    let isOld = false
    void attempt(studio.jobs.history({ id })).then((answer) => {
      if (isOld) return
      if (answer.ok) setHistory(answer.value)
      setError(answer.ok ? null : answer.error)
    })
    return () => {
      isOld = true
    }
  }, [id, updatedAt, whatElse])
  return { events, batch, error }
}

function Recipe({ job, batch }: { job: Job; batch: BatchBudget | null }) {
  const { t, model } = useWords()
  const { actual, billedSeconds, estimate } = job
  const price =
    actual && billedSeconds !== null
      ? t('queue.history.billed', { cost: formatMoney(actual), seconds: billedSeconds })
      : isFinal(job.state)
        ? costWords(job, { t })
        : t('queue.history.estimated', { cost: formatMoney(estimate) })
  return (
    <dl className="facts">
      <Fact name={t('player.prompt')} value={job.prompt || t('queue.noPrompt')} />
      <Fact
        name={t('queue.history.settings')}
        value={[
          model(job.model),
          job.resolution,
          t('inspector.seconds', { count: job.durationSeconds }),
          t(job.watermark ? 'queue.history.watermark' : 'queue.history.noWatermark'),
        ].join(' · ')}
      />
      <Fact name={t('player.seed')} value={String(job.seed)} isCopied />
      <Fact name={t('queue.history.price')} value={price} />
      {batch ? <BatchFact job={job} batch={batch} /> : null}
      {job.taskId ? <Fact name={t('queue.history.taskId')} value={job.taskId} isCopied /> : null}
      {job.requestId ? <Fact name={t('queue.history.requestId')} value={job.requestId} isCopied /> : null}
    </dl>
  )
}

/** What its batch has come to under which cap, and the way to another one. */
function BatchFact({ job: { id, estimate }, batch }: { job: Job; batch: BatchBudget }) {
  const { t } = useWords()
  const money = (micros: number) => formatMoney({ ...estimate, micros })
  const counted = money(countedMicros(batch))
  const { capMicros } = batch
  // Where nothing costs anything there is nothing to cap.
  if (capMicros === null && batch.wholeMicros === 0) return null
  return (
    <div className="facts__row">
      <dt>{t('queue.cap.fact')}</dt>
      <dd className="facts__money">
        {capMicros === null
          ? t('queue.cap.factNone', { counted })
          : t('queue.cap.factCap', { counted, cap: money(capMicros) })}
        <IconButton
          size="small"
          label={t('queue.cap.change')}
          onPress={() => openDialog({ kind: 'batchCaps', jobIds: [id] })}
        >
          <Pencil />
        </IconButton>
      </dd>
    </div>
  )
}

function Fact({ name, value, isCopied = false }: { name: string; value: string; isCopied?: boolean }) {
  const { t } = useWords()
  return (
    <div className="facts__row">
      <dt>{name}</dt>
      <dd className={isCopied ? 'mono' : ''}>
        {value}
        {isCopied ? (
          <IconButton size="small" label={`${t('frame.copy')}: ${name}`} onPress={() => void copyText(value)}>
            <Copy />
          </IconButton>
        ) : null}
      </dd>
    </div>
  )
}
