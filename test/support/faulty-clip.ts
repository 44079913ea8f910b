/** Owns clips with known faults: a picture that wanders slowly, spoilt frame by frame as a test wishes. */

import { registerMediabunnyServer } from '@mediabunny/server'
import { BufferTarget, Mp4OutputFormat, Output, Quality, VideoSample, VideoSampleSource } from 'mediabunny'

export const FAULTY_FPS = 24

/** A frame as it is painted: `pan` px the picture has wandered, gains on brightness and on single colours, another picture. */
export type Painted = {
  pan: number
  gain: number
  red: number
  blue: number
  picture: 'hills' | 'city' | 'red' | 'green' | 'plain'
  /** Gain on brightness place by place, in px. */
  light?: (x: number, y: number) => number
}

export type FaultyWish = {
  width?: number
  height?: number
  frames: number
  fps?: number
  /** Changes the painting of frame `frame`; what it leaves out stays clean. */
  spoil?: (frame: number) => Partial<Painted>
}

let registered = false

/** Bytes of an H.264 clip of 192 × 108 px unless asked otherwise. */
export async function faultyClip({ width = 192, height = 108, frames, fps = FAULTY_FPS, spoil }: FaultyWish) {
  if (!registered) registerMediabunnyServer({ hardwareContext: null })
  registered = true
  const target = new BufferTarget()
  const output = new Output({ format: new Mp4OutputFormat(), target })
  const video = new VideoSampleSource({ codec: 'avc', quality: new Quality('high') })
  output.addVideoTrack(video, { frameRate: fps })
  await output.start()
  for (let frame = 0; frame < frames; frame += 1) {
    const clean: Painted = { pan: frame * 0.7, gain: 1, red: 1, blue: 1, picture: 'hills' }
    const rgba = paint(width, height, { ...clean, ...spoil?.(frame) })
    using sample = new VideoSample(rgba, {
      format: 'RGBA',
      codedWidth: width,
      codedHeight: height,
      timestamp: frame / fps,
      duration: 1 / fps,
    })
    await video.add(sample)
  }
  await output.finalize()
  if (!target.buffer) throw new Error('the clip stayed empty')
  return Buffer.from(target.buffer)
}

/** RGBA of one frame. */
export function paint(width: number, height: number, painted: Painted): Uint8Array {
  const rgba = new Uint8ClampedArray(width * height * 4)
  const colours = coloursOf(width, height, painted)
  const { gain, red, blue, light } = painted
  for (let y = 0, from = 0, to = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, from += 3, to += 4) {
      const bright = light ? gain * light(x, y) : gain
      rgba[to] = (colours[from] ?? 0) * bright * red
      rgba[to + 1] = (colours[from + 1] ?? 0) * bright
      rgba[to + 2] = (colours[from + 2] ?? 0) * bright * blue
      rgba[to + 3] = 255
    }
  }
  return new Uint8Array(rgba.buffer)
}

/** Most clips wander over the same picture: it is drawn once for each place it has wandered to. */
const drawn = new Map<string, Float32Array>()
const DRAWN_MAX = 64

function coloursOf(width: number, height: number, { picture, pan }: Painted): Float32Array {
  const name = `${width} ${height} ${picture} ${pan}`
  const known = drawn.get(name)
  if (known) return known
  const colours = new Float32Array(width * height * 3)
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 3) colours.set(colourAt(x + pan, y, picture), at)
  }
  if (drawn.size === DRAWN_MAX) drawn.clear()
  drawn.set(name, colours)
  return colours
}

function colourAt(x: number, y: number, picture: Painted['picture']): [number, number, number] {
  // Two plain colours of equal relative luminance, one of them a saturated red.
  if (picture === 'red') return [220, 12, 8]
  if (picture === 'plain') return [180, 180, 180]
  if (picture === 'green') return [20, 132, 20]
  if (picture === 'city') {
    const house = Math.abs(Math.sin(Math.floor(x / 16) * 12.9898)) * 90
    return y > 10 + house ? [60 + (Math.floor(x / 16) % 3) * 40, 62, 70] : [150, 90, 120]
  }
  const ridge = 54 + 18 * Math.sin(x / 22) + 8 * Math.sin(x / 7)
  const texture = 14 * Math.sin(x / 5) * Math.cos(y / 7)
  return y > ridge ? [70 + texture, 110 + texture, 60 + texture] : [120, 150 + y / 3, 190]
}
