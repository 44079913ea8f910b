/** Owns small real clips for tests: H.264 with AAC sound, red at first, green in between, blue at last. */

import { registerMediabunnyServer } from '@mediabunny/server'
import {
  AudioSample,
  AudioSampleSource,
  BufferTarget,
  Mp4OutputFormat,
  Output,
  VideoSample,
  VideoSampleSource,
} from 'mediabunny'

export type TinyClipWish = {
  width?: number
  height?: number
  frames?: number
  /** Frames from one key frame to the next; all in one group when left out. */
  keyEvery?: number
  sound?: boolean
  /** `end` as the service does it. */
  index?: 'end' | 'start' | 'fragments'
}

const FPS = 24
const LAYOUT = { end: false, start: 'in-memory', fragments: 'fragmented' } as const
let registered = false

/** Bytes of a clip at 24 frames/s; 12 frames of 64 × 48 px unless asked otherwise. */
export async function tinyClip(wish: TinyClipWish = {}): Promise<Buffer> {
  const { width = 64, height = 48, frames = 12, keyEvery = frames, sound = true, index = 'end' } = wish
  if (!registered) registerMediabunnyServer({ hardwareContext: null })
  registered = true
  const target = new BufferTarget()
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: LAYOUT[index] }), target })
  const video = new VideoSampleSource({ codec: 'avc', bitrate: 200_000, keyFrameInterval: keyEvery / FPS })
  const audio = new AudioSampleSource({ codec: 'aac', bitrate: 64_000 })
  output.addVideoTrack(video, { frameRate: FPS })
  if (sound) output.addAudioTrack(audio)
  await output.start()
  for (let frame = 0; frame < frames; frame++) {
    using sample = plain(width, height, frame === 0 ? 0 : frame === frames - 1 ? 2 : 1, frame / FPS)
    await video.add(sample, { keyFrame: frame % keyEvery === 0 })
  }
  if (sound) {
    using silence = new AudioSample({
      data: new Float32Array(Math.ceil((frames / FPS) * 44_100) * 2),
      format: 'f32',
      numberOfChannels: 2,
      sampleRate: 44_100,
      timestamp: 0,
    })
    await audio.add(silence)
  }
  await output.finalize()
  if (!target.buffer) throw new Error('the clip stayed empty')
  return Buffer.from(target.buffer)
}

function plain(width: number, height: number, channel: number, timestamp: number): VideoSample {
  const pixels = new Uint8Array(width * height * 4)
  for (let at = 0; at < pixels.length; at += 4) {
    pixels[at + channel] = 255
    pixels[at + 3] = 255
  }
  const shape = { format: 'RGBA', codedWidth: width, codedHeight: height } as const
  return new VideoSample(pixels, { ...shape, timestamp, duration: 1 / FPS })
}
