/**
 * Owns a faster H.264 encoder for the clips: the same x264 that `@mediabunny/server` drives, at a preset that
 * costs a quarter of the time, at constant visual quality, and with its colours tagged. It stays out of mediabunny's
 * registry, which is one for the whole process: every other writer of H.264 would get this encoder as well.
 */

import { EncodedPacket, type EncodedVideoPacketSource } from 'mediabunny'
import {
  AV_PIX_FMT_YUV420P,
  AVCOL_PRI_SMPTE170M,
  AVCOL_RANGE_MPEG,
  AVCOL_SPC_SMPTE170M,
  AVCOL_TRC_SMPTE170M,
  Codec,
  CodecContext,
  FF_ENCODER_LIBX264,
  FFmpegError,
  Frame,
  Packet,
  Rational,
} from 'node-av'

/** Constant rate factor, 0 lossless to 51: visually clean. */
const RATE_FACTOR = '21'
const MICROSECONDS = 1_000_000
/** Frames between two key frames at most; rare, as in published clips: each one makes fine texture jump a little. */
const KEY_FRAME_INTERVAL = 250

/**
 * What the frames are painted in. BT.601 at every size: readers that ignore the tag take it for granted.
 */
export const CLIP_COLOUR = {
  primaries: 'smpte170m',
  transfer: 'smpte170m',
  matrix: 'smpte170m',
  fullRange: false,
} as const satisfies VideoColorSpaceInit

export type X264Wish = { width: number; height: number; frameRate: number }

/** When a frame is shown and how long, s. */
export type FrameTime = { timestamp: number; duration: number }

/** Writes one track of H.264: I420 frames in, in order, packets into `source`. Close it whatever happens. */
export class X264Encoder {
  readonly #wish: X264Wish
  readonly #source: EncodedVideoPacketSource
  readonly #context = new CodecContext()
  readonly #frame = new Frame()
  readonly #packet = new Packet()
  /** Seconds by timestamp in µs, of the frames inside: x264 tells no duration of a frame that it held back. */
  readonly #durations = new Map<bigint, number>()
  #announced = false

  private constructor(wish: X264Wish, source: EncodedVideoPacketSource) {
    this.#wish = wish
    this.#source = source
  }

  static async open(wish: X264Wish, source: EncodedVideoPacketSource): Promise<X264Encoder> {
    const encoder = new X264Encoder(wish, source)
    try {
      await encoder.#open()
    } catch (thrown) {
      encoder.close()
      throw thrown
    }
    return encoder
  }

  async #open(): Promise<void> {
    const { width, height, frameRate } = this.#wish
    const context = this.#context
    context.allocContext3(Codec.findEncoderByName(FF_ENCODER_LIBX264))
    context.width = width
    context.height = height
    context.pixelFormat = AV_PIX_FMT_YUV420P
    context.timeBase = new Rational(1, MICROSECONDS)
    context.framerate = new Rational(Math.round(frameRate), 1)
    context.gopSize = KEY_FRAME_INTERVAL
    context.colorPrimaries = AVCOL_PRI_SMPTE170M
    context.colorTrc = AVCOL_TRC_SMPTE170M
    context.colorSpace = AVCOL_SPC_SMPTE170M
    context.colorRange = AVCOL_RANGE_MPEG
    context.setOption('preset', 'veryfast')
    context.setOption('profile', 'high')
    context.setOption('crf', RATE_FACTOR)
    FFmpegError.throwIfError(await context.open2(), 'Open x264')
    this.#frame.alloc()
    this.#frame.format = AV_PIX_FMT_YUV420P
    this.#frame.width = width
    this.#frame.height = height
    this.#packet.alloc()
  }

  /** `pixels`: one frame, planes Y, U and V one after the other, not to be painted anew before this is done. */
  async encode(pixels: Uint8Array, { timestamp, duration }: FrameTime): Promise<void> {
    this.#frame.fromBuffer(Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength))
    this.#frame.pts = BigInt(Math.round(timestamp * MICROSECONDS))
    this.#frame.duration = BigInt(Math.round(duration * MICROSECONDS))
    this.#frame.timeBase = new Rational(1, MICROSECONDS)
    this.#durations.set(this.#frame.pts, duration)
    FFmpegError.throwIfError(await this.#context.sendFrame(this.#frame), 'Send frame')
    await this.#emit()
  }

  /** After the last frame: hands on what is still inside and ends the track. */
  async finish(): Promise<void> {
    FFmpegError.throwIfError(await this.#context.sendFrame(null), 'Flush x264')
    await this.#emit()
    this.#source.close()
  }

  close(): void {
    this.#context.freeContext()
    this.#frame.free()
    this.#packet.free()
  }

  /** Hands on every packet that is ready; a negative answer means there is none. */
  async #emit(): Promise<void> {
    while ((await this.#context.receivePacket(this.#packet)) >= 0) {
      const { data, pts, isKeyframe } = this.#packet
      if (!data) continue
      const duration = this.#durations.get(pts)
      if (duration === undefined) throw new Error(`x264 gave a packet at ${pts} µs, where no frame was`)
      this.#durations.delete(pts)
      const type = isKeyframe ? 'key' : 'delta'
      const packet = new EncodedPacket(new Uint8Array(data), type, Number(pts) / MICROSECONDS, duration)
      await this.#source.add(packet, this.#announced ? undefined : this.#announce(data))
      this.#announced = true
    }
  }

  #announce(firstPacket: Uint8Array): EncodedVideoChunkMetadata {
    const { width, height } = this.#wish
    const codec = codecString(firstPacket)
    return { decoderConfig: { codec, codedWidth: width, codedHeight: height, colorSpace: CLIP_COLOUR } }
  }
}

/** `avc1.` and the profile, constraints and level of the sequence parameter set (NAL type 7) in an Annex B packet. */
function codecString(annexB: Uint8Array): string {
  for (let at = 0; at + 6 < annexB.length; at++) {
    const startsUnit = annexB[at] === 0 && annexB[at + 1] === 0 && annexB[at + 2] === 1
    if (!startsUnit || ((annexB[at + 3] ?? 0) & 31) !== 7) continue
    return `avc1.${Buffer.from(annexB.subarray(at + 4, at + 7)).toString('hex')}`
  }
  throw new Error('x264 gave no sequence parameters with its first packet')
}
