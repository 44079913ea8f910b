/** Owns the way from a selection to queued takes: a fresh estimate at all times, and one agreed price at the end. */

import { isBlocked, shotView, useShots } from '../stores/shots-store.ts'
import { useStudio } from '../stores/studio-store.ts'
import { useTakes } from '../stores/takes-store.ts'
import { useView } from '../stores/view-store.ts'
import { problemOf, type Studio } from '../studio.ts'
import type { Edits } from '../sync/edits.ts'
import { withTicket } from './tickets.ts'

const QUIET_MS = 120

export type Takes = {
  /** Queues what the button says, at the price it shows; does nothing while the price is being found out. */
  queue(): Promise<{ queued: number } | undefined>
}

/** What the price depends on, as one text; prompts and seeds have no price. */
function priceQuestion(): string {
  const { selectedShots, takes } = useView.getState()
  const state = useShots.getState()
  const { settings, connection } = useStudio.getState()
  const shots = selectedShots.map((id) => {
    const shot = shotView(state, id)
    if (!shot) return id
    const { model, resolution, durationSeconds, still } = shot
    return [id, model, resolution, durationSeconds, still.inspectedAt === null, isBlocked(shot)].join()
  })
  const money = [settings?.service, settings?.prices, settings?.customPriceRegion]
  // A price nobody could tell is asked for again once somebody answers.
  return JSON.stringify([takes, money, shots, connection === 'lost'])
}

/** What the room under the caps depends on, as one text; empty where no cap is set. */
function capQuestion(): string {
  const { settings, status } = useStudio.getState()
  const caps = settings && Object.values(settings.caps).some((one) => one !== null)
  return caps ? JSON.stringify([settings.caps, status?.budget, status?.counts.queued]) : ''
}

/** Watches the selection and keeps its estimate. */
export function startTakes(studio: Studio, edits: Edits, signal: AbortSignal): Takes {
  const estimate = makeEstimate(studio, edits)
  let asked = ''
  let askedOfCaps = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = () => {
    const now = priceQuestion()
    const ofCaps = capQuestion()
    if (now === asked) {
      // The price stands; only how much of it fits is asked again, and the button need not wait.
      if (ofCaps !== askedOfCaps && useTakes.getState().estimate) timer = later(timer, estimate.ask)
      askedOfCaps = ofCaps
      return
    }
    asked = now
    askedOfCaps = ofCaps
    clearTimeout(timer)
    estimate.forget()
    const isEmpty = useView.getState().selectedShots.length === 0
    useTakes.setState({
      isPending: !isEmpty,
      error: null,
      changed: false,
      ...(isEmpty ? { estimate: null } : {}),
    })
    if (!isEmpty) timer = setTimeout(estimate.ask, QUIET_MS)
  }
  const stopWatching = watchQuestion(look)
  signal.addEventListener('abort', () => {
    stopWatching()
    clearTimeout(timer)
  })
  return { queue: () => queueTakes(studio, edits, estimate.ask) }
}

function later(timer: ReturnType<typeof setTimeout> | undefined, work: () => void) {
  clearTimeout(timer)
  return setTimeout(work, QUIET_MS)
}

/** Asks for estimates; an answer to an older question is thrown away. */
function makeEstimate(studio: Studio, edits: Edits) {
  let round = 0
  const ask = async () => {
    round += 1
    const mine = round
    const { selectedShots, takes } = useView.getState()
    try {
      await edits.flush()
      const answer = await studio.shots.estimate({ shotIds: [...selectedShots], takes })
      if (mine === round) useTakes.setState({ estimate: answer, isPending: false, error: null })
    } catch (thrown) {
      if (mine === round) useTakes.setState({ estimate: null, isPending: false, error: problemOf(thrown) })
    }
  }
  const forget = () => {
    round += 1
  }
  return { ask, forget }
}

/** Calls back when something the price may depend on has changed; returns how to stop. */
function watchQuestion(look: () => void): () => void {
  const unsubscribes = [
    useView.subscribe((now, before) => {
      if (now.selectedShots !== before.selectedShots || now.takes !== before.takes) look()
    }),
    useShots.subscribe((now, before) => {
      if (now.byId !== before.byId || now.drafts !== before.drafts) look()
    }),
    useStudio.subscribe((now, before) => {
      const isOther = now.settings !== before.settings || now.status !== before.status
      if (isOther || now.connection !== before.connection) look()
    }),
  ]
  return () => {
    for (const unsubscribe of unsubscribes) unsubscribe()
  }
}

/** Queues at the price that is shown. When it is not the price any more, the new one is shown and asked about. */
async function queueTakes(
  studio: Studio,
  edits: Edits,
  estimateAnew: () => Promise<void>,
): ReturnType<Takes['queue']> {
  const { estimate: agreed, isPending, isQueueing } = useTakes.getState()
  const { selectedShots, takes, oneDraw } = useView.getState()
  if (!agreed || isPending || isQueueing || agreed.clips === 0) return undefined
  useTakes.setState({ isQueueing: true })
  try {
    await edits.flush()
    const blocked = new Set(agreed.blocked.map((one) => one.shotId))
    const shotIds = selectedShots.filter((id) => !blocked.has(id))
    const order = { shotIds, takes, oneDraw, agreed: agreed.cost }
    // Other words of the same shots are another order.
    const recipes = shotIds.map((id) => ({ ...shotView(useShots.getState(), id), still: undefined }))
    const { jobIds } = await withTicket(order, studio.jobs.enqueue, recipes)
    useTakes.setState({ isQueueing: false, error: null, changed: false })
    return { queued: jobIds.length }
  } catch (thrown) {
    const error = problemOf(thrown)
    const changed = error.code === 'estimate-changed'
    useTakes.setState({ isQueueing: false, error, changed, isPending: changed })
    if (!changed) return undefined
    await estimateAnew()
    useTakes.setState({ changed: true })
    return undefined
  }
}
