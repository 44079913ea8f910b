/**
 * Owns the frames of the many clips of a large sheet, made small one clip after the other and kept in one file until it is
 * done: a decoder holds some dozens of full frames, and a hundred of them at once more memory than a studio has.
 */

import { type FileHandle, open, rm } from 'node:fs/promises'
import sharp from 'sharp'
import type { OpenClip } from '../open-clip.ts'
import { breathe, type Talk } from '../talk.ts'
import { MovingPane } from './moving-pane.ts'
import type { Pane } from './pane.ts'
import { onDisk } from './refused.ts'
import type { Box, Size } from './sheet-plan.ts'

/** So fine that nobody sees it was kept. */
const KEPT_AS = { quality: 95, chromaSubsampling: '4:4:4' } as const

/** Pictures made small while the next frame is decoded. */
const UNDER_WAY_MAX = 4

/** Where a frame lies in the file, and the second of the clock at which it is shown. */
type Kept = { at: number; offset: number; length: number }

export class KeptFrames {
  readonly #path: string
  readonly #file: FileHandle
  #end = 0

  private constructor(path: string, file: FileHandle) {
    this.#path = path
    this.#file = file
  }

  /** @throws AppError `export-refused` */
  static async open(path: string): Promise<KeptFrames> {
    return new KeptFrames(path, await onDisk(() => open(path, 'w+')))
  }

  /** Every frame that is on screen at one of `moments`, in the size of its place. @throws AppError `export-refused`, `given-up` */
  async keep(clip: OpenClip, wish: KeepWish, talk: Talk): Promise<Pane> {
    const { aheadMs, box, moments } = wish
    const pane = await MovingPane.open(clip, aheadMs)
    const kept: Promise<Kept>[] = []
    try {
      for (const [count, at] of moments.entries()) {
        const moved = await pane.goTo(at)
        if (moved || kept.length === 0) kept.push(this.#keepOne(at, await pane.reduced(box), box))
        await kept.at(-UNDER_WAY_MAX)
        talk.tell((count + 1) / moments.length)
        await breathe(talk)
      }
    } finally {
      await pane.close()
      // What is still on its way must not come into a file that is closed.
      await Promise.allSettled(kept)
    }
    return this.#paneOf(await Promise.all(kept))
  }

  async close(): Promise<void> {
    await this.#file.close()
    await rm(this.#path, { force: true })
  }

  async #keepOne(at: number, from: Size & { rgba: Uint8Array }, { width, height }: Box): Promise<Kept> {
    const raw = { width: from.width, height: from.height, channels: 4 } as const
    const picture = sharp(from.rgba, { raw }).removeAlpha().resize(width, height, { fit: 'fill' })
    const bytes = await picture.jpeg(KEPT_AS).toBuffer()
    const place = { offset: this.#end, length: bytes.length }
    this.#end += bytes.length
    await onDisk(() => this.#file.write(bytes, 0, bytes.length, place.offset))
    return { at, ...place }
  }

  #paneOf(kept: readonly Kept[]): Pane {
    let shown = 0
    return {
      goTo: async (seconds) => {
        const before = shown
        while ((kept[shown + 1]?.at ?? Number.POSITIVE_INFINITY) <= seconds) shown += 1
        return shown !== before
      },
      pixels: async () => {
        const { offset, length } = kept[shown] as Kept
        const bytes = Buffer.alloc(length)
        await this.#file.read(bytes, 0, length, offset)
        return new Uint8Array(await sharp(bytes).ensureAlpha().raw().toBuffer())
      },
      close: async () => {},
    }
  }
}

export type KeepWish = { aheadMs: number; box: Box; moments: readonly number[] }
