/** Owns clips whose frames carry their own number as pixels: lighter and darker fields that survive coding and scaling. */

import { registerMediabunnyServer } from '@mediabunny/server'
import {
  AudioSample,
  AudioSampleSource,
  BufferTarget,
  EncodedVideoPacketSource,
  Mp4OutputFormat,
  Output,
  Quality,
} from 'mediabunny'
import { X264Encoder } from '#electron/rehearsal/clips/x264-encoder.ts'

/** Fields across and down; the first ten are the number's bits, the other ten the same bits turned round. */
export const FIELDS = { columns: 5, rows: 4, bits: 10 } as const

/** So near each other that fields which change with every frame do not count as flashes. Luma, 16 to 235. */
const [DARK, LIGHT] = [60, 95]

export type NumberedClip = {
  width: number
  height: number
  /** When each frame begins, s. */
  times: readonly number[]
  /** When the last one ends, s. */
  end: number
  sound?: boolean
  /** Grain over the fields, new in every frame, so that decoding costs what it does for pictures from life. */
  grainy?: boolean
  /** Fields as far apart as they go: with every other frame the picture flashes. */
  flashing?: boolean
  /** Number of the first frame; clips that count from elsewhere can be told from each other. */
  from?: number
}

let registered = false

/** Times of so many frames at an even rate, s. */
export function evenTimes(frames: number, rate: number): number[] {
  return Array.from({ length: frames }, (_, frame) => frame / rate)
}

/** An MP4 (H.264, one group of pictures, index at the end) of numbered frames. */
export async function numberedClip(wish: NumberedClip): Promise<Buffer> {
  if (!registered) {
    registerMediabunnyServer({ hardwareContext: null })
    registered = true
  }
  const target = new BufferTarget()
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: false }), target })
  const video = new EncodedVideoPacketSource('avc')
  const audio = new AudioSampleSource({ codec: 'aac', quality: new Quality({ bitrate: 64_000 }) })
  output.addVideoTrack(video)
  if (wish.sound) output.addAudioTrack(audio)
  await output.start()
  await Promise.all([addFrames(video, wish), wish.sound ? addTone(audio, wish.end) : undefined])
  await output.finalize()
  if (!target.buffer) throw new Error('the clip stayed empty')
  return Buffer.from(target.buffer)
}

async function addFrames(
  source: EncodedVideoPacketSource,
  { width, height, times, end, from = 0, flashing = false, grainy = false }: NumberedClip,
) {
  const pixels = new Uint8Array((width * height * 3) / 2).fill(128)
  const encoder = await X264Encoder.open({ width, height, frameRate: 24 }, source)
  try {
    for (const [frame, timestamp] of times.entries()) {
      if (flashing) pixels.fill(frame % 4 < 2 ? 16 : 235, 0, width * height)
      else paintNumber(pixels, width, height, from + frame)
      if (grainy) addGrain(pixels.subarray(0, width * height), frame)
      await encoder.encode(pixels, { timestamp, duration: (times[frame + 1] ?? end) - timestamp })
    }
    await encoder.finish()
  } finally {
    encoder.close()
  }
}

async function addTone(audio: AudioSampleSource, seconds: number): Promise<void> {
  const frames = Math.ceil(seconds * 44_100)
  const data = Float32Array.from(
    { length: frames },
    (_, at) => 0.2 * Math.sin((at * 2 * Math.PI * 440) / 44_100),
  )
  const shape = { format: 'f32', numberOfChannels: 1, sampleRate: 44_100, timestamp: 0 } as const
  using tone = new AudioSample({ ...shape, data })
  await audio.add(tone)
  audio.close()
}

function paintNumber(pixels: Uint8Array, width: number, height: number, number: number): void {
  const { columns, rows, bits } = FIELDS
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * rows) / height)
    for (let x = 0; x < width; x++) {
      const field = row * columns + Math.floor((x * columns) / width)
      const bit = (number >> (field % bits)) & 1
      pixels[y * width + x] = (field < bits ? bit : 1 - bit) ? LIGHT : DARK
    }
  }
}

/** Changes luma by less than a field's contrast. */
function addGrain(luma: Uint8Array, frame: number): void {
  let seed = frame + 1
  for (let at = 0; at < luma.length; at++) {
    seed = (seed * 1_664_525 + 1_013_904_223) >>> 0
    luma[at] = (luma[at] ?? 0) + (seed >>> 29)
  }
}
