/** Owns the traps of a life: each kills the process, without any farewell, at one exact point. */

import { subscribe } from 'node:diagnostics_channel'
import { writeFileSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Life, Part } from './life.ts'
import type { Kill } from './plan.ts'

type Trap = { index: number; kill: Kill; mark: string; left: number } | undefined

export function trapFor(kill: Life['kill']): Trap {
  return kill && { ...kill, left: 'nth' in kill.kill ? kill.kill.nth : 1 }
}

function spring(trap: NonNullable<Trap>): void {
  trap.left -= 1
  if (trap.left > 0) return
  writeFileSync(trap.mark, '')
  process.kill(process.pid, 'SIGKILL')
}

/** Told of every line of the log, which is written right after its commit. */
export function onEvent(trap: Trap, index: number, event: string): void {
  if (trap?.index === index && trap.kill.at === 'event' && event === `job.${trap.kill.event}`) spring(trap)
}

/** Told when a clip has its last name and its row is not written yet. */
export function onRenamed(trap: Trap, index: number): void {
  if (trap?.index === index && trap.kill.at === 'renamed') spring(trap)
}

/** Told when its engine begins to work: a trap that nothing sets off goes off by itself. */
export function onBegin(trap: Trap, index: number): void {
  if (trap?.index !== index) return
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), trap.kill.afterMs)
}

/** Watches the wire: a create that has gone out whole, or the head of its answer. */
export function onCreateSent(trap: Trap, parts: readonly Part[]): void {
  const part = parts.find((one) => one.index === trap?.index)
  if (!trap || !part || (trap.kill.at !== 'sent' && trap.kill.at !== 'answered')) return
  const channel = trap.kill.at === 'sent' ? 'undici:request:bodySent' : 'undici:request:headers'
  subscribe(channel, (message) => {
    // Undici tells of every step of a request with the request itself.
    const { request } = message as { request: { origin?: unknown; path?: string } }
    const mine = String(request.origin) === new URL(part.baseUrl).origin
    if (mine && request.path?.endsWith('/video-synthesis')) spring(trap)
  })
}

let fullFor = 0
let patched: Promise<void> | undefined

/** The next so many writes into a file fail for want of space. */
export async function fillDisk(writes: number): Promise<void> {
  fullFor += writes
  patched ??= patchWrites()
  await patched
}

async function patchWrites(): Promise<void> {
  const handle = await open(fileURLToPath(import.meta.url))
  const prototype = Object.getPrototypeOf(handle) as FileHandle
  await handle.close()
  const { appendFile } = prototype
  prototype.appendFile = function (this: FileHandle, ...given: Parameters<FileHandle['appendFile']>) {
    if (fullFor === 0) return appendFile.apply(this, given)
    fullFor -= 1
    return Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }))
  }
}
