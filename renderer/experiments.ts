/** Owns keeping the experiments on screen true and priced, and what the user does with them. */

import type { Axis, AxisValue, Experiment } from '#shared/experiment.ts'
import { drawSeed } from './draw-seed.ts'
import type { Edits } from './edits.ts'
import {
  type AxisName,
  forgetExperiments,
  openExperiment,
  useExperiments,
} from './stores/experiments-store.ts'
import { shotView, useShots } from './stores/shots-store.ts'
import { useStudio } from './stores/studio-store.ts'
import { useView } from './stores/view-store.ts'
import { problemOf, type Studio } from './studio.ts'

/** Columns of a new experiment. */
const FIRST_SEEDS = 3
/** Most stills of a new experiment. */
const MOST_STILLS = 24
/** While takes land, the list is asked for at most this often. */
const QUIET_MS = 250

export type ExperimentDeeds = {
  /** Makes one from the selected shots and opens it: two prompts × three locked seeds, or the stills × seeds. */
  createFromShots(shotIds: readonly string[]): Promise<void>
  /** Queues the open cells at the price that is shown. Tells how many; undefined when nothing was queued. */
  run(): Promise<number | undefined>
  /** Runs a saved take again at the price that was shown. */
  repeat(jobId: string, agreed: { micros: number; currency: 'CNY' | 'USD' }): Promise<void>
  update(change: Partial<Pick<Experiment, 'name' | 'base' | 'rows' | 'columns'>>): Promise<void>
  addValue(axis: AxisName, value: AxisValue): Promise<void>
  remove(id: string): Promise<void>
  restore(id: string): Promise<void>
}

/** Starts following the room. Deeds throw what the engine says. */
export function startExperiments(studio: Studio, edits: Edits, signal: AbortSignal): ExperimentDeeds {
  const look = makeKeeper(studio)
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
  const openIdOr = () => useExperiments.getState().openId ?? ''
  const update: ExperimentDeeds['update'] = async (change) => {
    await studio.experiments.update({ id: openIdOr(), ...change })
  }
  return {
    update,
    createFromShots: async (shotIds) => {
      await edits.flush()
      openExperiment((await studio.experiments.create(firstPlan(shotIds))).id)
      useView.setState({ room: 'experiments' })
    },
    run: () => run(studio),
    repeat: async (jobId, agreed) => {
      await studio.experiments.repeat({ id: openIdOr(), jobId, agreed })
    },
    addValue: async (axis, value) => {
      const plan = useExperiments.getState().sheet?.experiment[axis]
      if (!plan) return
      await update({ [axis]: { ...plan, values: [...plan.values, value] } })
      useExperiments.setState({ editing: { axis, place: plan.values.length } })
    },
    remove: async (id) => {
      await studio.experiments.remove({ id })
      if (useExperiments.getState().openId === id) openExperiment(null)
    },
    restore: async (id) => {
      await studio.experiments.restore({ id })
      openExperiment(id)
    },
  }
}

/** What a new experiment looks like: one thing differs along each side, and the seeds are locked. */
function firstPlan(shotIds: readonly string[]) {
  const shots = useShots.getState()
  const chosen = shotIds.slice(0, MOST_STILLS).flatMap((id) => shotView(shots, id) ?? [])
  const [first] = chosen
  if (!first) throw new Error('An experiment begins with a shot')
  const { id: shotId, projectId, prompt, model, resolution, durationSeconds, watermark } = first
  const seed = first.seed ?? drawSeed()
  const seeds = [seed, ...Array.from({ length: FIRST_SEEDS - 1 }, drawSeed)]
  const rows: Axis =
    chosen.length > 1
      ? { field: 'shotId', values: chosen.map(({ id }) => ({ shotId: id })) }
      : { field: 'prompt', values: [{ prompt }, { prompt }] }
  const columns: Axis = { field: 'seed', values: seeds.map((one) => ({ seed: one })) }
  const name = first.still.name.replace(/\.\w+$/, '')
  const base = { shotId, prompt, model, resolution, durationSeconds, watermark, seed }
  return { projectId, name, base, rows, columns }
}

/** Looks at what is missing or out of date and fetches it, one round at a time. */
function makeKeeper(studio: Studio): () => void {
  let isBusy = false
  let priced = ''
  const round = async () => {
    const { room, projectId } = useView.getState()
    if (room !== 'experiments' || !projectId) return
    if (useExperiments.getState().isStale) await fetchStale(studio, projectId)
    const question = priceQuestion()
    if (question === priced && useExperiments.getState().estimate) return
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
    if (useExperiments.getState().isStale || priceQuestion() !== priced) look()
  }
  const look = () => {
    const isHere = useView.getState().room === 'experiments'
    if (isHere && !isBusy) void again()
  }
  return look
}

async function fetchStale(studio: Studio, projectId: string): Promise<void> {
  // From here on a change may come too late for the answers, and too early for the sheet: it makes them stale again.
  useExperiments.setState({ isStale: false, isFetching: true })
  try {
    const list = await studio.experiments.list({ projectId })
    const { openId } = useExperiments.getState()
    useExperiments.setState({ list })
    const id = list.some((one) => one.id === openId) ? openId : (list[0]?.id ?? null)
    if (id !== openId) openExperiment(id, false)
    const sheet = id ? await studio.experiments.get({ id }) : null
    if (useExperiments.getState().openId === id) useExperiments.setState({ sheet, error: null })
  } finally {
    useExperiments.setState({ isFetching: false })
  }
}

/** What the price depends on, as one text; empty while nothing is open. */
function priceQuestion(): string {
  const { sheet } = useExperiments.getState()
  const { settings } = useStudio.getState()
  if (!sheet) return ''
  const { id, base, rows, columns } = sheet.experiment
  const states = sheet.takes.map(({ job }) => `${job.id} ${job.state}`)
  const money = [settings?.service, settings?.prices, settings?.customPriceRegion, settings?.caps]
  return JSON.stringify([id, base, rows, columns, states, money])
}

async function fetchEstimate(studio: Studio): Promise<void> {
  const { openId: id } = useExperiments.getState()
  if (!id) return
  useExperiments.setState({ isPending: true })
  const estimate = await studio.experiments.estimate({ id })
  if (useExperiments.getState().openId === id) useExperiments.setState({ estimate, isPending: false })
}

/** Queues at the price that is shown. When it is not the price any more, the new one is shown and asked about. */
async function run(studio: Studio): Promise<number | undefined> {
  const { openId: id, estimate: agreed, isPending, isRunning } = useExperiments.getState()
  if (!id || !agreed || isPending || isRunning || agreed.clips === 0) return undefined
  useExperiments.setState({ isRunning: true })
  try {
    const { jobIds } = await studio.experiments.run({ id, agreed: agreed.cost })
    useExperiments.setState({ error: null, changed: false })
    return jobIds.length
  } catch (thrown) {
    const error = problemOf(thrown)
    const changed = error.code === 'estimate-changed'
    useExperiments.setState({ error: changed ? null : error, changed })
    if (changed) await fetchEstimate(studio)
    return undefined
  } finally {
    useExperiments.setState({ isRunning: false })
  }
}
