/** Owns the making of clips: what a task's maker is told, and the finished file on disk. */

import { createHash } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { modelFacts, PARAMETER_LIMITS } from '#shared/happyhorse.ts'
import type { ClipMaker, ClipRequest } from './clips/clip-maker.ts'
import { draw } from './draws.ts'
import { tierOf } from './render-time.ts'
import type { Store, TaskRecord } from './store.ts'

/** What a finished clip is known by: its length in bytes, storage's ETag (MD5 in upper case, no quotes) and SHA-256 in hex. */
type MadeClip = { bytes: number; etag: string; sha256: string }

export type RenderDesk = {
  /** Keeps the picture a clip starts from; it may go once the clip is recorded. */
  keepFrame(taskId: string, frame: Uint8Array): Promise<void>
  /** Makes one task's clip; rejects when the maker does. */
  render(task: TaskRecord): Promise<MadeClip>
  dropFrame(taskId: string): Promise<void>
  close(): Promise<void>
}

/** A desk that keeps its files in `store`; `seed` draws the seeds that requests leave open. */
export function renderDesk(store: Store, maker: ClipMaker, seed: number): RenderDesk {
  let closed = false
  return {
    keepFrame: (taskId, frame) => writeFile(store.frameFile(taskId), frame),
    async render(task) {
      const firstFrame = task.hasFrame ? await readFile(store.frameFile(task.taskId)) : undefined
      // A maker told to stop must not be asked anew by a render that was still reading its still.
      if (closed) throw new Error('The rehearsal service is closing.')
      const clip = await maker.make(requestOf(task, firstFrame, seed))
      const file = store.clipFile(task.taskId)
      await writeFile(`${file}.part`, clip)
      await rename(`${file}.part`, file)
      const hash = (algorithm: string) => createHash(algorithm).update(clip).digest('hex')
      return { bytes: clip.byteLength, etag: hash('md5').toUpperCase(), sha256: hash('sha256') }
    },
    dropFrame: (taskId) => rm(store.frameFile(taskId), { force: true }),
    close() {
      closed = true
      return maker.close()
    },
  }
}

function requestOf(task: TaskRecord, firstFrame: Buffer | undefined, seed: number): ClipRequest {
  const { min, max } = PARAMETER_LIMITS.durationSeconds
  return {
    task: modelFacts(task.model)?.task ?? 'i2v',
    prompt: task.prompt,
    seed: task.seed ?? Math.floor(draw(seed, 'seed', task.ordinal) * 2 ** 31),
    // The maker takes whole seconds; an edited video may have any.
    durationSeconds: Math.min(Math.max(Math.round(task.outputSeconds), min), max),
    tier: tierOf(task.resolution),
    watermark: task.watermark,
    ...(firstFrame && { firstFrame }),
    ...(task.ratio && { ratio: task.ratio }),
  }
}
