/** Owns the claim on a data folder: one process at a time, given free by the system when that process dies. */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import Sqlite, { type Database } from 'better-sqlite3'
import { AppError, reasonOf } from '#shared/app-error.ts'

export type Ownership = {
  /** Writes down where the owner can be reached, for whoever comes second. */
  announce(address: string): void
  release(): void
}

/** Claims a folder, made when missing. @throws AppError `data-in-use` naming the holder, `folder-unusable` */
export function ownFolder(dataFolder: string): Ownership {
  mkdirSync(dataFolder, { recursive: true })
  const holderPath = join(dataFolder, 'owner.txt')
  const lock = openLock(dataFolder)
  try {
    lock.pragma('locking_mode = EXCLUSIVE')
    // The lock lives as long as this transaction, which is never ended: a crash frees it, a stale file cannot hold it.
    lock.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    lock.close()
    if (isHeld(cause)) {
      throw new AppError('data-in-use', { holder: holderOf(holderPath), path: dataFolder }, { cause })
    }
    const detail = `No file can be locked there (${reasonOf(cause)}), and two Gallops at once could pay twice.`
    throw new AppError('folder-unusable', { path: dataFolder, detail }, { cause })
  }
  const holder = `Gallop, process ${process.pid} on ${hostname()}`
  writeFileSync(holderPath, `${holder}\n`)
  return {
    announce: (address) => writeFileSync(holderPath, `${holder}, open at ${address}\n`),
    release() {
      rmSync(holderPath, { force: true })
      lock.close()
    },
  }
}

function openLock(dataFolder: string): Database {
  try {
    return new Sqlite(join(dataFolder, 'owner.sqlite'), { timeout: 0 })
  } catch (cause) {
    throw new AppError('folder-unusable', { path: dataFolder, detail: reasonOf(cause) }, { cause })
  }
}

/** Anything but a lock that somebody holds is a disk that cannot lock. */
function isHeld(cause: unknown): boolean {
  return cause instanceof Sqlite.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(cause.code)
}

function holderOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim() || 'Another Gallop'
  } catch {
    return 'Another Gallop'
  }
}
