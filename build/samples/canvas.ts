/** Owns what the sample stills are painted with: colour per point, noise, glow and grain. */

import sharp from 'sharp'

/** Red, green, blue; 1 is full, more than 1 glows. */
export type Colour = readonly [number, number, number]

export type Canvas = { width: number; height: number; points: Float32Array }

export function rgb(hex: string): Colour {
  const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255
  return [channel(1), channel(3), channel(5)]
}

export function blend(from: Colour, to: Colour, share: number): Colour {
  return [
    from[0] + (to[0] - from[0]) * share,
    from[1] + (to[1] - from[1]) * share,
    from[2] + (to[2] - from[2]) * share,
  ]
}

export function add(a: Colour, b: Colour, strength = 1): Colour {
  return [a[0] + b[0] * strength, a[1] + b[1] * strength, a[2] + b[2] * strength]
}

export function scale(a: Colour, strength: number): Colour {
  return [a[0] * strength, a[1] * strength, a[2] * strength]
}

export function smoothstep(from: number, to: number, value: number): number {
  const share = Math.min(1, Math.max(0, (value - from) / (to - from)))
  return share * share * (3 - 2 * share)
}

/** A colour along stops, which are [place, colour] in rising order. */
export function ramp(stops: readonly (readonly [number, Colour])[], place: number): Colour {
  for (let next = 1; next < stops.length; next++) {
    const [to, colour] = stops[next] as readonly [number, Colour]
    const [from, before] = stops[next - 1] as readonly [number, Colour]
    if (place <= to) return blend(before, colour, smoothstep(from, to, place))
  }
  return (stops.at(-1) as readonly [number, Colour])[1]
}

/** 0–1, the same for the same whole numbers. */
export function hash(x: number, y: number, seed = 0): number {
  let mixed = Math.imul(x | 0, 374761393) ^ Math.imul(y | 0, 668265263) ^ Math.imul(seed | 0, 2246822519)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 1274126177)
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 4_294_967_296
}

/** Smooth noise, 0–1. */
export function noise(x: number, y: number, seed = 0): number {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  const [dx, dy] = [x - left, y - top]
  const shareX = dx * dx * dx * (dx * (dx * 6 - 15) + 10)
  const shareY = dy * dy * dy * (dy * (dy * 6 - 15) + 10)
  const upper = hash(left, top, seed) * (1 - shareX) + hash(left + 1, top, seed) * shareX
  const lower = hash(left, top + 1, seed) * (1 - shareX) + hash(left + 1, top + 1, seed) * shareX
  return upper + (lower - upper) * shareY
}

/** Noise upon noise, about 0–1 with its middle at 0.5. */
export function clouds(x: number, y: number, seed: number, octaves = 5): number {
  let [sum, weight, total] = [0, 0.5, 0]
  for (let octave = 0; octave < octaves; octave++) {
    sum += weight * noise(x, y, seed + octave)
    total += weight
    weight *= 0.5
    const turned = x * 1.6 - y * 1.2
    y = x * 1.2 + y * 1.6
    x = turned
  }
  return sum / total
}

/** Asks `shade` for every point; `x` and `y` are in heights of the picture, from its top left corner. */
export function paint(width: number, height: number, shade: (x: number, y: number) => Colour): Canvas {
  const points = new Float32Array(width * height * 3)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      points.set(shade((column + 0.5) / height, (row + 0.5) / height), (row * width + column) * 3)
    }
  }
  return { width, height, points }
}

/** `bloom` is how far light spills, `grain` its roughness, `vignette` the fall-off to the corners (each about 0–1). */
export type Finish = { bloom: number; grain: number; vignette: number; overlaySvg?: string; soften?: number }

/** The canvas as an encoded JPEG. */
export async function develop(canvas: Canvas, finish: Finish): Promise<Buffer> {
  const { width, height } = canvas
  const raw = { width, height, channels: 3 } as const
  let picture = tone(canvas)
  if (finish.overlaySvg) {
    const overlay = [{ input: Buffer.from(finish.overlaySvg) }]
    picture = await sharp(picture, { raw }).composite(overlay).removeAlpha().raw().toBuffer()
  }
  const radius = Math.min(width, height) * 0.022
  const wide = await sharp(picture, { raw }).linear(1.5, -90).blur(radius).raw().toBuffer()
  const tight = await sharp(picture, { raw })
    .linear(1.3, -60)
    .blur(radius * 0.25)
    .raw()
    .toBuffer()
  for (let at = 0; at < picture.length; at++) {
    const light = finish.bloom * (0.55 * (wide[at] ?? 0) + 0.3 * (tight[at] ?? 0))
    const value = picture[at] ?? 0
    picture[at] = Math.min(255, 255 - ((255 - value) * (255 - Math.min(255, light))) / 255)
  }
  texture(picture, width, height, finish)
  return sharp(picture, { raw })
    .blur(finish.soften ?? 0.4)
    .jpeg({ quality: 86, mozjpeg: true })
    .toBuffer()
}

/** Rolls off what is brighter than white. */
function tone({ points }: Canvas): Buffer {
  const bytes = Buffer.alloc(points.length)
  for (let at = 0; at < points.length; at++) {
    const value = points[at] ?? 0
    bytes[at] = Math.min(
      255,
      Math.max(0, 255 * (value < 0.8 ? value : 0.8 + 0.2 * (1 - Math.exp((0.8 - value) * 2.4)))),
    )
  }
  return bytes
}

function texture(bytes: Buffer, width: number, height: number, { grain, vignette }: Finish): void {
  for (let pixel = 0; pixel < width * height; pixel++) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)]
    const away = Math.hypot((x / width - 0.5) * 1.25, y / height - 0.5)
    const shade = 1 - vignette * smoothstep(0.3, 0.95, away)
    const canvasWeave = noise(x * 0.16, y * 0.22, 71) - 0.5
    const rough = grain * 20 * (hash(x, y, 5) + hash(y, x, 9) - 1 + 0.35 * canvasWeave)
    for (let at = pixel * 3; at < pixel * 3 + 3; at++) {
      bytes[at] = Math.min(255, Math.max(0, (bytes[at] ?? 0) * shade + rough))
    }
  }
}
