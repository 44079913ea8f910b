/** Owns how the pipeline's context is put together from the parts of the engine. */

import { POLL_INTERVAL_MS } from '#shared/happyhorse.ts'
import { SECOND_MS } from '#shared/time.ts'
import type { Changes } from './changes.ts'
import type { Clients } from './clients.ts'
import type { Tables } from './database/tables.ts'
import type { EngineOptions } from './engine.ts'
import { makePoster } from './media/poster.ts'
import { probe } from './media/probe.ts'
import { dated } from './pipeline/calendar.ts'
import { ClockSkew, DEFAULT_PACE, type PipelineContext, recoveryMsOf } from './pipeline/context.ts'
import { heeding, QueryBudget } from './pipeline/query-budget.ts'
import { Quotas } from './pipeline/quotas.ts'
import type { TableWatch } from './pipeline/table-watch.ts'
import type { Services } from './services.ts'

type Wiring = {
  tables: Tables
  services: Services
  clients: Clients
  changes: Changes
  tableWatch: TableWatch
  leave: AbortController
  giveUp: AbortController
}

/** Puts together what the pipeline works with. */
export function pipelineContext(options: EngineOptions, wiring: Wiring): PipelineContext {
  const { ports, version, pollSeconds, rehearsalPollSeconds, pace } = options
  const { tables, services, clients, changes, tableWatch, leave, giveUp } = wiring
  const pollMs = pollSeconds === undefined ? POLL_INTERVAL_MS : pollSeconds * SECOND_MS
  // Its time runs faster whoever says how often to look: all other waits for it follow.
  const rehearsalPollMs = (pollSeconds ?? rehearsalPollSeconds ?? 0) * SECOND_MS
  const rehearsal = rehearsalPollSeconds === undefined ? {} : { rehearsalPollMs }
  const { limits, service } = tables.settings.settings()
  const wholePace = { ...DEFAULT_PACE, pollMs, ...rehearsal, ...pace }
  const recoveryMs = recoveryMsOf(wholePace, service)
  const queries = new QueryBudget(limits.queriesPerSecond, recoveryMs, ports.clock.now())
  const skew = new ClockSkew()
  return {
    tables,
    clock: ports.clock,
    log: ports.log,
    random: ports.random,
    newId: ports.newId,
    settings: () => tables.settings.settings(),
    client: () =>
      dated(heeding(clients.current(), queries, ports.clock), { tables, skew, clock: ports.clock }),
    profileOf: (job) => services.profileOf(job),
    printOf: ({ key }) => services.printOf(key),
    media: { probe, makePoster },
    pace: wholePace,
    ownBatchesOnly: options.ownBatchesOnly ?? false,
    version,
    queries,
    quotas: new Quotas(),
    skew,
    phase: ports.random(),
    tableWatch,
    statusMoved: () => changes.touch({ table: 'pause' }),
    uploads: new Map(),
    leaving: leave.signal,
    left: giveUp.signal,
  }
}
