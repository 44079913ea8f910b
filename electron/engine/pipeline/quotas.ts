/**
 * Owns what an account tells of its own limits, where the service tells it. It goes before the documented figures,
 * up and down; a figure the user has set himself is kept, as far as the account allows it.
 */

import { toAppError } from '#shared/app-error.ts'
import { RATE_LIMITS } from '#shared/happyhorse.ts'
import type { Settings } from '#shared/settings.ts'
import type { Gate } from '../database/due-jobs.ts'
import type { LimitsOutcome } from '../happyhorse/outcomes.ts'
import type { PipelineContext } from './context.ts'
import { gateKey } from './gates.ts'
import { takeToken } from './rate-limit.ts'

/** A number the service does not tell is left out. */
export type Quota = Omit<Extract<LimitsOutcome, { kind: 'limits' }>, 'kind'>
type GateLimits = Pick<Settings['limits'], 'submitsPerSecond' | 'inFlightPerModel'>

export class Quotas {
  readonly #told = new Map<string, Quota>()

  learn(gate: Gate, quota: Quota): void {
    this.#told.set(gateKey(gate), quota)
  }

  of(gate: Gate): Quota | undefined {
    return this.#told.get(gateKey(gate))
  }
}

/** What may be done at one gate when nobody slows it down. */
export function limitsAt({ submitsPerSecond, inFlightPerModel }: GateLimits, quota: Quota = {}): GateLimits {
  const { running = RATE_LIMITS.runningPerModel, queued = RATE_LIMITS.queuedPerModel } = quota
  const rate = quota.submitsPerSecond ?? submitsPerSecond
  return {
    submitsPerSecond:
      submitsPerSecond === RATE_LIMITS.submitsPerSecondPerModel ? rate : Math.min(submitsPerSecond, rate),
    // More than run at once wait at the service, as many as its queue takes.
    inFlightPerModel:
      inFlightPerModel === RATE_LIMITS.runningPerModel
        ? running
        : Math.min(inFlightPerModel, running + queued),
  }
}

/** Asks for the limits of gates. What cannot be had changes nothing; the rehearsal's are the documented ones. */
export async function learnQuotas(context: PipelineContext, gates: readonly Gate[]): Promise<void> {
  const unlike = new Map(gates.map((gate) => [gateKey(gate), gate]))
  for (const gate of unlike.values()) {
    if (gate.service !== 'rehearsal' && !context.leaving.aborted) await learnQuota(context, gate)
  }
}

async function learnQuota(context: PipelineContext, gate: Gate): Promise<void> {
  const { queries, clock, leaving, quotas, log } = context
  const { service, model } = gate
  try {
    const profile = await context.profileOf(gate)
    if (!(await takeToken(queries, clock, leaving))) return
    const outcome = await context.client().limits(profile, model, leaving)
    if (leaving.aborted) return
    if (outcome.kind !== 'limits') return log.info('quota.unknown', { service, model, kind: outcome.kind })
    const { kind: _, ...quota } = outcome
    quotas.learn(gate, quota)
    context.statusMoved()
    log.info('quota.learnt', { service, model, ...quota })
  } catch (thrown) {
    // Without a key there is nobody to ask.
    log.info('quota.unknown', { service, model, code: toAppError(thrown).code })
  }
}
