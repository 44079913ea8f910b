/** Owns telling a broken job table from every other trouble with it. */

import Sqlite from 'better-sqlite3'

/** True for what SQLite throws when the file holds something else than it had written; not when a disk says no for a while. */
export function isDamage(thrown: unknown): boolean {
  return thrown instanceof Sqlite.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(thrown.code)
}
