/** Owns the way from an older shape of the tables to the present one. */

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { AppError } from '#shared/app-error.ts'
import { backupName } from './backups.ts'
import { firstTables } from './migrations/0001-first-tables.ts'
import { bookings } from './migrations/0002-bookings.ts'
import { losses } from './migrations/0003-losses.ts'
import { queues } from './migrations/0004-queues.ts'
import { library } from './migrations/0005-library.ts'
import { experiments } from './migrations/0006-experiments.ts'
import { judging } from './migrations/0007-judging.ts'
import { measures } from './migrations/0008-measures.ts'
import { pins } from './migrations/0009-pins.ts'
import { notesInSearch } from './migrations/0010-notes-in-search.ts'
import { experimentNotes } from './migrations/0011-experiment-notes.ts'
import { tickets } from './migrations/0012-tickets.ts'
import { experimentSaves } from './migrations/0013-experiment-saves.ts'
import { declareSearchText } from './search-text.ts'

/** In order; the place in the list, from 1, is the version it leads to. */
const MIGRATIONS: readonly string[] = [
  firstTables,
  bookings,
  losses,
  queues,
  library,
  experiments,
  judging,
  measures,
  pins,
  notesInSearch,
  experimentNotes,
  tickets,
  experimentSaves,
]

/** Version this program writes; kept in `PRAGMA user_version`. */
export const KNOWN_VERSION = MIGRATIONS.length

/**
 * Brings a database to {@link KNOWN_VERSION}. One with rows in it is copied to `backupsFolder` first, unless that is null.
 * @throws AppError `data-from-future` when a newer program has written it; nothing is changed then.
 */
export function migrate(db: Database, backupsFolder: string | null, now: number): void {
  migrateWith(db, MIGRATIONS, backupsFolder, now)
}

/** The same with a list of one's own. */
export function migrateWith(
  db: Database,
  migrations: readonly string[],
  backupsFolder: string | null,
  now: number,
): void {
  const known = migrations.length
  const found = db.pragma('user_version', { simple: true }) as number
  if (found > known) throw new AppError('data-from-future', { found, known })
  if (found === known) return
  declareSearchText(db)
  if (found > 0 && backupsFolder !== null) backUp(db, backupsFolder, found, now)
  db.transaction(() => {
    for (const sql of migrations.slice(found)) db.exec(sql)
    db.pragma(`user_version = ${known}`)
  }).exclusive()
}

function backUp(db: Database, folder: string, version: number, now: number): void {
  mkdirSync(folder, { recursive: true })
  db.prepare('VACUUM INTO ?').run(join(folder, backupName(now, version)))
}
