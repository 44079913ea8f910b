/** Owns saving changes of experiments: on screen at once, with the engine a moment later, in the order they were made. */

import { v4 } from 'uuid'
import type { ExperimentChange } from '#shared/experiment-change.ts'
import { settleChanges, type UnsavedChange, useExperiments } from '../stores/experiments-store.ts'
import { HostAway, type Studio } from '../studio.ts'
import { saveWhenQuiet, type Unsaved } from './save-when-quiet.ts'

/** Most changes of one command. */
const MOST_AT_ONCE = 1_000

export type ExperimentEdits = {
  /** Saves what is not saved yet; resolves when the engine has it. @throws why it has not */
  flush(): Promise<void>
  /** Resolves when nothing is under way. */
  settled(): Promise<void>
  /** How many changes were answered so far. */
  answered(): number
}

/** Watches unsaved changes and saves them when the user pauses. */
export function startExperimentEdits(
  studio: Studio,
  onProblem: (error: unknown) => void,
  signal: AbortSignal,
): ExperimentEdits {
  let answers = 0
  /** The saving whose answer was lost: it is given again as it was, under its ticket, before anything newer. */
  let lost: { id: string; sent: readonly UnsavedChange[]; ticket: string } | undefined

  const saveOf = async (
    id: string,
    sent: readonly UnsavedChange[],
    ticket: string = v4(),
  ): Promise<Unsaved | undefined> => {
    lost = undefined
    try {
      const changes = condensed(sent.map(({ change }) => change))
      const experiment = await studio.experiments.update({ id, changes, ticket })
      answers += 1
      settleChanges(sent, experiment)
      return undefined
    } catch (why) {
      if (why instanceof HostAway) {
        lost = { id, sent, ticket }
        return { why, isKept: true }
      }
      answers += 1
      settleChanges(sent, null)
      useExperiments.setState({ isStale: true })
      onProblem(why)
      return { why, isKept: false }
    }
  }
  const save = async () => {
    let problem: Unsaved | undefined = lost && (await saveOf(lost.id, lost.sent, lost.ticket))
    if (problem?.isKept) return problem
    const { unsaved } = useExperiments.getState()
    for (const [id, own] of Map.groupBy(unsaved, (one) => one.id)) {
      for (let at = 0; at < own.length; at += MOST_AT_ONCE) {
        problem = (await saveOf(id, own.slice(at, at + MOST_AT_ONCE))) ?? problem
        if (problem?.isKept) return problem
      }
    }
    return problem
  }
  const { changed, flush, settled } = saveWhenQuiet(save, signal)
  const unsubscribe = useExperiments.subscribe((now, before) => {
    if (now.unsaved !== before.unsaved && now.unsaved.length > 0) changed()
  })
  signal.addEventListener('abort', unsubscribe)
  return { flush, settled, answered: () => answers }
}

/** The same changes with less to send: of what was typed letter by letter, only how it ended. */
export function condensed(changes: readonly ExperimentChange[]): ExperimentChange[] {
  const kept: ExperimentChange[] = []
  for (const change of changes) {
    const last = kept.at(-1)
    if (last?.kind === 'base' && change.kind === 'base') {
      kept[kept.length - 1] = { kind: 'base', base: { ...last.base, ...change.base } }
    } else if (last?.kind === change.kind && (change.kind === 'name' || change.kind === 'notes')) {
      kept[kept.length - 1] = change
    } else kept.push(change)
  }
  return kept
}
