/** Owns what is said and asked before anything is queued: a prompt that would be cut, shots that cannot go, the price. */

import type { Estimate } from '#shared/contract.ts'
import { formatMoney } from '#shared/cost.ts'
import type { Fit } from '#shared/fit.ts'
import { cutToBudget, measurePrompt } from '#shared/prompt-rules.ts'
import type { Shot } from '#shared/shot.ts'
import { confirm } from './confirm.ts'
import { UsageError } from './exit.ts'
import { errorLine, type Output } from './output.ts'

/** Characters of a cut shown; the whole of it is in the event. */
const CUT_SHOWN = 60

/** The service cuts what is too long without a word, and bills the clip all the same. */
export function tellCut(output: Output, prompt: string): void {
  const { weight, budget, cutCharacters } = measurePrompt(prompt)
  if (cutCharacters === 0) return
  const cut = prompt.slice(cutToBudget(prompt).length)
  output.emit({ event: 'prompt.overlong', weight, budget, cutCharacters, cut })
  const shown = [...cut].slice(0, CUT_SHOWN).join('').trim()
  output.complain(
    `The prompt is too long: it weighs ${weight}, the service takes ${budget} (a Chinese character counts 2). ` +
      `It would cut the last ${count(cutCharacters, 'character')} without a word and bill all the same: “${shown}${cutCharacters > CUT_SHOWN ? '…' : ''}”`,
  )
}

/** Says which shots passed preflight and cannot be queued all the same, and why. */
export function tellRefused(output: Output, shots: readonly Shot[], refused: Estimate['blocked']): void {
  for (const { shotId, error } of refused) {
    const still = shots.find(({ id }) => id === shotId)?.still
    output.emit({ event: 'still.refused', still: still?.path ?? shotId, error })
    output.complain(`✗ ${still?.name ?? shotId}: ${errorLine(error)}`)
  }
}

type Asked = { target: { rehearsal: boolean }; flags: { yes?: boolean }; signal: AbortSignal }

/** The estimate, and the user's word when it is not free; false after Ctrl-C. @throws UsageError for a no */
export async function agree(
  estimate: Estimate,
  { target, flags, signal }: Asked,
  output: Output,
): Promise<boolean> {
  const size = `${count(estimate.clips, 'clip')}, ${estimate.seconds} s`
  if (estimate.fits) output.say(fitLine(estimate.fits, estimate.clips))
  if (target.rehearsal) {
    output.say(`Rehearsal: ${size}; nothing is charged.`)
    return !signal.aborted
  }
  const fact = `${size} will cost about ${formatMoney(estimate.cost)}.`
  if (flags.yes) {
    output.say(fact)
    return !signal.aborted
  }
  const agreed = await confirm(output, fact, signal)
  if (!agreed && !signal.aborted) throw new UsageError('Nothing was queued.', 'declined')
  return agreed && !signal.aborted
}

function fitLine({ window, cap, takes }: Fit, clips: number): string {
  return `The ${window} cap of ${formatMoney(cap)} lets ${takes} of ${count(clips, 'clip')} through; the rest waits.`
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
