/** Owns the still as the painter reads it: upright, in video colour, a little larger than the clip. */

import sharp from 'sharp'
import type { Size } from './clip-size.ts'

/** One colour plane; samples 0–255, rows without gaps. */
export type Plane = { width: number; height: number; samples: Uint8Array }

/** Luma at full size and the two colour differences at half, in limited-range BT.601. */
export type StillPlanes = { luma: Plane; blue: Plane; red: Plane }

/**
 * The planes are this much larger than the clip, so that a picture moved by part of a pixel stays as crisp as
 * one that rests.
 */
const OVERSIZE = 1.5

/** Ratios that differ by less are stretched to fit (unseen), by more are cropped. */
const STRETCH_LIMIT = 0.03

/** Width and height of an encoded image once its EXIF orientation is obeyed. */
export async function uprightSize(image: Buffer): Promise<Size> {
  const { autoOrient } = await sharp(image, { failOn: 'none' }).metadata()
  return { width: autoOrient.width, height: autoOrient.height }
}

/** Encoded image → raw RGB of exactly `size`, upright, on black where it was transparent. */
export async function decodeStill(image: Buffer, size: Size): Promise<Buffer> {
  const upright = await uprightSize(image)
  const stretch = (upright.width / upright.height) * (size.height / size.width)
  const fit = Math.abs(stretch - 1) < STRETCH_LIMIT ? 'fill' : 'cover'
  return sharp(image, { failOn: 'none' })
    .autoOrient()
    .resize(size.width, size.height, { fit })
    .flatten({ background: '#000' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer()
}

/** The still as planes for a clip of `size`. */
export async function loadPlanes(image: Buffer, size: Size): Promise<StillPlanes> {
  const width = Math.round((size.width * OVERSIZE) / 2) * 2
  const height = Math.round((size.height * OVERSIZE) / 2) * 2
  return rgbToPlanes(await decodeStill(image, { width, height }), width, height)
}

function rgbToPlanes(rgb: Uint8Array, width: number, height: number): StillPlanes {
  const luma = new Uint8Array(width * height)
  const blue = new Uint8Array((width * height) / 4)
  const red = new Uint8Array((width * height) / 4)
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      const upper = y * width + x
      const lower = upper + width
      let r = 0
      let g = 0
      let b = 0
      for (const pixel of [upper, upper + 1, lower, lower + 1]) {
        const pixelR = rgb[pixel * 3] as number
        const pixelG = rgb[pixel * 3 + 1] as number
        const pixelB = rgb[pixel * 3 + 2] as number
        luma[pixel] = 16.5 + 0.25679 * pixelR + 0.50413 * pixelG + 0.09791 * pixelB
        r += pixelR
        g += pixelG
        b += pixelB
      }
      const half = ((y >> 1) * width + x) >> 1
      blue[half] = 128.5 + (-0.14822 * r - 0.29099 * g + 0.43922 * b) / 4
      red[half] = 128.5 + (0.43922 * r - 0.36779 * g - 0.07143 * b) / 4
    }
  }
  return {
    luma: { width, height, samples: luma },
    blue: { width: width / 2, height: height / 2, samples: blue },
    red: { width: width / 2, height: height / 2, samples: red },
  }
}
