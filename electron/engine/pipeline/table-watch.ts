/** Owns what is known of damage to the job table while it is in use: from then on nothing is begun that it would have to remember. */

import { AppError } from '#shared/app-error.ts'
import type { StudioStatus } from '#shared/status.ts'
import type { Clock } from '../clock.ts'
import { isDamage } from '../database/damage.ts'
import type { Log } from '../log.ts'

type Telling = { clock: Clock; log: Log; statusMoved(): void }

export class TableWatch {
  readonly #telling: Telling
  #pause: StudioStatus['pause'] = null

  constructor(telling: Telling) {
    this.#telling = telling
  }

  /** Why nothing moves any more; null as long as the table is sound. Only the next start ends it. */
  get pause(): StudioStatus['pause'] {
    return this.#pause
  }

  /** What `read` gives, or `otherwise` when damage is in its way. */
  over<Value>(read: () => Value, otherwise: () => Value): Value {
    try {
      return read()
    } catch (thrown) {
      if (!this.heed(thrown)) throw thrown
      return otherwise()
    }
  }

  /** True when what was thrown is damage; the first time the user is told. */
  heed(thrown: unknown): boolean {
    if (!isDamage(thrown)) return false
    if (this.#pause) return true
    const detail = thrown instanceof Error ? thrown.message : ''
    const error = new AppError('table-damaged', { detail }).toJSON()
    this.#pause = { byUser: false, error, since: this.#telling.clock.now() }
    this.#telling.log.error('table.damaged', { detail })
    this.#telling.statusMoved()
    return true
  }
}
