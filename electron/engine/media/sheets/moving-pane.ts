/** Owns one clip on its way along a sheet's clock: always the frame that is on screen then, by the container's times. */

import { EncodedPacketSink, type InputVideoTrack, type VideoSample, VideoSampleSink } from 'mediabunny'
import { PlaneShrinker } from '../measuring/plane-shrinker.ts'
import { broken, type OpenClip } from '../open-clip.ts'
import type { Pane } from './pane.ts'
import type { Box, Size } from './sheet-plan.ts'

/** Times closer than this are one. */
const SAME_SECONDS = 1e-4

export class MovingPane implements Pane {
  readonly #samples: AsyncGenerator<VideoSample, void>
  readonly #start: number
  readonly #ahead: number
  #shown: VideoSample | undefined
  #next: VideoSample | undefined
  #shrinker: PlaneShrinker | undefined

  private constructor(samples: AsyncGenerator<VideoSample, void>, start: number, ahead: number) {
    this.#samples = samples
    this.#start = start
    this.#ahead = ahead
  }

  /** `aheadMs`: how much the clip runs ahead of the clock. @throws AppError `download-broken` without any frame */
  static async open({ video }: OpenClip, aheadMs: number): Promise<MovingPane> {
    const start = await video.getFirstTimestamp()
    const pane = new MovingPane(new VideoSampleSink(video).samples(), start, aheadMs / 1000)
    pane.#shown = await pane.#take()
    pane.#next = await pane.#take()
    if (!pane.#shown) throw broken('the file has no frames')
    return pane
  }

  async goTo(seconds: number): Promise<boolean> {
    let moved = false
    while (this.#next && this.#timeOf(this.#next) <= seconds + SAME_SECONDS) {
      this.#shown?.close()
      this.#shown = this.#next
      this.#next = await this.#take()
      moved = true
    }
    return moved
  }

  async pixels({ width, height }: Box): Promise<Uint8Array> {
    if (!this.#shown) throw broken('the frame does not decode')
    using scaled = await this.#shown.transform({ width, height, fit: 'fill' })
    const rgba = new Uint8Array(width * height * 4)
    await scaled.copyTo(rgba, { format: 'RGBA' })
    return rgba
  }

  /** RGBA of the frame shown, at least as large as its place: several times as quick where the place is much smaller. */
  async reduced(box: Box): Promise<Size & { rgba: Uint8Array }> {
    if (!this.#shown) throw broken('the frame does not decode')
    const { width, height } = this.#shown.visibleRect
    const factor = Math.floor(Math.min(width / box.width, height / box.height))
    if (factor < 2) return { ...box, rgba: await this.pixels(box) }
    const size = { width: Math.floor(width / factor), height: Math.floor(height / factor) }
    this.#shrinker ??= new PlaneShrinker(size, factor)
    if (!this.#shrinker.fits(this.#shown)) return { ...box, rgba: await this.pixels(box) }
    const rgba = new Uint8Array(size.width * size.height * 4)
    await this.#shrinker.shrink(this.#shown, rgba)
    return { ...size, rgba }
  }

  async close(): Promise<void> {
    this.#shown?.close()
    this.#next?.close()
    await this.#samples.return()
  }

  #timeOf(sample: VideoSample): number {
    return sample.timestamp - this.#start - this.#ahead
  }

  async #take(): Promise<VideoSample | undefined> {
    const { value } = await this.#samples.next()
    return value || undefined
  }
}

export async function displaySize(video: InputVideoTrack): Promise<Size> {
  return { width: await video.getDisplayWidth(), height: await video.getDisplayHeight() }
}

/** Seconds of the clock at which the clip shows another frame, and the one at which it ends. */
export async function momentsOf(
  { video }: OpenClip,
  aheadMs: number,
): Promise<{ at: number[]; end: number }> {
  const start = await video.getFirstTimestamp()
  const at: number[] = []
  let lasts = 0
  for await (const packet of new EncodedPacketSink(video).packets(undefined, undefined, {
    metadataOnly: true,
  })) {
    at.push(packet.timestamp - start - aheadMs / 1000)
    lasts = packet.duration
  }
  at.sort((a, b) => a - b)
  const last = at.at(-1) ?? 0
  // How long the last frame is there is not always told; then it is as long as the one before.
  return { at, end: last + Math.max(lasts, last - (at.at(-2) ?? last)) }
}
