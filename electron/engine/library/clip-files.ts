/** Owns how a clip comes onto the disk: a `.part` that grows, and one rename that never overwrites. */

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, link, open, rename, rm, stat, unlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { AppError } from '#shared/app-error.ts'
import { onDisk, syncFolder, systemCode } from './disk.ts'

/** A growing file `<name>.part`. Every method throws AppError `disk-refused` when the disk does not take it. */
export type Part = {
  /** Absolute path of the `.part`. */
  readonly path: string
  /** Bytes there already; the next write goes behind them. */
  readonly offset: number
  write(chunk: Uint8Array): Promise<void>
  /** Begins anew at offset 0. */
  restart(): Promise<void>
  /** Puts the file away for later; harmless when repeated. */
  close(): Promise<void>
  /** Removes the file. */
  discard(): Promise<void>
  /**
   * Syncs the file and gives it its final name, the one given at opening unless another is given. `taken`: something
   * else has that name, and nothing happened; try another one.
   */
  finalize(name?: string): Promise<Finalized>
}

export type Finalized = { kind: 'saved'; path: string } | { kind: 'taken' }

/**
 * Opens `<folder>/<name>.part`, made when missing, to be continued where it ends. The folder must exist: making it
 * anew would fill the wrong disk when an external one was unplugged.
 */
export async function openPart(folder: string, name: string): Promise<Part> {
  const path = join(folder, `${plain(name)}.part`)
  return onDisk(path, async () => {
    const handle = await open(path, 'a+')
    const { size } = await handle.stat()
    return partOf(handle, path, folder, name, size)
  })
}

function partOf(handle: FileHandle, path: string, folder: string, name: string, size: number): Part {
  let offset = size
  let isOpen = true
  const close = async () => {
    if (!isOpen) return
    isOpen = false
    await handle.close()
  }
  return {
    path,
    get offset() {
      return offset
    },
    write: (chunk) =>
      onDisk(path, async () => {
        await handle.appendFile(chunk)
        offset += chunk.length
      }),
    restart: () =>
      onDisk(path, async () => {
        await handle.truncate(0)
        offset = 0
      }),
    close: () => onDisk(path, close),
    discard: () =>
      onDisk(path, async () => {
        await close()
        await rm(path, { force: true })
      }),
    finalize: (finalName = name) =>
      onDisk(path, async () => {
        await close()
        await syncFile(path)
        return moveWithoutOverwriting(path, folder, plain(finalName))
      }),
  }
}

/** The bytes reach the disk before the name does; opened anew, for the part may have been put away before. */
async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  await handle.sync().finally(() => handle.close())
}

/** A name that is no path. */
function plain(name: string): string {
  if (name !== '' && name !== '.' && name !== '..' && !/[\\/]/.test(name)) return basename(name)
  throw new AppError('bad-request', { detail: `“${name}” is no file name.` })
}

async function moveWithoutOverwriting(part: string, folder: string, name: string): Promise<Finalized> {
  const target = join(folder, name)
  try {
    await link(part, target)
  } catch (error) {
    const code = systemCode(error)
    if (code === 'EEXIST')
      return (await isSameFile(part, target)) ? settled(part, target, folder) : { kind: 'taken' }
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL', 'EISDIR'].includes(code ?? ''))
      throw error
    return reserveAndRename(part, target, folder)
  }
  return settled(part, target, folder)
}

/** Both names stand for the file, from now on only the final one; also the way on after a crash in between. */
async function settled(part: string, target: string, folder: string): Promise<Finalized> {
  await syncFolder(folder)
  await unlink(part)
  await syncFolder(folder)
  return { kind: 'saved', path: target }
}

async function isSameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([stat(one, { bigint: true }), stat(other, { bigint: true })])
  return a.ino !== 0n && a.ino === b.ino && a.dev === b.dev
}

/** For disks without hard links (exFAT, some network ones): the name is taken first, so the rename replaces only our own empty file. */
export async function reserveAndRename(part: string, target: string, folder: string): Promise<Finalized> {
  try {
    await (await open(target, 'wx')).close()
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return { kind: 'taken' }
    throw error
  }
  try {
    await rename(part, target)
  } catch (error) {
    await rm(target, { force: true })
    throw error
  }
  await syncFolder(folder)
  return { kind: 'saved', path: target }
}

/** Takes away the first name of a clip that has its last one already: a crash came between the two. */
export async function dropPart(folder: string, name: string): Promise<void> {
  const path = join(folder, `${plain(name)}.part`)
  await onDisk(path, () => rm(path, { force: true }))
}

/** Hex SHA-256 of a file. @throws AppError `disk-refused`. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await onDisk(path, () => pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash))
  return hash.digest('hex')
}
