/** Owns a process that begins to measure the clip it is given, gives it up in the middle, and exits as a host does. */

import { setTimeout as pause } from 'node:timers/promises'
import { measure } from '#electron/engine/media/measure.ts'
import { threadsLeft } from '#electron/engine/media/media-thread.ts'

const [path = ''] = process.argv.slice(2)
const leave = new AbortController()
const measured = measure({ path, firstFramePath: null }, leave.signal).catch(() => {})
// Long enough for the thread to have begun, whatever it is at.
await pause(250)
leave.abort()
await measured
await threadsLeft(5_000)
process.exit(0)
