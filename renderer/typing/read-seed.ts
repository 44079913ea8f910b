/** Owns how seeds are read from what is typed and pasted: one, or a list of them. */

import { SeedSchema } from '#shared/shot.ts'
import { readNumber } from '../ui/number-reading.ts'

/** The one number of a text, `4711` or `seed: 4711`; undefined when there is none, more than one, or none that is a seed. */
export function readSeed(text: string): number | undefined {
  return SeedSchema.safeParse(readNumber(text, 0)).data
}

/** Seeds of a list, `11, 22, 33` or one a line; undefined when it is one number, or anything in it is no seed. */
export function readSeeds(text: string): number[] | undefined {
  const list = text.trim()
  if (readSeed(list) !== undefined) return undefined
  const parts = list.split(/[\s,;，；、]+/u).filter((part) => part !== '')
  const seeds = parts.flatMap((part) => (/^\d+$/.test(part) ? (readSeed(part) ?? []) : []))
  return parts.length > 1 && seeds.length === parts.length ? seeds : undefined
}
