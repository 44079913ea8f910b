/** Owns the way from a shot's still to the first frame that will be sent: looked at again when the file has changed. */

import { join } from 'node:path'
import { AppError } from '#shared/app-error.ts'
import { passes, wordsForFinding } from '#shared/finding.ts'
import type { StillFacts } from '../preflight/facts.ts'
import { judge } from '../preflight/judge.ts'
import { type FirstFrame, prepare } from '../preflight/prepare.ts'
import { isAsKept } from './inspections.ts'
import { foundOr, type Studio } from './studio-context.ts'

export type ReadyStill = { stillId: string; name: string; sha256: string; frame: FirstFrame }

/** The first frame of a still as it is on the disk now. @throws AppError `still-blocked` */
export async function readyStill(studio: Studio, stillId: string): Promise<ReadyStill> {
  const row = foundOr('still', studio.tables.stills.byId(stillId))
  const kept: StillFacts | null = row.facts === null ? null : JSON.parse(row.facts)
  const facts = kept && (await isAsKept(kept)) ? kept : await studio.inspections.look(row)
  const findings = judge(facts)
  if (!passes(findings) || facts.sha256 === null) {
    const blocking = findings.filter((one) => one.level === 'block')
    const detail = blocking.map((one) => `${wordsForFinding(one).says}.`).join(' ')
    throw new AppError('still-blocked', { detail: detail || 'It could not be read to its end.' })
  }
  const frame = await prepare(facts, join(studio.dataFolder, 'first-frames'))
  return { stillId, name: row.name, sha256: facts.sha256, frame }
}
