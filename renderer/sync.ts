/** Owns keeping the stores true to the engine: snapshot, then changes by revision, then the windows they touch. */

import type { Change } from '#shared/contract.ts'
import type { Job } from '#shared/job.ts'
import { type Shot, ShotRecipeSchema } from '#shared/shot.ts'
import { useClips } from './stores/clips-store.ts'
import { takeExperimentChange, useExperiments } from './stores/experiments-store.ts'
import { SECTIONS, sectionKey, takeJobs, takeJobsOfPage, useJobs } from './stores/jobs-store.ts'
import { leaveOutTrashed, useLibrary } from './stores/library-store.ts'
import { forgetMeasures, takeMeasures } from './stores/measures-store.ts'
import { markStale, patchRows } from './stores/row-windows.ts'
import { boardQuestion, takeShots, useShots } from './stores/shots-store.ts'
import { takeChange, takeSnapshot, useStudio, verdict } from './stores/studio-store.ts'
import { useView } from './stores/view-store.ts'
import { useVoting } from './stores/voting-store.ts'
import type { Studio } from './studio.ts'
import { type Paced, paced } from './sync/paced.ts'
import { keepWindows } from './sync/window-keeper.ts'

export type SyncParts = {
  studio: Studio
  /** Waits between tries to reach an engine that does not answer. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

const BACKOFF_MS = { first: 500, longest: 10_000 } as const

const RECIPE_FIELDS = ShotRecipeSchema.keyof().options

/** Most clips one question is about. */
const ASKED_AT_ONCE = 500

/** Pause before the next try, after so many that failed in a row. */
export function reconnectPause(failures: number): number {
  return Math.min(BACKOFF_MS.longest, BACKOFF_MS.first * 2 ** Math.max(0, failures - 1))
}

/** Starts following the engine until the signal aborts. */
export function startSync({ studio, sleep }: SyncParts, signal: AbortSignal): void {
  const pace = paced()
  const kept = { pace, signal }
  const windows = [
    keepWindows(useShots, (key, page) => studio.shots.page({ ...boardQuestion(key), ...page }), kept),
    keepWindows(useJobs, (key, page) => studio.jobs.page({ ...jobsQuestion(key), ...page }), {
      ...kept,
      takeRows: takeJobsOfPage,
    }),
    keepWindows(useClips, (key, page) => studio.clips.page({ ...clipsQuestion(key), ...page }), kept),
  ]
  void follow({ studio, sleep, pace }, signal, () => {
    void letGoOfTrashed(studio)
    useShots.setState((state) => markStale(state))
    useJobs.setState((state) => markStale(state))
    useClips.setState((state) => markStale(state))
    useLibrary.setState({ isStale: true })
    forgetMeasures()
    askForNotes()
    useExperiments.setState({ isStale: true })
    for (const nudge of windows) nudge()
  })
}

function jobsQuestion(key: string) {
  const state = SECTIONS.find((one) => key.endsWith(`/${one}`))
  if (!state) throw new Error(`No section is called “${key}”`)
  const hidden = useView.getState().showsHidden ? {} : { hidden: false }
  return { projectId: key.slice(0, -state.length - 1), states: [state], ...hidden }
}

function clipsQuestion(key: string) {
  const [projectId = '', shotId = ''] = key.split('/')
  return { projectId, shotId }
}

/** Follows the stream of changes; a break is mended after a pause, a gap at once. */
async function follow(
  { sleep, ...parts }: SyncParts & { pace: Paced },
  signal: AbortSignal,
  restart: () => void,
): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
    try {
      await followOnce(parts, signal, () => {
        failures = 0
        restart()
      })
    } catch {
      failures += 1
    }
    if (signal.aborted) return
    if (failures > 0) {
      useStudio.setState({ connection: 'lost' })
      await sleep(reconnectPause(failures), signal)
    }
  }
}

/** One stream from its snapshot to its end. Returns on a gap, throws when the stream breaks. */
async function followOnce(
  { studio, pace }: Pick<SyncParts, 'studio'> & { pace: Paced },
  signal: AbortSignal,
  onLive: () => void,
): Promise<void> {
  // The stream is opened first: a change between the two calls then arrives as "old" or in order, never unseen.
  const changes = await studio.studio.watch(undefined, { signal })
  const first = changes.next()
  first.catch(() => {})
  try {
    const snapshot = await studio.studio.snapshot(undefined, { signal })
    takeSnapshot(snapshot)
    chooseProject()
    onLive()
    let { revision } = snapshot
    for (let step = await first; !step.done; step = await changes.next()) {
      const judged = verdict(revision, step.value.revision)
      if (judged === 'gap') return
      if (judged !== 'apply') continue
      revision = step.value.revision
      pace.soon(() => {
        if (!signal.aborted) takeIn(studio, step.value)
      })
      if (isSomebodysDoing(step.value)) pace.now()
    }
    throw new Error('The stream of changes ended')
  } finally {
    pace.now()
    void Promise.resolve(changes.return?.(undefined)).catch(() => {})
  }
}

/**
 * What somebody did, here or in another window, is drawn at once: told later than the answer to it, and to the next thing
 * done, it would set fields back to what they were, under the hand that types in them.
 */
function isSomebodysDoing({ settings, projects, shots = [], removedShots, experiments, notes }: Change) {
  return (
    shots.some(isEdited) ||
    [settings, projects, removedShots, experiments, notes].some((one) => one !== undefined)
  )
}

/** Takes count for a shot by themselves; what they are made from is changed by hand. */
function isEdited(shot: Shot): boolean {
  const held = useShots.getState().byId[shot.id]
  return held !== undefined && RECIPE_FIELDS.some((field) => held[field] !== shot[field])
}

function takeIn(studio: Studio, change: Change): void {
  applyChange(change)
  const { clips = [], relist = [] } = change
  // Too many to be told one by one.
  if (relist.includes('clips') && clips.length === 0) void letGoOfTrashed(studio)
}

/** Opens the project seen last, or the first one when that is gone. */
function chooseProject(): void {
  const { projects } = useStudio.getState()
  const { projectId } = useView.getState()
  const [first] = projects
  if (first && !projects.some((one) => one.id === projectId)) useView.setState({ projectId: first.id })
}

/** Takes one change into every store it touches. */
export function applyChange(change: Change): void {
  takeChange(change)
  const { shots = [], removedShots = [], jobs = [], clips = [], measures = [], relist = [] } = change
  if (shots.length) useShots.setState((state) => takeShots(state, shots))
  if (removedShots.length) letGo(new Set(removedShots))
  const sections = relist.includes('jobs') ? touchedSections(jobs) : []
  if (jobs.length) useJobs.setState((state) => takeJobs(state, jobs))
  if (clips.length) useClips.setState((state) => patchRows(state, clips))
  leaveOutTrashed(clips)
  takeMeasures(measures)
  takeExperimentChange(change)
  if (relist.includes('shots')) useShots.setState((state) => markStale(state))
  useJobs.setState((state) => markStale(state, sections))
  if (relist.includes('clips')) useClips.setState((state) => markStale(state))
  if (clips.length) useLibrary.setState({ areCountsStale: true })
  if (relist.includes('clips')) useLibrary.setState({ isStale: true })
  if (relist.includes('measures')) forgetMeasures()
  if (change.notes) askForNotes()
}

/** Notes are shown in Compare, and clips are found by their words. */
function askForNotes(): void {
  useVoting.setState(({ notesRevision }) => ({ notesRevision: notesRevision + 1 }))
  if (useLibrary.getState().filter.text) useLibrary.setState({ isStale: true })
}

/** Asks after the selected clips, where it was not told which ones another window has thrown away. */
async function letGoOfTrashed({ clips }: Pick<Studio, 'clips'>): Promise<void> {
  const { selected } = useLibrary.getState()
  for (let at = 0; at < selected.length; at += ASKED_AT_ONCE) {
    const ids = selected.slice(at, at + ASKED_AT_ONCE)
    // A lost connection is told elsewhere; once it is back they are asked after again.
    const rows = await clips.byIds({ ids }).catch(() => [])
    useClips.setState((state) => patchRows(state, rows))
    leaveOutTrashed(rows)
  }
}

/** Nobody edits or queues what another window has taken off the board. */
function letGo(removed: ReadonlySet<string>): void {
  const { selectedShots } = useView.getState()
  const kept = selectedShots.filter((id) => !removed.has(id))
  if (kept.length < selectedShots.length) useView.setState({ selectedShots: kept })
}

/** Sections the told jobs are in now. All, where nobody knows which they have left, or so many changed that none is told. */
function touchedSections(jobs: readonly Job[]): string[] {
  const { byId, windows } = useJobs.getState()
  const all = Object.keys(windows)
  if (jobs.length === 0 || jobs.some(({ id }) => !byId[id])) return all
  const touched = new Set(jobs.map((job) => sectionKey(job.projectId, job.state)))
  return all.filter((key) => touched.has(key))
}
