/** Owns looking into clips in tests: what they are, how a frame looks, how far two pictures are apart. */

import { registerMediabunnyServer } from '@mediabunny/server'
import {
  ALL_FORMATS,
  BufferSource,
  FilePathSource,
  Input,
  type InputVideoTrack,
  VideoSampleSink,
} from 'mediabunny'

/** Durations in seconds; `duration` is the container's, `videoDuration` the picture's alone. */
export type ClipFacts = {
  width: number
  height: number
  durationSeconds: number
  videoSeconds: number
  frames: number
  fps: number
  videoCodec: string
  /** With profile and level, such as `avc1.64001f`. */
  videoCodecString: string
  audioCodec: string | null
  audioChannels: number
  audioSampleRate: number
  moovAtEnd: boolean
  tags: Record<string, unknown>
}

/** Raw RGB, 3 bytes a pixel, rows without gaps. */
export type Picture = { width: number; height: number; rgb: Uint8Array }

let registered = false

function openClip(clip: Uint8Array | string): Input {
  if (!registered) {
    registerMediabunnyServer({ hardwareContext: null })
    registered = true
  }
  const source = typeof clip === 'string' ? new FilePathSource(clip) : new BufferSource(clip)
  return new Input({ formats: ALL_FORMATS, source })
}

async function videoOf(input: Input): Promise<InputVideoTrack> {
  const video = await input.getPrimaryVideoTrack()
  if (!video) throw new Error('The clip has no video track')
  return video
}

/** Reads a clip, given as bytes or as a path, to its last packet. Rejects when it is no readable video. */
export async function probeClip(clip: Uint8Array | string): Promise<ClipFacts> {
  using input = openClip(clip)
  const video = await videoOf(input)
  const audio = await input.getPrimaryAudioTrack()
  const packets = await video.computePacketStats()
  const config = await video.getDecoderConfig()
  return {
    width: await video.getDisplayWidth(),
    height: await video.getDisplayHeight(),
    durationSeconds: await input.computeDuration(),
    videoSeconds: await video.computeDuration(),
    frames: packets.packetCount,
    fps: packets.averagePacketRate,
    videoCodec: String(await video.getCodec()),
    videoCodecString: config?.codec ?? '',
    audioCodec: audio ? String(await audio.getCodec()) : null,
    audioChannels: audio ? await audio.getNumberOfChannels() : 0,
    audioSampleRate: audio ? await audio.getSampleRate() : 0,
    moovAtEnd: (await topBoxes(clip)).at(-1) === 'moov',
    tags: (await input.getMetadataTags()).raw ?? {},
  }
}

/** Names of an MP4's outermost boxes in order. */
export async function topBoxes(clip: Uint8Array | string): Promise<string[]> {
  const { readFile } = await import('node:fs/promises')
  const bytes = typeof clip === 'string' ? await readFile(clip) : clip
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const names: string[] = []
  for (let at = 0; at + 8 <= view.byteLength; ) {
    const size = view.getUint32(at)
    names.push(String.fromCharCode(...bytes.subarray(at + 4, at + 8)))
    if (size === 0) break
    at += size === 1 ? Number(view.getBigUint64(at + 8)) : size
  }
  return names
}

/** Decodes every frame, does nothing with it, and tells how many there were. */
export async function decodeAll(clip: Uint8Array | string): Promise<number> {
  using input = openClip(clip)
  let frames = 0
  for await (const sample of new VideoSampleSink(await videoOf(input)).samples()) {
    sample.close()
    frames += 1
  }
  return frames
}

/** The frame shown at `seconds`. */
export async function frameAt(clip: Uint8Array | string, seconds: number): Promise<Picture> {
  using input = openClip(clip)
  using sample = await new VideoSampleSink(await videoOf(input)).getSample(seconds)
  if (!sample) throw new Error(`The clip has no frame at ${seconds} s`)
  if (sample.format !== 'I420') throw new Error(`Expected 4:2:0 frames, got ${sample.format}`)
  const planes = new Uint8Array(sample.allocationSize())
  await sample.copyTo(planes)
  return { ...toRgb(planes, sample.codedWidth, sample.codedHeight) }
}

/** Limited-range BT.601, as the rehearsal's clips are tagged. */
function toRgb(planes: Uint8Array, width: number, height: number): Picture {
  const rgb = new Uint8ClampedArray(width * height * 3)
  const area = width * height
  const halfWidth = Math.ceil(width / 2)
  const halfArea = halfWidth * Math.ceil(height / 2)
  for (let pixel = 0; pixel < area; pixel++) {
    const half = (Math.floor(pixel / width) >> 1) * halfWidth + ((pixel % width) >> 1)
    const luma = 1.16438 * ((planes[pixel] ?? 0) - 16)
    const blue = (planes[area + half] ?? 0) - 128
    const red = (planes[area + halfArea + half] ?? 0) - 128
    rgb[pixel * 3] = luma + 1.59603 * red
    rgb[pixel * 3 + 1] = luma - 0.39176 * blue - 0.81297 * red
    rgb[pixel * 3 + 2] = luma + 2.01723 * blue
  }
  return { width, height, rgb: new Uint8Array(rgb.buffer) }
}

/** Mean absolute difference per channel, 0–255, of two pictures of equal size; `within` limits it to pixels it accepts. */
export function meanAbsDifference(
  a: Picture,
  b: Picture,
  within: (x: number, y: number) => boolean = () => true,
): number {
  if (a.width !== b.width || a.height !== b.height) {
    throw new RangeError(`Sizes differ: ${a.width}×${a.height} and ${b.width}×${b.height}`)
  }
  let sum = 0
  let count = 0
  for (let pixel = 0; pixel < a.width * a.height; pixel++) {
    if (!within(pixel % a.width, Math.floor(pixel / a.width))) continue
    for (let channel = pixel * 3; channel < pixel * 3 + 3; channel++) {
      sum += Math.abs((a.rgb[channel] ?? 0) - (b.rgb[channel] ?? 0))
      count++
    }
  }
  return count === 0 ? 0 : sum / count
}

/** Root mean square of the decoded sound, −1…1 full scale, and its largest sample. */
export async function loudness(clip: Uint8Array | string): Promise<{ rms: number; peak: number }> {
  const { AudioSampleSink } = await import('mediabunny')
  using input = openClip(clip)
  const audio = await input.getPrimaryAudioTrack()
  if (!audio) throw new Error('The clip has no audio track')
  let [squares, count, peak] = [0, 0, 0]
  for await (const sample of new AudioSampleSink(audio).samples()) {
    const values = new Float32Array(sample.numberOfFrames)
    sample.copyTo(values, { format: 'f32-planar', planeIndex: 0 })
    sample.close()
    for (const value of values) {
      squares += value * value
      peak = Math.max(peak, Math.abs(value))
    }
    count += values.length
  }
  return { rms: Math.sqrt(squares / Math.max(1, count)), peak }
}
