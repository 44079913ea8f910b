/** Owns telling a broken job table, and one whose disk takes nothing more, from every other trouble with it. */

import Sqlite from 'better-sqlite3'

/** True for what SQLite throws when the file holds something else than it had written; not when a disk says no for a while. */
export function isDamage(thrown: unknown): boolean {
  return thrown instanceof Sqlite.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(thrown.code)
}

/** True for what SQLite throws when its disk is full, cannot be written, or fails: what was being written is undone. */
export function isRefusal(thrown: unknown): boolean {
  return thrown instanceof Sqlite.SqliteError && /^SQLITE_(FULL|READONLY|CANTOPEN|IOERR)/.test(thrown.code)
}
