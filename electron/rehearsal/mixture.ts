/** Owns mixtures: faults drawn by a seed and odds instead of by a scenario's counters, for drills. */

import { z } from 'zod'
import { draw } from './draws.ts'
import { REFUSALS } from './refusal.ts'
import { ALL_DOWNLOAD_FAULTS, type DownloadFault, type Fate, type ReplyFault } from './scenarios.ts'

/** What may go wrong at each place, in the order in which the odds are laid one behind the other. */
const PLACES = {
  /** While a create's body is on its way in: the connection dies, nothing is made. */
  send: ['cut'],
  /** Before a create is looked at: nothing is made. */
  create: ['storm', 'busy'],
  /** After a create has made its task: reply lost, cut in half, sent twice, late, or an error instead. */
  accept: ['drop', 'half', 'twice', 'late', 'made-500'],
  /** A query or a list. */
  look: ['storm', 'busy', 'page', 'drop', 'half', 'twice', 'late'],
  /**
   * A clip on its way: cut short, reset, refused, its bytes not those of the clip, the rest of another file sent to one
   * who has half of this one, its link dead when half is sent; or its link dead in seconds.
   */
  download: ALL_DOWNLOAD_FAULTS,
  link: ['dies'],
  fate: ['moderated', 'vanishes'],
} as const

type Place = keyof typeof PLACES
export const MIXED_FAULTS = [...new Set(Object.values(PLACES).flat())]
type MixedFault = (typeof MIXED_FAULTS)[number]

export const MixtureSchema = z.object({
  seed: z.int(),
  /** Chance of each fault at every place where it can happen; those left out never happen. */
  odds: z.partialRecord(z.enum(MIXED_FAULTS), z.number().min(0).max(1)),
  /** Faults end after so many calls for one subject (a task, all lists, all creates), so that everything comes to an end. */
  calls: z.int().min(0).max(100).default(4),
})
export type Mixture = z.infer<typeof MixtureSchema>

/** Longest a late reply is held back, in real ms. */
const LATE_MAX_MS = 400
const NONE = { kind: 'none' } as const

/** The fault drawn for the `count`-th call (from 0) of a subject; undefined for none. */
function faultAt(mixture: Mixture, place: Place, subject: string, count: number): MixedFault | undefined {
  if (count >= mixture.calls) return undefined
  let left = draw(mixture.seed, place, subject, count)
  for (const fault of PLACES[place]) {
    left -= mixture.odds[fault] ?? 0
    if (left < 0) return fault
  }
  return undefined
}

/** Fault of the answer to a call at `place`. */
export function mixedReply(
  mixture: Mixture,
  place: 'create' | 'accept' | 'look',
  subject: string,
  count: number,
): ReplyFault {
  const fault = faultAt(mixture, place, subject, count)
  switch (fault) {
    case 'storm':
      return { kind: 'refuse', refusal: REFUSALS.rateQuota }
    case 'busy':
      return { kind: 'refuse', refusal: REFUSALS.unavailable }
    case 'made-500':
      return { kind: 'refuse-made', refusal: REFUSALS.internal }
    case 'page':
      return { kind: 'html', status: 502 }
    case 'late':
      return { kind: 'late', ms: Math.round(LATE_MAX_MS * draw(mixture.seed, 'late', subject, count)) }
    case 'drop':
    case 'half':
    case 'twice':
      return { kind: fault }
    default:
      return NONE
  }
}

export function mixedDownload(mixture: Mixture, taskId: string, count: number): DownloadFault {
  const fault = faultAt(mixture, 'download', taskId, count)
  return ALL_DOWNLOAD_FAULTS.find((one) => one === fault) ?? 'none'
}

/** True when the `count`-th create is to lose its connection while its body comes in. */
export function mixedSend(mixture: Mixture, count: number): boolean {
  return faultAt(mixture, 'send', '', count) !== undefined
}

/** True when the `count`-th link to a clip is to die within seconds. */
export function mixedLink(mixture: Mixture, taskId: string, count: number): boolean {
  return faultAt(mixture, 'link', taskId, count) !== undefined
}

/** Fate of the `count`-th task. */
export function mixedFate(mixture: Mixture, count: number): Fate {
  const fault = faultAt({ ...mixture, calls: Number.POSITIVE_INFINITY }, 'fate', '', count)
  if (fault === 'moderated') return 'output-moderated'
  return fault === 'vanishes' ? 'vanishes' : 'succeeds'
}
