/** Owns the dated copies of the job table: their names, how one is made while the studio works, how many are kept. */

import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'

/** Daily copies kept; those made before a migration stay for good. */
const KEPT = 7
/** Pages copied before everybody else has a turn: 400 KB, some milliseconds. */
const PAGES_A_TURN = 100
const NAME = /^gallop-(v\d+-)?(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d\.\d{3}Z)\.sqlite$/

export type Backup = { path: string; madeAt: number; isDaily: boolean }

/** `gallop-2026-11-22T04-00-00.000Z.sqlite`, with `v3-` for a copy made before a migration from that version. */
export function backupName(now: number, version?: number): string {
  const stamp = new Date(now).toISOString().replaceAll(':', '-')
  return `gallop-${version === undefined ? '' : `v${version}-`}${stamp}.sqlite`
}

/** Newest first; none when the folder is not there. */
export function listBackups(folder: string): Backup[] {
  return namesIn(folder)
    .flatMap((name) => {
      const [found, version, day, hour, minute, second] = NAME.exec(name) ?? []
      if (!found) return []
      const madeAt = Date.parse(`${day}${hour}:${minute}:${second}`)
      return [{ path: join(folder, name), madeAt, isDaily: version === undefined }]
    })
    .sort((one, other) => other.madeAt - one.madeAt)
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/**
 * Copies an open database page by page, letting others go on in between; it appears under its name when it is
 * whole. Undefined when it was broken off.
 * @throws Error when the disk does not take it
 */
export async function makeBackup(
  db: Database,
  folder: string,
  now: number,
  leaving: AbortSignal,
): Promise<string | undefined> {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, backupName(now))
  const unfinished = `${path}.part`
  rmSync(unfinished, { force: true })
  const brokenOff = new Error('left')
  try {
    await db.backup(unfinished, {
      progress: () => {
        if (leaving.aborted) throw brokenOff
        return PAGES_A_TURN
      },
    })
    renameSync(unfinished, path)
  } catch (thrown) {
    rmSync(unfinished, { force: true })
    if (thrown === brokenOff) return undefined
    throw thrown
  }
  throwAwayOld(folder)
  return path
}

/** Also what a crash left half-made. */
function throwAwayOld(folder: string): void {
  const daily = listBackups(folder).filter((one) => one.isDaily)
  for (const { path } of daily.slice(KEPT)) rmSync(path, { force: true })
  for (const name of namesIn(folder).filter((one) => one.endsWith('.sqlite.part'))) {
    rmSync(join(folder, name), { force: true })
  }
}
