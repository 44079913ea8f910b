/** Owns how a terminal tells what was done after an unclean stop. */

import type { Engine } from '#electron/engine/engine.ts'
import { formatMoney } from '#shared/cost.ts'
import type { RecoveryDeed, RecoveryNow, RestoreReport } from '#shared/recovery.ts'
import type { Output } from './output.ts'

const DEEDS: Record<RecoveryDeed, string> = {
  fetched: 'was being downloaded; the download goes on',
  watched: 'was rendering; its task is asked again',
  searched: 'was being sent, its answer is not known; its task is looked for in the account’s list',
  asked: 'was sent, its answer is not known; you decide',
}
/** Lines told; the rest is counted. */
const LINES_MAX = 20

/** Tells the report on stderr. `once`: it is then dismissed; otherwise it waits for a window as well. */
export async function tellRecovery(engine: Engine, output: Output, { once = false } = {}): Promise<void> {
  const recovery = await engine.commands.studio.recovery()
  if (!recovery) return
  output.emit({ event: 'recovery', ...recovery })
  for (const line of linesOf(recovery)) output.complain(line)
  if (once) await engine.commands.studio.dismissRecovery()
}

function linesOf({ jobs, total, queued, restored }: RecoveryNow): string[] {
  const shown = jobs.slice(0, LINES_MAX)
  return [
    ...(restored ? restoreLines(restored) : []),
    ...(total > 0 ? [`Gallop did not stop in order; ${count(total, 'job')} went on:`] : []),
    ...shown.map((job) => `  ${job.stillName}, take ${job.take}: ${DEEDS[job.did]}`),
    ...(total > shown.length ? [`  … and ${total - shown.length} more`] : []),
    ...(total > 0 && queued > 0
      ? [`  ${count(queued, 'job')} in the queue: not sent before, still waiting`]
      : []),
  ]
}

function restoreLines(report: RestoreReport): string[] {
  const { backupAt, setAside, damage, clips, clipsMissing, contradictions, offQueue, tasks, lost } = report
  const source =
    backupAt === null ? 'no sound copy; it begins empty' : `the copy of ${new Date(backupAt).toISOString()}`
  return [
    `The job table was ${setAside ? `damaged (${damage})` : 'gone'}. In its place: ${source}.`,
    ...(setAside ? [`  The damaged file is kept as ${setAside}`] : []),
    `  ${count(clips, 'clip')} saved since came back from the files beside them${clipsMissing > 0 ? `, ${clipsMissing} of them out of sight` : ''}.`,
    ...(contradictions > 0
      ? [`  ${count(contradictions, 'file')} contradict the table and were left alone.`]
      : []),
    ...(offQueue > 0
      ? [`  ${count(offQueue, 'job')} taken off the queue: they may have been submitted since.`]
      : []),
    ...(tasks ? [`  ${count(tasks, 'job')} the service had been asked for came back from the journal.`] : []),
    ...lost.map(
      ({ stillName, take, taskId, cost }) =>
        `  ${stillName}, take ${take}, could not be brought back: task ${taskId ?? 'unknown'}, at most ${formatMoney(cost)}.`,
    ),
    ...(tasks === null
      ? [
          '  What was submitted since and is not on disk cannot be known here; the console of the service lists its tasks of the last 24 hours.',
        ]
      : []),
  ]
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
