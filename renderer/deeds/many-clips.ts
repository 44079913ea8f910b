/** Owns throwing many clips away and bringing them back: part by part, told how far it is, and stopped where the user says so. */

import { longWork } from './long-work.ts'

/** Clips of one command: so few that they are gone within a second. */
const PART = 200

/** `done`: what each part came to, together. `left`: ids that nothing was done with. */
export type Parted<Done> = { done: Done[]; left: string[]; failure?: unknown }

/** More clips than one command is given. */
export function areMany(ids: readonly string[]): boolean {
  return ids.length > PART
}

/**
 * Few clips are one command; of more, each part waits for the one before. What fails ends it, and says what was done; so
 * does `enough`.
 */
export async function inParts<Done>(
  ids: readonly string[],
  words: (done: number, all: number) => string,
  each: (part: string[]) => Promise<readonly Done[]>,
  enough?: AbortSignal,
): Promise<Parted<Done>> {
  const all = ids.length
  if (!areMany(ids)) return partsOf(ids, each)
  return longWork(words(0, all), (signal, tell) =>
    partsOf(ids, each, enough ? AbortSignal.any([signal, enough]) : signal, (at) =>
      tell(words(at, all), at / all),
    ),
  )
}

async function partsOf<Done>(
  ids: readonly string[],
  each: (part: string[]) => Promise<readonly Done[]>,
  signal?: AbortSignal,
  onDone?: (count: number) => void,
): Promise<Parted<Done>> {
  const done: Done[] = []
  for (let at = 0; at < ids.length; at += PART) {
    if (signal?.aborted) return { done, left: ids.slice(at) }
    try {
      done.push(...(await each(ids.slice(at, at + PART))))
    } catch (failure) {
      return { done, left: ids.slice(at), failure }
    }
    onDone?.(Math.min(ids.length, at + PART))
  }
  return { done, left: [] }
}
