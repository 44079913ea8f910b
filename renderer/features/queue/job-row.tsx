/** Owns one job in the Queue: what it is, where it is, what happens next, what it costs. */

import { CircleHelp, Eye, EyeOff, GripVertical, Play, RotateCcw, X } from 'lucide-react'
import { use, useEffect } from 'react'
import { Button, GridListItem } from 'react-aria-components'
import { HOST_PATHS } from '#shared/host.ts'
import type { Job } from '#shared/job.ts'
import { can, isFinal } from '#shared/job-machine.ts'
import { isPastCancel, leftMs, urgency } from '../../clips/urgency.ts'
import { useWords } from '../../locales/words.ts'
import { costWords } from '../../prices/job-cost.ts'
import { useJobs } from '../../stores/jobs-store.ts'
import { useStudio } from '../../stores/studio-store.ts'
import { openDialog } from '../../stores/view-store.ts'
import { useAction } from '../../ui/action-context.tsx'
import { IconButton } from '../../ui/button.tsx'
import { Picture } from '../../ui/picture.tsx'
import { useNow } from '../../ui/use-now.ts'
import { type Hold, jobWords } from './job-words.ts'
import { QueueContext } from './queue-context.ts'
import type { QueueRow } from './use-sections.ts'

type RowDeeds = {
  onRetry(ids: readonly string[]): Promise<void>
  onCancel(ids: readonly string[]): Promise<void>
  onHide(ids: readonly string[], hidden: boolean): Promise<void>
}

/** The row as the list knows it. What changes with every look at the task follows the job by itself. */
export function JobRow({ row, ...deeds }: RowDeeds & { row: QueueRow }) {
  const { t } = useWords()
  return (
    <GridListItem
      id={row.id}
      textValue={`${row.stillName}, ${t('queue.take', { take: row.take })}`}
      className={`job job--${row.state} ${row.hiddenAt === null ? '' : 'job--hidden'}`}
    >
      <JobCells id={row.id} {...deeds} />
    </GridListItem>
  )
}

function JobCells({ id, ...deeds }: RowDeeds & { id: string }) {
  const { t } = useWords()
  const job = useJobs((state) => state.byId[id])
  const onAppear = use(QueueContext).onAppear[id]
  useEffect(() => onAppear?.(), [onAppear])
  if (!job) return null
  return (
    <>
      <Button slot="drag" className="job__grip" isDisabled={job.state !== 'queued'}>
        <GripVertical aria-hidden />
      </Button>
      <span className="job__picture">
        <Picture src={HOST_PATHS.file('thumbnail', job.stillId)} fit="cover" />
      </span>
      <span className="job__what">
        <span className="job__name">
          <span className="job__still">{job.stillName}</span>{' '}
          <span className="job__take">{t('queue.take', { take: job.take })}</span>
        </span>
        <span className="job__prompt">{job.prompt || t('queue.noPrompt')}</span>
      </span>
      <span className="job__state">
        {isFinal(job.state) ? <StillState job={job} /> : <LiveState job={job} />}
      </span>
      <span className="job__seed">{t('queue.seed', { seed: job.seed })}</span>
      <span className="job__price">{costWords(job, { t })}</span>
      <RowButtons job={job} {...deeds} />
    </>
  )
}

/** Ticks with the clock. */
function LiveState({ job }: { job: Job }) {
  return <StateWords job={job} now={useNow()} />
}

/** Finished jobs stand still; they would be redrawn every second for nothing. */
function StillState({ job }: { job: Job }) {
  return <StateWords job={job} now={0} />
}

function StateWords({ job, now }: { job: Job; now: number }) {
  const words = useWords()
  const { says, next } = jobWords(job, now, useHold(job), words)
  const dies = leftMs(job, now)
  return (
    <>
      <span className="job__says" title={says}>
        <span className={`dot dot--${job.state}`} aria-hidden />
        {says}
      </span>
      {dies !== null && urgency(dies) ? (
        <span className={`job__next ${urgency(dies)}`} title={words.t('rescue.diesNote')}>
          {words.t('rescue.dies', { time: words.duration(dies) })}
        </span>
      ) : next ? (
        <span className="job__next" title={next}>
          {next}
        </span>
      ) : null}
      {job.clipMissing ? (
        <span className="job__next job__missing">{words.t('rescue.missing.inRow')}</span>
      ) : null}
    </>
  )
}

function useHold({ batchId }: Job): Hold {
  return useStudio(({ status }) => {
    if (status?.pause) return 'paused'
    return status?.heldBatches.some((held) => held.batchId === batchId) ? 'capped' : null
  })
}

function RowButtons({ job, onRetry, onCancel, onHide }: RowDeeds & { job: Job }) {
  const { t } = useWords()
  const play = useAction('jobs.play')
  const cancel = useAction('jobs.cancel')
  const clipId = job.clipId
  return (
    <span className="job__buttons">
      {can(job, 'discarded') ? (
        <IconButton
          label={t('words.action.open-job')}
          kind="primary"
          onPress={() => openDialog({ kind: 'settle', jobId: job.id })}
        >
          <CircleHelp />
        </IconButton>
      ) : null}
      {clipId ? (
        <IconButton
          label={t('player.play')}
          keys={play.keys}
          onPress={() => openDialog({ kind: 'player', shotId: job.shotId, clipId })}
        >
          <Play />
        </IconButton>
      ) : null}
      {job.state === 'failed' || job.state === 'canceled' ? (
        <IconButton label={t('words.action.retry')} onPress={() => void onRetry([job.id])}>
          <RotateCcw />
        </IconButton>
      ) : null}
      {can(job, 'canceled') && (job.state === 'queued' || job.taskStatus === 'PENDING') ? (
        <IconButton label={t('frame.cancel')} keys={cancel.keys} onPress={() => void onCancel([job.id])}>
          <X />
        </IconButton>
      ) : null}
      {job.hiddenAt === null ? null : (
        <IconButton label={t('rescue.hide.unhide')} onPress={() => void onHide([job.id], false)}>
          <Eye />
        </IconButton>
      )}
      {job.hiddenAt === null && isPastCancel(job) ? (
        <IconButton
          label={`${t('rescue.hide.button')}: ${t(job.estimate.micros === 0 ? 'rescue.hide.noteFree' : 'rescue.hide.note')}`}
          onPress={() => void onHide([job.id], true)}
        >
          <EyeOff />
        </IconButton>
      ) : null}
    </span>
  )
}
