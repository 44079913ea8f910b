/** Owns keeping the experiments on screen true and priced, and what the user does with them. */

import type { AxisValue } from '#shared/experiment.ts'
import { type ExperimentChange, inverseOf, lateWayBack } from '#shared/experiment-change.ts'
import type { ExperimentEstimate } from '#shared/experiment-contract.ts'
import type { Shot } from '#shared/shot.ts'
import { type Layout, plansFor } from '../deeds/new-experiment.ts'
import { withTicket } from '../deeds/tickets.ts'
import {
  type AxisName,
  changeOnScreen,
  closeHeading,
  editHeading,
  forgetExperiments,
  openExperiment,
  tellSheet,
  useExperiments,
} from '../stores/experiments-store.ts'
import { useStudio } from '../stores/studio-store.ts'
import { useView } from '../stores/view-store.ts'
import { problemOf, type Studio } from '../studio.ts'
import type { Edits } from './edits.ts'
import { type ExperimentEdits, startExperimentEdits } from './experiment-edits.ts'

/** While takes land, the list is asked for at most this often. */
const QUIET_MS = 250

export type ExperimentDeeds = {
  /** The shots a new experiment is to be made of, as the engine has them. */
  shotsFor(shotIds: readonly string[]): Promise<Shot[]>
  /** Makes one of them, or one of each, and opens the first. */
  create(shots: readonly Shot[], layout: Layout): Promise<void>
  /**
   * Queues the open cells as they are on screen, at the price that is shown. Tells how many; undefined when nothing was
   * queued.
   */
  run(): Promise<number | undefined>
  /** Runs a saved take again at the price that was shown. */
  repeat(jobId: string, agreed: { micros: number; currency: 'CNY' | 'USD' }): Promise<void>
  /** Changes an experiment, by default the open one, at once; tells how to take that back. */
  update(change: ExperimentChange, id?: string): (() => void) | undefined
  addValue(axis: AxisName, value: AxisValue): void
  /** Waits until the engine has all that was changed. */
  flush(): Promise<void>
  remove(id: string): Promise<void>
  restore(id: string): Promise<void>
}

/** Changes the open experiment, and says how to undo what cannot be seen any more. */
export type OnUpdate = (change: ExperimentChange) => void

/** Starts following the room. Deeds throw what the engine says. */
export function startExperiments(
  studio: Studio,
  shotEdits: Edits,
  onProblem: (error: unknown) => void,
  signal: AbortSignal,
): ExperimentDeeds {
  const edits = startExperimentEdits(studio, onProblem, signal)
  const look = makeKeeper(studio, edits, signal)
  follow(look, signal)
  const openIdOr = () => useExperiments.getState().openId ?? ''
  return {
    shotsFor: async (shotIds) => {
      await shotEdits.flush()
      return studio.shots.byIds({ ids: [...shotIds] })
    },
    create: async (shots, layout) => {
      const { projectId = '' } = shots[0] ?? {}
      const taken = (await studio.experiments.list({ projectId })).map(({ name }) => name)
      const ofProject = useStudio.getState().projects.find(({ id }) => id === projectId)?.seed
      const made: string[] = []
      for (const plan of plansFor(shots, layout, taken, ofProject)) {
        made.push((await studio.experiments.create(plan)).id)
      }
      openExperiment(made[0] ?? null)
      useView.setState({ room: 'experiments' })
    },
    run: () => run(studio, edits),
    repeat: async (jobId, agreed) => {
      await withTicket({ id: openIdOr(), jobId, agreed }, studio.experiments.repeat)
    },
    update: (change, id = openIdOr()) => {
      const onScreen = () => {
        const { sheet } = useExperiments.getState()
        return sheet?.experiment.id === id ? sheet.experiment : null
      }
      const before = onScreen()
      const back = before && inverseOf(before, change)
      changeOnScreen(id, change)
      if (!back) return undefined
      return () => {
        const now = onScreen()
        const late = now ? lateWayBack(now, back) : back
        if (late) changeOnScreen(id, late)
      }
    },
    addValue: (axis, value) => {
      closeHeading(true)
      const plan = useExperiments.getState().sheet?.experiment
      if (!plan) return
      changeOnScreen(plan.id, { kind: 'addValue', axis, value })
      editHeading(axis, plan[axis].values.length)
    },
    flush: () => {
      closeHeading(true)
      return edits.flush()
    },
    remove: async (id) => {
      await edits.flush()
      await studio.experiments.remove({ id })
      if (useExperiments.getState().openId === id) openExperiment(null)
    },
    restore: async (id) => {
      await studio.experiments.restore({ id })
      openExperiment(id)
    },
  }
}

function follow(look: () => void, signal: AbortSignal): void {
  const unsubscribes = [
    useView.subscribe((now, before) => {
      if (now.projectId !== before.projectId) forgetExperiments()
      if (now.room !== before.room || now.projectId !== before.projectId) look()
    }),
    useExperiments.subscribe((now, before) => {
      if (now.isStale !== before.isStale || now.openId !== before.openId || now.sheet !== before.sheet) look()
    }),
    useStudio.subscribe((now, before) => {
      if (now.settings !== before.settings || now.projects !== before.projects) look()
    }),
  ]
  signal.addEventListener('abort', () => {
    for (const unsubscribe of unsubscribes) unsubscribe()
  })
}

/** Looks at what is missing or out of date and fetches it, one round at a time. */
function makeKeeper(studio: Studio, edits: ExperimentEdits, signal: AbortSignal): () => void {
  let isBusy = false
  let priced = ''
  const round = async () => {
    const { room, projectId } = useView.getState()
    if (room !== 'experiments' || !projectId) return
    if (useExperiments.getState().isStale) await fetchStale(studio, edits, projectId)
    // The price of what is being typed is asked for once it is saved.
    if (isUnsaved()) return
    const question = priceQuestion()
    if (question === priced && useExperiments.getState().estimate)
      return useExperiments.setState({ isPending: false })
    priced = question
    if (question) await fetchEstimate(studio)
  }
  const again = async () => {
    isBusy = true
    try {
      await round()
    } catch (thrown) {
      useExperiments.setState({ error: problemOf(thrown), isPending: false })
    }
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS))
    isBusy = false
    const { isStale, isPending } = useExperiments.getState()
    const isOld = priceQuestion() !== priced || isPending
    if (isStale || (isOld && !isUnsaved())) look()
  }
  const look = () => {
    const isHere = useView.getState().room === 'experiments'
    if (isHere && !isBusy && !signal.aborted) void again()
  }
  return look
}

async function fetchStale(studio: Studio, edits: ExperimentEdits, projectId: string): Promise<void> {
  // From here on a change may come too late for the answers, and too early for the sheet: it makes them stale again.
  useExperiments.setState({ isStale: false, isFetching: true })
  try {
    const list = await studio.experiments.list({ projectId })
    const { openId } = useExperiments.getState()
    useExperiments.setState({ list })
    const id = list.some((one) => one.id === openId) ? openId : (list[0]?.id ?? null)
    if (id !== openId) openExperiment(id, false)
    const before = edits.answered()
    const fetched = id ? await studio.experiments.get({ id }) : null
    await edits.settled()
    const { openId: now, told } = useExperiments.getState()
    if (now !== id) return
    // Of an answer that crossed with a change of ours nobody knows whether it holds it; the change's own answer does.
    const isCrossed = edits.answered() !== before && told?.experiment.id === id
    tellSheet(fetched && isCrossed ? { ...fetched, experiment: told.experiment } : fetched)
    useExperiments.setState({ error: null })
  } finally {
    useExperiments.setState({ isFetching: false })
  }
}

function isUnsaved(): boolean {
  const { openId, unsaved } = useExperiments.getState()
  return unsaved.some(({ id }) => id === openId)
}

/** What the price depends on, as one text; empty while nothing is open. */
function priceQuestion(): string {
  const { told } = useExperiments.getState()
  const { settings } = useStudio.getState()
  if (!told) return ''
  const { id, base, rows, columns } = told.experiment
  const states = told.takes.map(
    ({ job }) => `${job.id} ${job.state} ${job.doubtedMicros} ${job.clipMissing} ${job.clipTrashed}`,
  )
  const stills = told.shots.map(({ still }) => still.sha256)
  const money = [settings?.service, settings?.prices, settings?.customPriceRegion, settings?.caps]
  return JSON.stringify([id, base, rows, columns, states, stills, money])
}

async function fetchEstimate(studio: Studio): Promise<ExperimentEstimate | null> {
  const { openId: id } = useExperiments.getState()
  if (!id) return null
  useExperiments.setState({ isPending: true })
  const estimate = await studio.experiments.estimate({ id })
  if (useExperiments.getState().openId !== id) return null
  useExperiments.setState({ estimate, isPending: isUnsaved() })
  return estimate
}

/**
 * Queues what is on screen at the price that is shown. What was just typed is saved and priced before; when the price is
 * not the one that was seen, the new one is shown and asked about.
 */
async function run(studio: Studio, edits: ExperimentEdits): Promise<number | undefined> {
  closeHeading(true)
  const { openId: id, estimate: seen, isRunning } = useExperiments.getState()
  if (!id || !seen || isRunning) return undefined
  useExperiments.setState({ isRunning: true })
  try {
    await edits.flush()
    const estimate = useExperiments.getState().isPending ? await fetchEstimate(studio) : seen
    if (!estimate || estimate.clips === 0) return undefined
    if (!isEqual(estimate, seen)) {
      useExperiments.setState({ changed: true })
      return undefined
    }
    const { cost: agreed, revision } = estimate
    const { jobIds } = await studio.experiments.run({ id, agreed, revision })
    useExperiments.setState({ error: null, changed: false })
    return jobIds.length
  } catch (thrown) {
    const error = problemOf(thrown)
    const changed = error.code === 'estimate-changed'
    useExperiments.setState({ error: changed ? null : error, changed })
    if (error.code === 'experiment-changed') useExperiments.setState({ isStale: true })
    if (changed || error.code === 'experiment-changed') await fetchEstimate(studio)
    return undefined
  } finally {
    useExperiments.setState({ isRunning: false })
  }
}

const isEqual = ({ cost, paidBefore }: ExperimentEstimate, other: ExperimentEstimate) =>
  cost.micros === other.cost.micros &&
  cost.currency === other.cost.currency &&
  paidBefore === other.paidBefore
