/** Owns the log as lines of JSON, and on disk: one file a day in the data folder, the oldest removed. */

import { appendFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Ports } from '#electron/engine/ports.ts'

type Log = Ports['log']
type LogFields = Parameters<Log['info']>[1]

/** Days of log that are kept. */
const KEPT_FILES = 14
const LOG_NAME = /^gallop-\d{4}-\d{2}-\d{2}\.log$/

/** Opens the log in `<data folder>/logs`. A log that cannot be written never stops the work. */
export function openLogFile(dataFolder: string, now: () => number): Log {
  const folder = join(dataFolder, 'logs')
  mkdirSync(folder, { recursive: true })
  const old = readdirSync(folder).filter((name) => LOG_NAME.test(name))
  for (const name of old.sort().slice(0, -KEPT_FILES)) rmSync(join(folder, name), { force: true })
  return logTo((line) => {
    const day = new Date(now()).toISOString().slice(0, 10)
    try {
      appendFileSync(join(folder, `gallop-${day}.log`), line)
    } catch {
      // A full disk is told by the download that fails on it.
    }
  }, now)
}

/** A log that writes its lines somewhere. */
export function logTo(write: (line: string) => void, now: () => number): Log {
  const at = (level: string) => (event: string, fields?: LogFields) =>
    write(`${JSON.stringify({ at: new Date(now()).toISOString(), level, event, ...fields })}\n`)
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}
