/** Owns `gallop status`: what is going on in a data folder, asked without disturbing who works there. */

import type { Command } from 'commander'
import { readStatus } from '#electron/engine/engine.ts'
import { readEnvironment } from '#electron/environment.ts'
import { countedMicros, tightestCap } from '#shared/budget.ts'
import { formatMoney } from '#shared/cost.ts'
import { JOB_STATES } from '#shared/job-machine.ts'
import type { FolderStatus } from '#shared/status.ts'
import { HOUR_MS, MINUTE_MS } from '#shared/time.ts'
import { EXIT } from './exit.ts'
import { type StudioFlags, withStudioFlags } from './flags.ts'
import { errorLine, type Output } from './output.ts'

/** Adds the command. */
export function statusCommand(command: Command): Command {
  return withStudioFlags(command).description('tell how many jobs wait, render and are done')
}

/** Reads and tells; resolves with the exit status. */
export function status(flags: StudioFlags, output: Output, now: number): number {
  const dataFolder = flags.data ?? readEnvironment().dataFolder
  const found = readStatus(dataFolder, now)
  output.emit({ event: 'status', dataFolder, status: found ?? null })
  for (const line of found ? statusLines(found, now) : [`Nothing in ${dataFolder} yet.`]) output.say(line)
  return EXIT.allSaved
}

/** The status as lines for people. */
export function statusLines(status: FolderStatus, now: number): string[] {
  const counts = JOB_STATES.flatMap((state) =>
    status.counts[state] ? [`${status.counts[state]} ${state}`] : [],
  )
  const lines = [
    status.rehearsal ? 'Rehearsal: nothing is charged.' : serviceLine(status),
    counts.length > 0 ? counts.join(', ') : 'No jobs.',
    `${formatMoney(status.spent)} spent, ${formatMoney(status.reserved)} reserved`,
  ]
  const cap = tightestCap(status.budget)
  if (cap) {
    const say = (micros: number) => formatMoney({ ...status.spent, micros })
    lines.push(`${say(countedMicros(cap))} of ${say(cap.capMicros)} for this ${cap.window}`)
  }
  if (status.pause) {
    lines.push(status.pause.error ? `Paused. ${errorLine(status.pause.error)}` : 'Paused by you.')
  }
  if (status.oldestDiesAt !== null)
    lines.push(`The oldest paid task or link dies in ${span(status.oldestDiesAt - now)}.`)
  return lines
}

/** A run may go elsewhere than the settings say: where its jobs are is named before what the next one will use. */
function serviceLine({ service, baseUrl, services }: FolderStatus): string {
  const charging = services.filter((one) => one.service !== 'rehearsal')
  const used = charging.length > 0 ? charging : [{ service, baseUrl }]
  return `Service: ${used.map((one) => [one.service, one.baseUrl].filter(Boolean).join(' ')).join(', ')}`
}

function span(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE_MS))
  return minutes < HOUR_MS / MINUTE_MS
    ? `${minutes} min`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
