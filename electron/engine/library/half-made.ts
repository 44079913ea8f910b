/** Owns the names under which exports grow, and by them what a crash has left of some. */

import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Also the frames that a large sheet keeps beside itself. */
const HALF_MADE = /^\..+-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\.part(?:\.frames)?$/

/** Nobody else's: two exports at once do not meet. */
export function growingPath(folder: string, stem: string): string {
  return join(folder, `.${stem}-${randomUUID()}.part`)
}

/** What grows in a folder of exports, or grew until something ended it. */
export function halfMadeIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => HALF_MADE.test(name))
      .map((name) => join(folder, name))
  } catch {
    // Nothing was ever exported there, or its disk is not at hand.
    return []
  }
}
