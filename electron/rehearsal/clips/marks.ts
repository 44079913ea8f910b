/** Owns the marks on every clip: "Rehearsal" always, "Happy Horse" when asked for. Drawn as paths: a machine may have no fonts. */

import sharp from 'sharp'
import type { Size } from './clip-size.ts'

/** A picture to lay over every frame, in video colour; `x`, `y`, `width` and `height` are even. */
export type Mark = {
  x: number
  y: number
  width: number
  height: number
  luma: Uint8Array
  blue: Uint8Array
  red: Uint8Array
  /** 0–255 per luma sample. */
  cover: Uint8Array
  /** The same per colour sample. */
  halfCover: Uint8Array
}

/** Strokes of a letter in a box 10 high (baseline at 10, x-height at 3.6), and how far the next one stands. */
const GLYPHS: Record<string, { path: string; advance: number }> = {
  H: { path: 'M.8 0V10M7.2 0V10M.8 4.9H7.2', advance: 10.2 },
  R: { path: 'M.8 10V0H4.1A2.7 2.7 0 0 1 4.1 5.4H.8M4.2 5.4L7 10', advance: 9.3 },
  a: { path: 'M6 3.6V10M6 6.8A2.7 3.2 0 1 1 .6 6.8A2.7 3.2 0 1 1 6 6.8', advance: 8.6 },
  e: { path: 'M.7 6.6H6.1A2.75 3.1 0 1 0 5.3 9', advance: 8.4 },
  h: { path: 'M.8 0V10M.8 6.4A2.5 2.8 0 0 1 5.8 6.4V10', advance: 8.6 },
  l: { path: 'M.8 0V10', advance: 3.6 },
  o: { path: 'M.6 6.8A2.8 3.2 0 1 1 6.2 6.8A2.8 3.2 0 1 1 .6 6.8', advance: 8.8 },
  p: { path: 'M.8 3.6V12.9M.8 6.8A2.7 3.2 0 1 1 6.2 6.8A2.7 3.2 0 1 1 .8 6.8', advance: 8.8 },
  r: { path: 'M.8 3.6V10M.8 6.6A2.6 2.9 0 0 1 3.9 3.8', advance: 5.6 },
  s: {
    path: 'M4.7 4.5C4.2 3.9 3.5 3.6 2.7 3.6C1.6 3.6.7 4.2.7 5.2C.7 7.4 4.9 6.1 4.9 8.4C4.9 9.4 3.9 10 2.8 10C1.8 10 1 9.6.5 8.9',
    advance: 7,
  },
  y: { path: 'M.5 3.6L3.2 9.8M5.9 3.6L2.7 11.2Q2.1 12.8.5 12.8', advance: 7.8 },
  ' ': { path: '', advance: 5 },
}

function setLine(text: string): { paths: string; length: number } {
  let length = 0
  let paths = ''
  for (const character of text) {
    const glyph = GLYPHS[character]
    if (!glyph) throw new RangeError(`No strokes for the letter “${character}”`)
    paths += `<path transform="translate(${length})" d="${glyph.path}"/>`
    length += glyph.advance
  }
  return { paths, length: length - 2 }
}

/** The marks for a clip of `size`; heights follow the shorter side. */
export async function drawMarks(size: Size, watermark: boolean): Promise<Mark[]> {
  const short = Math.min(size.width, size.height)
  const margin = even(short * 0.032)
  const pill = pillSvg(Math.max(10, even(short * 0.046)))
  const marks = [await rasterize(pill, margin, margin)]
  if (watermark) {
    const label = labelSvg(Math.max(8, even(short * 0.042)))
    marks.push(await rasterize(label, size.width - margin - label.width, size.height - margin - label.height))
  }
  return marks
}

type Drawing = { svg: string; width: number; height: number }

/** A dark glass pill with a warm dot and the word. */
function pillSvg(height: number): Drawing {
  const line = setLine('Rehearsal')
  const unit = height / 23
  const width = even((line.length + 33) * unit)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width / unit} 23">
    <rect x=".5" y=".5" width="${width / unit - 1}" height="22" rx="11" fill="#101114" fill-opacity=".52" stroke="#fff" stroke-opacity=".22"/>
    <circle cx="12" cy="11.6" r="3" fill="#ffb45c"/>
    <g transform="translate(20.5 6.6)" fill="none" stroke="#fff" stroke-opacity=".94" stroke-width="1.55" stroke-linecap="round" stroke-linejoin="round">${line.paths}</g></svg>`
  return { svg, width, height }
}

/** White letters on their own soft shadow. */
function labelSvg(height: number): Drawing {
  const line = setLine('Happy Horse')
  const unit = height / 18
  const width = even((line.length + 6) * unit)
  const strokes = (colour: string, thick: number, opacity: number) =>
    `<g transform="translate(3 2.6)" fill="none" stroke="${colour}" stroke-opacity="${opacity}" stroke-width="${thick}" stroke-linecap="round" stroke-linejoin="round">${line.paths}</g>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width / unit} 18">
    ${strokes('#000', 3.6, 0.22)}${strokes('#000', 2.6, 0.28)}${strokes('#fff', 1.5, 0.86)}</svg>`
  return { svg, width, height }
}

function even(length: number): number {
  return Math.round(length / 2) * 2
}

async function rasterize({ svg, width, height }: Drawing, left: number, top: number): Promise<Mark> {
  const rgba = await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer()
  const mark: Mark = {
    x: even(left),
    y: even(top),
    width,
    height,
    luma: new Uint8Array(width * height),
    cover: new Uint8Array(width * height),
    blue: new Uint8Array((width * height) / 4),
    red: new Uint8Array((width * height) / 4),
    halfCover: new Uint8Array((width * height) / 4),
  }
  for (let pixel = 0; pixel < width * height; pixel++) {
    const [r = 0, g = 0, b = 0, alpha = 0] = rgba.subarray(pixel * 4, pixel * 4 + 4)
    mark.luma[pixel] = 16.5 + 0.25679 * r + 0.50413 * g + 0.09791 * b
    mark.cover[pixel] = alpha
    const [x, y] = [pixel % width, Math.floor(pixel / width)]
    if (x % 2 === 1 || y % 2 === 1) continue
    const half = (y * width) / 4 + x / 2
    mark.blue[half] = 128.5 - 0.14822 * r - 0.29099 * g + 0.43922 * b
    mark.red[half] = 128.5 + 0.43922 * r - 0.36779 * g - 0.07143 * b
    mark.halfCover[half] = alpha
  }
  return mark
}

/** Lays a mark over a frame in I420. */
export function stamp(mark: Mark, frame: Uint8Array, size: Size): void {
  const { x, y, width, height } = mark
  const area = size.width * size.height
  const half = { x: x / 2, y: y / 2, width: width / 2, height: height / 2 }
  lay(frame, 0, size.width, { x, y, width, height }, mark.luma, mark.cover)
  lay(frame, area, size.width / 2, half, mark.blue, mark.halfCover)
  lay(frame, area * 1.25, size.width / 2, half, mark.red, mark.halfCover)
}

type Box = { x: number; y: number; width: number; height: number }

function lay(
  frame: Uint8Array,
  offset: number,
  stride: number,
  box: Box,
  samples: Uint8Array,
  cover: Uint8Array,
): void {
  for (let row = 0; row < box.height; row++) {
    const start = offset + (box.y + row) * stride + box.x
    for (let column = 0; column < box.width; column++) {
      const at = row * box.width + column
      const under = frame[start + column] as number
      frame[start + column] = under + (((samples[at] as number) - under) * (cover[at] as number)) / 255
    }
  }
}
