/** Owns one-at-a-time work among processes that start at once on one clone. */

import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A lock whose owner has not written its name by then was left by one that died. */
const NAMELESS_MS = 5_000

/**
 * Runs `work` while holding the folder `path` as a lock; waits while a living process holds it.
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, work) {
  while (!(await take(path))) {
    if (await abandoned(path)) await rm(path, { recursive: true, force: true })
    else await sleep(250)
  }
  try {
    return await work()
  } finally {
    await rm(path, { recursive: true, force: true })
  }
}

async function take(path) {
  try {
    await mkdir(path)
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
  await writeFile(join(path, 'pid'), String(process.pid))
  return true
}

async function abandoned(path) {
  const pid = Number(await readFile(join(path, 'pid'), 'utf8').catch(() => ''))
  if (pid) return !alive(pid)
  const made = await stat(path).catch(() => undefined)
  return made !== undefined && Date.now() - made.mtimeMs > NAMELESS_MS
}

function alive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
