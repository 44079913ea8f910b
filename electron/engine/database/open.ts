/** Owns how the database file is opened: checked, durable, in its present shape. */

import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Sqlite, { type Database } from 'better-sqlite3'
import { AppError, toAppError } from '#shared/app-error.ts'
import { KNOWN_VERSION, migrate } from './migrate.ts'

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
    throw unreadable(thrown)
  }
}

function unreadable(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  return new AppError(
    'data-unreadable',
    { detail: toAppError(thrown).values.detail ?? '' },
    { cause: thrown },
  )
}

/**
 * Opens the job table for reading only, unchecked. What an older program has written is read from a copy in memory
 * that has the present shape. @throws AppError `data-from-future`, `data-unreadable`
 */
export function openForReading(path: string): Database {
  let db: Database | undefined
  try {
    db = new Sqlite(path, { readonly: true, fileMustExist: true })
    if ((db.pragma('user_version', { simple: true }) as number) === KNOWN_VERSION) return db
    const image = db.serialize()
    db.close()
    // Bytes 18 and 19 say that there is a write-ahead log; memory has none.
    image.fill(1, 18, 20)
    db = new Sqlite(image)
    migrate(db, null, 0)
    return db
  } catch (thrown) {
    db?.close()
    throw unreadable(thrown)
  }
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
