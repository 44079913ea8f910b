/** Owns pictures that tests draw for themselves. */

import sharp, { type Sharp } from 'sharp'

/** A picture with something to see in every corner: red, green, blue and white quarters under a fine grain. */
export function drawn(width: number, height: number): Sharp {
  const pixels = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3
      const left = x < width / 2
      const grain = (x * 31 + y * 17 + ((x * y) % 29)) % 40
      const [red, green, blue] =
        y < height / 2 ? (left ? [215, 0, 0] : [0, 215, 0]) : left ? [0, 0, 215] : [215, 215, 215]
      pixels.set([(red ?? 0) + grain, (green ?? 0) + grain, (blue ?? 0) + grain], at)
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
}

/** The colour of a picture's corner, each channel rounded to 0 or 1. */
export async function cornerOf(picture: Buffer | string, corner: 'top-left' | 'top-right'): Promise<string> {
  const { data, info } = await sharp(picture)
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const x = corner === 'top-left' ? Math.floor(info.width / 8) : Math.floor((info.width * 7) / 8)
  const at = (Math.floor(info.height / 8) * info.width + x) * info.channels
  return [...data.subarray(at, at + 3)].map((value) => Math.round(value / 255)).join('')
}
