/** Owns the question whether the network is gone: the first answer behind a streak of silence tells that it is back. */

import type { Step } from './step.ts'

export class Outage {
  #isOut = false

  /** Takes in how a step went; true when it is the first one that heard something again. */
  isOverWith({ event, error, patch }: Step): boolean {
    const code = error?.code ?? patch?.error?.code
    if (code === 'unreachable') {
      this.#isOut = true
      return false
    }
    // A step that was broken off or found nothing to do has heard nobody.
    const heard = event !== undefined || patch?.error === null
    const isOver = this.#isOut && heard && code !== 'disk-refused' && code !== 'reply-lost'
    if (isOver) this.#isOut = false
    return isOver
  }
}
