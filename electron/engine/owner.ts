/** Owns the claim on a data folder: one process at a time, given free by the system when that process dies. */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { AppError } from '#shared/app-error.ts'

export type Ownership = { release(): void }

/** Claims a folder, made when missing. @throws AppError `data-in-use` naming the holder */
export function ownFolder(dataFolder: string): Ownership {
  mkdirSync(dataFolder, { recursive: true })
  const holderPath = join(dataFolder, 'owner.txt')
  const lock = new Sqlite(join(dataFolder, 'owner.sqlite'), { timeout: 0 })
  try {
    lock.pragma('locking_mode = EXCLUSIVE')
    // The lock lives as long as this transaction, which is never ended: a crash frees it, a stale file cannot hold it.
    lock.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    lock.close()
    throw new AppError('data-in-use', { holder: holderOf(holderPath), path: dataFolder }, { cause })
  }
  writeFileSync(holderPath, `Gallop, process ${process.pid} on ${hostname()}\n`)
  return {
    release() {
      rmSync(holderPath, { force: true })
      lock.close()
    },
  }
}

function holderOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim() || 'Another Gallop'
  } catch {
    return 'Another Gallop'
  }
}
