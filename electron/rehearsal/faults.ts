/** Owns the scenario now played and the counters its faults are decided by. */

import {
  acceptFault,
  createFault,
  type DownloadFault,
  downloadFault,
  linkDiesSoon,
  lookFault,
  type ReplyFault,
  type ScenarioName,
} from './scenarios.ts'

export type Faults = {
  scenario(): ScenarioName
  /** Switches the scenario and starts its counters anew. */
  setScenario(name: ScenarioName): void
  /** Of the next create, before it is looked at. */
  onCreate(): ReplyFault
  /** Of the next create that passed every rule. */
  onAccept(): ReplyFault
  /** Of the next query of a task, or of the next list. */
  onLook(subject: string): ReplyFault
  /** Of the next download of a clip. */
  onDownload(taskId: string, ordinal: number): DownloadFault
  /** True when the next link to the clip is to die within seconds. */
  onLink(taskId: string): boolean
}

/** Faults of `first` until another scenario is set. */
export function openFaults(first: ScenarioName): Faults {
  let name = first
  const counts = new Map<string, number>()
  const next = (counter: string) => {
    const count = counts.get(counter) ?? 0
    counts.set(counter, count + 1)
    return count
  }
  return {
    scenario: () => name,
    setScenario(chosen) {
      name = chosen
      counts.clear()
    },
    onCreate: () => createFault(name, next('create')),
    onAccept: () => acceptFault(name, next('accept')),
    onLook: (subject) => lookFault(name, subject, next(`look:${subject}`)),
    onDownload: (taskId, ordinal) => downloadFault(name, ordinal, next(`download:${taskId}`)),
    onLink: (taskId) => linkDiesSoon(name, next(`link:${taskId}`)),
  }
}
