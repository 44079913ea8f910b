/** Owns how seeds are read from what is typed and pasted. */

import { SeedSchema } from '#shared/shot.ts'
import { readNumber } from './ui/number-reading.ts'

/** The one number of a text, `4711` or `seed: 4711`; undefined when there is none, more than one, or none that is a seed. */
export function readSeed(text: string): number | undefined {
  return SeedSchema.safeParse(readNumber(text, 0)).data
}
