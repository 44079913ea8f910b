/** Owns what happens to a job table that is damaged or gone: set aside under a name that says so, replaced by its newest sound copy. */

import { copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Sqlite, { type Database } from 'better-sqlite3'
import { AppError } from '#shared/app-error.ts'
import { type Backup, listBackups } from './backups.ts'
import { isDamage } from './damage.ts'
import { KNOWN_VERSION } from './migrate.ts'
import { openDatabase } from './open.ts'

export type Rescue = {
  /** Where the damaged file is now; null when there was none. */
  setAside: string | null
  /** What was wrong, in SQLite's words; empty when the file was gone. */
  damage: string
  /** The copy that took its place; null: the tables begin empty. */
  backup: Backup | null
}

/** Folder of the copies, beside the database. */
export function backupsFolder(databasePath: string): string {
  return join(dirname(databasePath), 'backups')
}

/**
 * Opens the job table, or what takes its place. `wasThere`: something else tells that there was one, so a missing
 * file is a loss and no beginning. Only damage is answered this way: a disk that says no for a while is told.
 * @throws AppError `data-from-future`, `data-unreadable`
 */
export function openOrRescue(
  path: string,
  now: number,
  wasThere: boolean,
): { db: Database; rescue: Rescue | null } {
  const backups = listBackups(backupsFolder(path))
  const gone = !existsSync(path) || statSync(path).size === 0
  if (gone && (wasThere || backups.length > 0)) return replaced(path, now, backups, '')
  try {
    const db = openDatabase(path, now)
    return { db, rescue: unfinishedRescue(db) }
  } catch (thrown) {
    const damage = damageOf(thrown)
    if (damage === undefined) throw thrown
    return replaced(path, now, backups, damage)
  }
}

/** SQLite's words when the file itself is broken; undefined for every other trouble. */
function damageOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof AppError) || thrown.code !== 'data-unreadable') return undefined
  const { cause } = thrown
  const isBroken = cause === undefined || isDamage(cause)
  return isBroken ? String(thrown.values.detail ?? '') : undefined
}

function replaced(path: string, now: number, backups: readonly Backup[], damage: string) {
  const setAside = putAside(path, now)
  const backup = backups.find((one) => isSound(one.path)) ?? null
  const rescue = { setAside, damage, backup }
  const unfinished = `${path}.part`
  for (const suffix of ['', '-wal', '-shm']) rmSync(unfinished + suffix, { force: true })
  if (backup) copyFileSync(backup.path, unfinished)
  const db = openDatabase(unfinished, now)
  db.prepare(`INSERT OR REPLACE INTO settings (key, value) VALUES ('${UNFINISHED}', ?)`).run(
    JSON.stringify(rescue),
  )
  db.close()
  renameSync(unfinished, path)
  return { db: openDatabase(path, now), rescue }
}

/** Under this key the new table knows that it is not complete yet: whoever was stopped meanwhile begins again. */
const UNFINISHED = 'rescue'

function unfinishedRescue(db: Database): Rescue | null {
  const text = db.prepare<[], string>(`SELECT value FROM settings WHERE key = '${UNFINISHED}'`).pluck().get()
  return text === undefined ? null : (JSON.parse(text) as Rescue)
}

/** What the rescue has brought back is complete. */
export function endRescue(db: Database): void {
  db.prepare(`DELETE FROM settings WHERE key = '${UNFINISHED}'`).run()
}

/** A journal left behind would be played into the file that takes its place. */
function putAside(path: string, now: number): string | null {
  const stamp = new Date(now).toISOString().replaceAll(':', '-')
  const aside = `${path}.damaged-${stamp}`
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix)
  }
  if (!existsSync(path)) return null
  if (statSync(path).size === 0) {
    rmSync(path)
    return null
  }
  renameSync(path, aside)
  return aside
}

function isSound(path: string): boolean {
  let db: Database | undefined
  try {
    db = new Sqlite(path, { readonly: true, fileMustExist: true })
    const version = db.pragma('user_version', { simple: true }) as number
    const isWhole = db.pragma('integrity_check(1)', { simple: true }) === 'ok'
    return isWhole && version > 0 && version <= KNOWN_VERSION
  } catch {
    return false
  } finally {
    db?.close()
  }
}
