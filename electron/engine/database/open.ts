/** Owns how the database file is opened: checked, durable, in its present shape. */

import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Sqlite, { type Database } from 'better-sqlite3'
import { AppError, toAppError } from '#shared/app-error.ts'
import { migrate } from './migrate.ts'

/** Opens the job table, made when missing. @throws AppError `data-from-future`, `data-unreadable` */
export function openDatabase(path: string, now: number): Database {
  mkdirSync(dirname(path), { recursive: true })
  let db: Database | undefined
  try {
    db = new Sqlite(path)
    check(db)
    prepareConnection(db)
    migrate(db, join(dirname(path), 'backups'), now)
    return db
  } catch (thrown) {
    db?.close()
    if (thrown instanceof AppError) throw thrown
    throw new AppError(
      'data-unreadable',
      { detail: toAppError(thrown).values.detail ?? '' },
      { cause: thrown },
    )
  }
}

/** Opens the job table for reading only; it is neither checked nor migrated. */
export function openForReading(path: string): Database {
  return new Sqlite(path, { readonly: true, fileMustExist: true })
}

function check(db: Database): void {
  const verdict = db.pragma('quick_check(1)', { simple: true })
  if (verdict !== 'ok') throw new AppError('data-unreadable', { detail: String(verdict) })
}

/** FULL, not NORMAL: a claim that a power cut undoes would be submitted, and paid, a second time. */
function prepareConnection(db: Database): void {
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  db.pragma('busy_timeout = 5000')
}
