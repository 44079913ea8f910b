/** Owns pictures drawn for tests: textured like photographs, repeatable from a seed. */

import sharp from 'sharp'

type PhotoFormat = 'jpeg' | 'png' | 'webp'

/** What to draw; sides in px. `orientation` is the EXIF value 1–8, written without turning the pixels. */
export type PhotoRequest = {
  width: number
  height: number
  seed?: number
  format?: PhotoFormat
  orientation?: number
}

/**
 * An encoded picture with a sky, ridges, a subject and fine grain, so that decoders, parallax and comparisons
 * have something to work on. Equal requests give equal bytes. No fonts are used.
 */
export async function drawPhoto({
  width,
  height,
  seed = 1,
  format = 'jpeg',
  orientation,
}: PhotoRequest): Promise<Buffer> {
  const picture = sharp(Buffer.from(sceneSvg(width, height, seed))).composite([
    { input: grain(width, height, seed), raw: { width, height, channels: 4 }, blend: 'overlay' },
  ])
  const tagged = orientation ? picture.withMetadata({ orientation }) : picture
  const opaque = tagged.flatten({ background: '#456' })
  if (format === 'png') return opaque.png({ compressionLevel: 4 }).toBuffer()
  if (format === 'webp') return opaque.webp({ quality: 88 }).toBuffer()
  return opaque.jpeg({ quality: 90 }).toBuffer()
}

function draws(seed: number): () => number {
  let state = (seed * 2654435761) >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4_294_967_296
  }
}

function sceneSvg(width: number, height: number, seed: number): string {
  const draw = draws(seed)
  const hue = Math.floor(draw() * 360)
  const ridge = (base: number, rise: number) => {
    const steps = Array.from({ length: 25 }, (_, step) => {
      const y = base * height - rise * height * draw()
      return `L${((step / 24) * width).toFixed(1)} ${y.toFixed(1)}`
    })
    return `M0 ${height}${steps.join('')}L${width} ${height}Z`
  }
  const spots = Array.from({ length: 60 }, () => {
    const radius = (0.004 + 0.02 * draw()) * Math.min(width, height)
    return `<circle cx="${draw() * width}" cy="${(0.55 + 0.45 * draw()) * height}" r="${radius}" fill="hsl(${hue + 40} 40% ${20 + 50 * draw()}%)"/>`
  })
  const [subjectX, subjectY] = [(0.35 + 0.3 * draw()) * width, (0.5 + 0.15 * draw()) * height]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="hsl(${hue} 45% 35%)"/><stop offset=".7" stop-color="hsl(${hue + 30} 60% 78%)"/></linearGradient>
    <radialGradient id="ball" cx=".35" cy=".3"><stop offset="0" stop-color="hsl(${hue + 180} 70% 75%)"/><stop offset="1" stop-color="hsl(${hue + 180} 60% 30%)"/></radialGradient></defs>
    <rect width="100%" height="100%" fill="url(#sky)"/>
    <path d="${ridge(0.6, 0.25)}" fill="hsl(${hue + 10} 25% 52%)"/>
    <path d="${ridge(0.78, 0.18)}" fill="hsl(${hue + 20} 30% 32%)"/>
    ${spots.join('')}
    <circle cx="${subjectX}" cy="${subjectY}" r="${0.16 * Math.min(width, height)}" fill="url(#ball)"/>
  </svg>`
}

function grain(width: number, height: number, seed: number): Buffer {
  const draw = draws(seed + 99)
  const pixels = Buffer.alloc(width * height * 4)
  for (let at = 0; at < pixels.length; at += 4) {
    pixels.fill(96 + draw() * 64, at, at + 3)
    pixels[at + 3] = 90
  }
  return pixels
}
