/** Owns the actions of the Queue: each does what it is about to those of the selected jobs it can be done to. */

import type { Job } from '#shared/job.ts'
import { can, isFinal } from '#shared/job-machine.ts'
import type { Action, ActionDeeds } from '../actions.ts'
import { isPastCancel } from '../clips/urgency.ts'
import { useJobs } from '../stores/jobs-store.ts'
import { markStale } from '../stores/row-windows.ts'
import { useStudio } from '../stores/studio-store.ts'
import { openDialog, useView } from '../stores/view-store.ts'

const view = () => useView.getState()
const onQueue = () => view().room === 'queue'

function selectedJobs() {
  const { byId } = useJobs.getState()
  return view().selectedJobs.flatMap((id) => byId[id] ?? [])
}

export function queueActions(deeds: ActionDeeds): Action[] {
  const group = 'queue'
  const some = (test: (job: Job) => boolean) => () => onQueue() && selectedJobs().some(test)
  // Of all that is selected only what the action is about: the rest would be counted as refused, or hidden unasked.
  const idsOf = (test: (job: Job) => boolean) => selectedJobs().flatMap((job) => (test(job) ? job.id : []))
  const isHideable = (job: Job) => isPastCancel(job) && job.hiddenAt === null
  const isRetriable = (job: Job) => job.state === 'failed' || job.state === 'canceled'
  const isQueued = some((job) => job.state === 'queued')
  const hasFailed = () => (useStudio.getState().status?.counts.failed ?? 0) > 0
  return [
    { id: 'jobs.selectAll', group, keys: ['mod+a'], when: onQueue, selects: true, run: deeds.selectAllJobs },
    {
      id: 'jobs.cancel',
      group,
      keys: ['delete', 'backspace'],
      when: some((job) => can(job, 'canceled')),
      run: () => deeds.cancelJobs(idsOf((job) => !isFinal(job.state))),
    },
    {
      id: 'jobs.hide',
      group,
      keys: ['h'],
      when: some(isHideable),
      run: () => deeds.hideJobs(idsOf(isHideable), true),
    },
    { id: 'jobs.showHidden', group, when: () => onQueue() && !view().showsHidden, run: showHidden(true) },
    { id: 'jobs.leaveOutHidden', group, when: () => onQueue() && view().showsHidden, run: showHidden(false) },
    {
      id: 'jobs.retry',
      group,
      keys: ['r'],
      when: some(isRetriable),
      run: () => deeds.retryJobs(idsOf(isRetriable)),
    },
    { id: 'jobs.retryAll', group, keys: ['shift+r'], when: hasFailed, run: deeds.retryAllFailed },
    { id: 'jobs.up', group, keys: ['alt+up'], when: isQueued, run: () => deeds.moveJobs(-1) },
    { id: 'jobs.down', group, keys: ['alt+down'], when: isQueued, run: () => deeds.moveJobs(1) },
    {
      id: 'jobs.compare',
      group,
      keys: ['c'],
      when: some((job) => job.clipId !== null),
      run: () => deeds.compareShots(selectedJobs().map((job) => job.shotId)),
    },
    { id: 'jobs.play', group, keys: ['p'], when: some((job) => job.clipId !== null), run: playJob },
  ]
}

const showHidden = (showsHidden: boolean) => () => {
  useView.setState({ showsHidden })
  useJobs.setState((state) => markStale(state))
}

function playJob(): void {
  const job = selectedJobs().find((one) => one.clipId)
  if (job?.clipId) openDialog({ kind: 'player', shotId: job.shotId, clipId: job.clipId })
}
