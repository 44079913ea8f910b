/** Owns the container and codecs of a clip: MP4 with H.264, AAC and its index at the end, as the service's clips are. */

import { setImmediate as nextTurn } from 'node:timers/promises'
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
import { type Ambience, SAMPLE_RATE } from './ambience.ts'
import type { Size } from './clip-size.ts'
import { X264Encoder } from './x264-encoder.ts'

/** Source: published clips and the API pages (24 fps), read 2026-11-22. */
export const FRAMES_PER_SECOND = 24

let registered = false

/** What to encode: `paint` fills every sample of an I420 frame; frames are asked for in order. */
export type ClipFrames = Size & {
  count: number
  paint(frame: Uint8Array, index: number): void
  /** Asked before each frame; true gives the clip up. */
  isUnwanted(): boolean
}

/** Encodes the whole clip in memory. `label` goes into the container's `AIGC` tag. */
export async function encodeClip(
  frames: ClipFrames,
  sound: Ambience,
  label: string,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!registered) {
    registerMediabunnyServer({ hardwareContext: null })
    registered = true
  }
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: false }), target: new BufferTarget() })
  const video = new EncodedVideoPacketSource('avc')
  const audio = new AudioSampleSource({ codec: 'aac', quality: new Quality({ bitrate: 128_000 }) })
  output.addVideoTrack(video, { frameRate: FRAMES_PER_SECOND })
  output.addAudioTrack(audio)
  output.setMetadataTags({ raw: { AIGC: label } })
  await output.start()
  const added = await Promise.allSettled([addFrames(video, frames), addSound(audio, sound)])
  const failed = added.find((one) => one.status === 'rejected')
  if (failed) {
    // Encoders that stay open would keep their thread alive.
    await output.cancel()
    throw failed.reason
  }
  await output.finalize()
  if (!output.target.buffer) throw new Error('The encoder left no bytes')
  return new Uint8Array(output.target.buffer)
}

async function addFrames(source: EncodedVideoPacketSource, frames: ClipFrames): Promise<void> {
  const { width, height, count } = frames
  const duration = 1 / FRAMES_PER_SECOND
  const encoder = await X264Encoder.open({ width, height, frameRate: FRAMES_PER_SECOND }, source)
  // Two, for one is painted while the other is encoded.
  const buffers = [0, 1].map(() => new Uint8Array((width * height * 3) / 2)) as [Uint8Array, Uint8Array]
  let encoded = Promise.resolve()
  try {
    for (let index = 0; index < count; index++) {
      if (frames.isUnwanted()) throw new Error('The clip is not wanted any more')
      const pixels = buffers[index % 2 === 0 ? 0 : 1]
      frames.paint(pixels, index)
      await encoded
      encoded = encoder.encode(pixels, { timestamp: index * duration, duration })
      // Lets the encoder take this frame while the next one is painted.
      await nextTurn()
    }
    await encoded
    await encoder.finish()
  } finally {
    await Promise.allSettled([encoded])
    encoder.close()
  }
}

async function addSound(source: AudioSampleSource, { left, right }: Ambience): Promise<void> {
  for (let start = 0; start < left.length; start += SAMPLE_RATE) {
    const end = Math.min(left.length, start + SAMPLE_RATE)
    const data = new Float32Array((end - start) * 2)
    data.set(left.subarray(start, end), 0)
    data.set(right.subarray(start, end), end - start)
    using sample = new AudioSample({
      data,
      format: 'f32-planar',
      numberOfChannels: 2,
      sampleRate: SAMPLE_RATE,
      timestamp: start / SAMPLE_RATE,
    })
    await source.add(sample)
  }
  source.close()
}
