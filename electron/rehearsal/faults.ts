/** Owns the scenario or mixture now played and the counters its faults are decided by. */

import { type Mixture, mixedDownload, mixedFate, mixedLink, mixedReply, mixedSend } from './mixture.ts'
import {
  acceptFault,
  createFault,
  type DownloadFault,
  downloadFault,
  type Fate,
  fateOf,
  linkDiesSoon,
  lookFault,
  type ReplyFault,
  type ScenarioName,
} from './scenarios.ts'

export type Faults = {
  scenario(): ScenarioName
  /** Switches the scenario and starts its counters anew. */
  setScenario(name: ScenarioName): void
  /** Plays a mixture over the happy scenario until another scenario is set. */
  setMixture(mixture: Mixture): void
  /** True when the next create is to lose its connection while its body comes in. */
  onSend(): boolean
  /** Of the next create, before it is looked at. */
  onCreate(): ReplyFault
  /** Of the next create that passed every rule. */
  onAccept(): ReplyFault
  /** Of the next query of a task, or of the next list. */
  onLook(subject: string): ReplyFault
  /** Of the next download of a clip. */
  onDownload(taskId: string, ordinal: number): DownloadFault
  /** The links to the clip that are out by now are dead. */
  endLinks(taskId: string): void
  /** How often that has happened. */
  endedLinks(taskId: string): number
  /** True when the next link to the clip is to die within seconds. */
  onLink(taskId: string): boolean
  /** Of the next task that is made. */
  onMade(): Fate
}

/** Faults of `first` until another scenario is set. */
export function openFaults(first: ScenarioName): Faults {
  let name = first
  let mixture: Mixture | undefined
  const counts = new Map<string, number>()
  const next = (counter: string) => {
    const count = counts.get(counter) ?? 0
    counts.set(counter, count + 1)
    return count
  }
  const begin = (chosen: ScenarioName, mixed?: Mixture) => {
    name = chosen
    mixture = mixed
    counts.clear()
  }
  const reply = (
    place: 'create' | 'accept' | 'look',
    subject: string,
    plain: (count: number) => ReplyFault,
  ) => {
    const count = next(`${place}:${subject}`)
    return mixture ? mixedReply(mixture, place, subject, count) : plain(count)
  }
  return {
    scenario: () => name,
    setScenario: (chosen) => begin(chosen),
    setMixture: (mixed) => begin('happy', mixed),
    onSend: () => mixture !== undefined && mixedSend(mixture, next('send')),
    onCreate: () => reply('create', '', (count) => createFault(name, count)),
    onAccept: () => reply('accept', '', (count) => acceptFault(name, count)),
    onLook: (subject) => reply('look', subject, (count) => lookFault(name, subject, count)),
    onDownload(taskId, ordinal) {
      const count = next(`download:${taskId}`)
      return mixture ? mixedDownload(mixture, taskId, count) : downloadFault(name, ordinal, count)
    },
    endLinks: (taskId) => void next(`ended:${taskId}`),
    endedLinks: (taskId) => counts.get(`ended:${taskId}`) ?? 0,
    onLink(taskId) {
      const count = next(`link:${taskId}`)
      return mixture ? mixedLink(mixture, taskId, count) : linkDiesSoon(name, count)
    },
    onMade() {
      const count = next(`made:${name}`)
      return mixture ? mixedFate(mixture, count) : fateOf(name, count)
    },
  }
}
