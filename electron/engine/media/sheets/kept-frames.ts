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
import type { Box } from './sheet-plan.ts'

/** So fine that nobody sees it was kept. */
const KEPT_AS = { quality: 95, chromaSubsampling: '4:4:4' } as const

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
    const kept: Kept[] = []
    try {
      for (const at of moments) {
        const moved = await pane.goTo(at)
        if (moved || kept.length === 0) kept.push({ at, ...(await this.#write(await pane.pixels(box), box)) })
        await breathe(talk)
      }
    } finally {
      await pane.close()
    }
    return this.#paneOf(kept)
  }

  async close(): Promise<void> {
    await this.#file.close()
    await rm(this.#path, { force: true })
  }

  async #write(rgba: Uint8Array, { width, height }: Box): Promise<Omit<Kept, 'at'>> {
    const picture = sharp(rgba, { raw: { width, height, channels: 4 } }).removeAlpha()
    const bytes = await picture.jpeg(KEPT_AS).toBuffer()
    const place = { offset: this.#end, length: bytes.length }
    await onDisk(() => this.#file.write(bytes, 0, bytes.length, place.offset))
    this.#end += bytes.length
    return place
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
