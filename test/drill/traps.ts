/** Owns the trap of a life: it kills the process, without any farewell, at one exact point that any of its engines reaches. */

import { subscribe } from 'node:diagnostics_channel'
import { writeFileSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Life } from './life.ts'
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
export function onEvent(trap: Trap, event: string): void {
  if (trap?.kill.at === 'event' && event === `job.${trap.kill.event}`) spring(trap)
}

/** Told when a clip has its last name and its row is not written yet. */
export function onRenamed(trap: Trap): void {
  if (trap?.kill.at === 'renamed') spring(trap)
}

/** Told when the engines have begun to work: a trap that nothing sets off goes off by itself. */
export function onBegin(trap: Trap, index: number): void {
  if (trap?.index !== index) return
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), trap.kill.afterMs)
}

/** Watches the wire: a create that has gone out whole, a while after that, or the head of its answer. */
export function onCreateSent(trap: Trap): void {
  if (!trap || !['sent', 'between', 'answered'].includes(trap.kill.at)) return
  const { kill } = trap
  const channel = kill.at === 'answered' ? 'undici:request:headers' : 'undici:request:bodySent'
  subscribe(channel, (message) => {
    // Undici tells of every step of a request with the request itself.
    const { request } = message as { request: { path?: string } }
    if (!request.path?.endsWith('/video-synthesis')) return
    if (kill.at === 'between') setTimeout(() => spring(trap), kill.laterMs)
    else spring(trap)
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
