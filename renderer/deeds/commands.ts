/** Owns the deeds behind the actions: each calls the engine and tells how it went, with an undo where there is one. */

import i18next from 'i18next'
import type { ReactNode } from 'react'
import type { AppErrorData } from '#shared/app-error.ts'
import type { Job } from '#shared/job.ts'
import { type JobState, LIVE_STATES } from '#shared/job-machine.ts'
import { languageOf } from '#shared/language.ts'
import type { ActionDeeds } from '../actions.ts'
import type { Importing } from '../intake/importing.ts'
import { SECTIONS, sectionKey, takeJobsOfPage, useJobs } from '../stores/jobs-store.ts'
import { LARGEST_PAGE, moveHeard, reorderRows, windowOf } from '../stores/row-windows.ts'
import { useShots } from '../stores/shots-store.ts'
import { useStudio } from '../stores/studio-store.ts'
import { openDialog, type Retried, type RetryWish, useView } from '../stores/view-store.ts'
import { problemOf, studio } from '../studio.ts'
import type { ExperimentDeeds } from '../sync/experiments.ts'
import { leaveField } from '../typing/leave-field.ts'
import { compareShots } from './comparing.ts'
import { makeExperimentCommands } from './experiment-commands.ts'
import { makeLibraryDeeds } from './library-deeds.ts'
import { onceAtATime } from './once-at-a-time.ts'
import type { Takes } from './takes.ts'
import { makeVoting } from './voting.ts'

/** Most shots one command takes. */
const MOST_IDS = 10_000

export type CommandParts = {
  importing: Importing
  takes: Takes
  experiments: ExperimentDeeds
  say(text: ReactNode, action?: { label: string; run(): void }, about?: string): void
  unsay(about: string): void
  onProblem(error: AppErrorData): void
}

export function makeCommands(parts: CommandParts): ActionDeeds {
  const { importing, takes, say, unsay, onProblem } = parts
  const guard: Guard =
    (deed) =>
    (...input) =>
      deed(...input).catch((thrown) => onProblem(problemOf(thrown)))
  const queueTakes = async () => {
    if (!leaveField()) return
    const done = await takes.queue()
    if (!done) return
    const open = { label: t('actions.room.queue'), run: () => useView.setState({ room: 'queue' }) }
    say(t('inspector.queued', { count: done.queued }), open)
  }
  return {
    ...makeLibraryDeeds({ say, unsay, guard }),
    ...makeExperimentCommands(parts.experiments, say, guard),
    chooseFiles: importing.chooseFiles,
    chooseFolder: importing.chooseFolder,
    samples: importing.samples,
    queueTakes,
    setPaused: guard((paused) => (paused ? studio.studio.pause() : studio.studio.resume())),
    selectAllShots: guard(selectAllShots),
    removeShots: guard(() => removeShots(say, guard)),
    hideJobs: guard((ids, hidden) => hideJobs(ids, hidden, say, guard)),
    cancelJobs: guard((ids) => cancelJobs(ids, say)),
    retryJobs: guard(onceAtATime((ids: readonly string[]) => retryJobs({ ids: [...ids] }, say))),
    selectAllJobs: guard(selectAllJobs),
    retryAllFailed: guard(onceAtATime(() => retryAllFailed(say))),
    moveJobs: guard(moveSelected),
    moveTo: guard(moveTo),
    compareShots: guard((ids) => compareShots(ids, say)),
    voting: makeVoting(onProblem),
    nextTheme: guard(nextTheme),
    nextLanguage: guard(nextLanguage),
  }
}

/** Makes a deed that tells its problems instead of throwing them. */
export type Guard = <Input extends unknown[]>(
  deed: (...input: Input) => Promise<void>,
) => (...input: Input) => Promise<void>
export type Say = CommandParts['say']
const t = i18next.t.bind(i18next)

async function removeShots(say: Say, guard: Guard): Promise<void> {
  const ids = [...useView.getState().selectedShots]
  // At once: a second press of the key means no shot that is on its way out.
  useView.setState({ selectedShots: [] })
  await studio.shots.remove({ ids })
  const undo = { label: t('frame.undo'), run: guard(() => studio.shots.restore({ ids })) }
  say(t('board.removed', { count: ids.length }), undo)
}

async function hideJobs(ids: readonly string[], hidden: boolean, say: Say, guard: Guard): Promise<void> {
  await studio.jobs.hide({ ids: [...ids], hidden })
  if (!hidden) return
  const undo = {
    label: t('frame.undo'),
    run: guard(() => studio.jobs.hide({ ids: [...ids], hidden: false })),
  }
  const { byId } = useJobs.getState()
  const isFree = ids.every((id) => byId[id]?.estimate.micros === 0)
  say(t(isFree ? 'rescue.hide.doneFree' : 'rescue.hide.done', { count: ids.length }), undo)
}

async function cancelJobs(ids: readonly string[], say: Say): Promise<void> {
  const { canceled, begun, unheard } = cancelCounts(await studio.jobs.cancel({ ids: [...ids] }))
  const parts = [t('queue.canceledCount', { count: canceled })]
  if (begun > 0) parts.push(t('queue.notCanceled', { count: begun }))
  if (unheard > 0) parts.push(t('queue.cancelUnheard', { count: unheard }))
  if (canceled + begun + unheard > 0) say(parts.join(' · '))
}

/** What a cancel came to. What was over when its turn came, as at a second press of the key, is left out. */
export function cancelCounts({ canceled, refused }: Awaited<ReturnType<typeof studio.jobs.cancel>>) {
  const late = refused.filter(({ error }) => error.code === 'not-possible-now')
  const begun = late.filter(({ error }) => LIVE_STATES.some((state) => state === error.values.state)).length
  return { canceled, begun, unheard: refused.length - late.length }
}

async function retryJobs(wish: RetryWish, say: Say): Promise<void> {
  if (wish.ids.length === 0) return
  const offer = await studio.jobs.retryEstimate(wish)
  // Of all that failed, what the filter refused is left out too, and another seed may well help it.
  if (offer.clips === 0)
    return say(t(wish.all ? 'queue.retryNoneOfAll' : 'queue.retryNone', { count: offer.leftOut }))
  // What costs money is asked, with its price; what costs nothing is done.
  if (offer.cost.micros > 0) {
    openDialog({ kind: 'retry', wish, offer, onDone: (done) => tellRetried(done, wish, say) })
    return
  }
  tellRetried(await studio.jobs.retry({ ...wish, agreed: offer.cost }), wish, say)
}

function tellRetried({ jobIds, leftOut }: Retried, { all }: RetryWish, say: Say): void {
  const parts = [t('queue.retried', { count: jobIds.length })]
  if (leftOut > 0) parts.push(t(all ? 'queue.retryLeftOutOfAll' : 'queue.retryLeftOut', { count: leftOut }))
  say(parts.join(' · '))
}

async function nextTheme(): Promise<void> {
  const isLight = document.documentElement.dataset.theme === 'light'
  await studio.settings.update({ theme: isLight ? 'dark' : 'light' })
}

async function nextLanguage(): Promise<void> {
  const now = languageOf(useStudio.getState().settings?.language ?? 'system', navigator.language)
  await studio.settings.update({ language: now === 'en' ? 'zh-CN' : 'en' })
}

/** Selects what the board shows, unless another board is shown once that is known: its user would queue what nobody sees. */
async function selectAllShots(): Promise<void> {
  const { projectId, filter } = useView.getState()
  const selectedShots = await allShotIds()
  const now = useView.getState()
  if (now.projectId === projectId && now.filter === filter) useView.setState({ selectedShots })
}

/** Ids of all shots the board's filter shows, also of those not fetched yet: the inspector wants to know them all. */
async function allShotIds(): Promise<string[]> {
  const { projectId, filter } = useView.getState()
  if (!projectId) return []
  const ids: string[] = []
  let offset = 0
  for (let total = 1; offset < Math.min(total, MOST_IDS); offset += LARGEST_PAGE) {
    const page = await studio.shots.page({ projectId, filter, offset, limit: LARGEST_PAGE })
    ids.push(...page.rows.map((shot) => shot.id))
    useShots.setState(({ byId }) => ({
      byId: { ...byId, ...Object.fromEntries(page.rows.map((row) => [row.id, row])) },
    }))
    total = page.total
  }
  return ids
}

async function retryAllFailed(say: Say): Promise<void> {
  const ids = (await allJobs(['failed'])).map((job) => job.id)
  // Those the count speaks of may all be another project's.
  if (ids.length === 0) return say(t('queue.noneFailed'))
  await retryJobs({ ids, all: true }, say)
}

/** Selects what the Queue lists, also what was not fetched yet, unless another list is shown once that is known. */
async function selectAllJobs(): Promise<void> {
  const { projectId, showsHidden } = useView.getState()
  const { byId: before } = useJobs.getState()
  const jobs = await allJobs(SECTIONS, showsHidden)
  const now = useView.getState()
  if (now.projectId !== projectId || now.showsHidden !== showsHidden) return
  useJobs.setState((state) =>
    // What was told of meanwhile is newer.
    takeJobsOfPage(
      state,
      jobs.filter(({ id }) => state.byId[id] === before[id]),
    ),
  )
  useView.setState({ selectedJobs: jobs.map((job) => job.id) })
}

/** All jobs of the project in these states, in the order in which the Queue shows them. */
async function allJobs(states: readonly JobState[], withHidden = true): Promise<Job[]> {
  const { projectId } = useView.getState()
  if (!projectId) return []
  const jobs: Job[] = []
  for (const state of states) {
    const question = { projectId, states: [state], ...(withHidden ? {} : { hidden: false }) }
    let total = 1
    for (let offset = 0; offset < total && jobs.length < MOST_IDS; offset += LARGEST_PAGE) {
      const page = await studio.jobs.page({ ...question, offset, limit: LARGEST_PAGE })
      jobs.push(...page.rows)
      total = page.total
    }
  }
  return jobs.slice(0, MOST_IDS)
}

/** Two moves that travel at once may arrive the other way round. */
let lastMove: Promise<unknown> = Promise.resolve()

/** Moves queued jobs at once on screen, then with the engine, one move after the other. */
async function moveTo(ids: readonly string[], before: string | null): Promise<void> {
  const { projectId } = useView.getState()
  if (!projectId || ids.length === 0) return
  const key = sectionKey(projectId, 'queued')
  const { ids: held, total } = windowOf(useJobs.getState(), key)
  // The end of what is here is not the end of the queue: what comes next there is asked for.
  const next = async () => {
    if (before !== null || total === null || held.length >= total) return before
    const page = await studio.jobs.page({ projectId, states: ['queued'], offset: held.length, limit: 1 })
    return page.rows[0]?.id ?? null
  }
  useJobs.setState((state) => reorderRows(state, key, ids, before))
  const move = lastMove.then(async () => studio.jobs.move({ ids: [...ids], before: await next() }))
  lastMove = move.catch(() => {})
  await move.finally(() => useJobs.setState((state) => moveHeard(state, key)))
}

/** Moves the selected queued jobs one place up or down, keeping them together. */
async function moveSelected(step: -1 | 1): Promise<void> {
  const { projectId, selectedJobs } = useView.getState()
  const { ids } = windowOf(useJobs.getState(), sectionKey(projectId ?? '', 'queued'))
  const target = moveTarget(ids, selectedJobs, step)
  if (target) await moveTo(target.ids, target.before)
}

/** Which jobs go before which one; undefined when they are at the end already. */
export function moveTarget(queued: readonly string[], selected: readonly string[], step: -1 | 1) {
  const chosen = new Set(selected)
  const ids = queued.filter((id) => chosen.has(id))
  const rest = queued.filter((id) => !chosen.has(id))
  const [first] = ids
  const last = ids.at(-1)
  if (first === undefined || last === undefined) return undefined
  if (step === -1) {
    const above = queued.slice(0, queued.indexOf(first)).findLast((id) => !chosen.has(id))
    return above === undefined ? undefined : { ids, before: above }
  }
  const below = queued.slice(queued.indexOf(last) + 1).find((id) => !chosen.has(id))
  if (below === undefined) return undefined
  return { ids, before: rest[rest.indexOf(below) + 1] ?? null }
}
