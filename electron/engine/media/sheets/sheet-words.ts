/** Owns the words on a sheet: set once by the system's fonts, in any script, shortened where they do not fit. */

import sharp, { type OverlayOptions } from 'sharp'
import { LINE_HEIGHT, type Words } from './sheet-plan.ts'

const COLOURS = { first: '#f2f2f2', rest: '#b4b4b4' } as const
const PADDING_SHARE = 0.5
/** A field of text is one line: breaks and runs of spaces become one space. */
const SPACES = /\s+/gu

/** Pictures of all lines, ready to be laid on the sheet. */
export async function setWords(words: readonly Words[], fontPx: number): Promise<OverlayOptions[]> {
  const lines = words.flatMap(({ lines, box, align }) =>
    lines.map((text, at) => ({ text, at, count: lines.length, box, align })),
  )
  const set = await Promise.all(
    lines.map(async ({ text, at, count, box, align }) => {
      const padding = Math.round(fontPx * PADDING_SHARE)
      const line = await setLine(text, at === 0 ? 'first' : 'rest', fontPx, box.width - padding * 2)
      if (!line) return []
      const room = box.width - line.width - padding * 2
      const inset = align === 'left' ? 0 : align === 'right' ? room : room / 2
      const above = (box.height - count * fontPx * LINE_HEIGHT) / 2
      const middle = box.y + above + (at + 0.5) * fontPx * LINE_HEIGHT
      const left = Math.max(0, Math.round(box.x + padding + inset))
      return [{ input: line.png, left, top: Math.max(0, Math.round(middle - line.height / 2)) }]
    }),
  )
  return set.flat()
}

type Line = { png: Buffer; width: number; height: number }

/** One line no wider than `maxWidth`; undefined when nothing of it would be seen. */
async function setLine(
  text: string,
  kind: keyof typeof COLOURS,
  fontPx: number,
  maxWidth: number,
): Promise<Line | undefined> {
  const plain = text.replace(SPACES, ' ').trim()
  if (plain === '' || maxWidth < fontPx) return undefined
  const whole = await raster(plain, kind, fontPx)
  if (whole.width <= maxWidth) return whole
  const letters = [...new Intl.Segmenter().segment(plain)].map(({ segment }) => segment)
  let [fits, tooLong] = [0, letters.length]
  let best: Line | undefined
  while (tooLong - fits > 1) {
    const tried = Math.floor((fits + tooLong) / 2)
    const line = await raster(`${letters.slice(0, tried).join('').trimEnd()}…`, kind, fontPx)
    if (line.width <= maxWidth) [fits, best] = [tried, line]
    else tooLong = tried
  }
  return best
}

/** Letters nobody sees, as high and deep as letters get: pictures of words are cut to their ink, and would hang askew. */
const STRUT = '<span foreground="#000000" alpha="1">Áj</span>'

async function raster(text: string, kind: keyof typeof COLOURS, fontPx: number): Promise<Line> {
  const weight = kind === 'first' ? ' weight="bold"' : ''
  const words = `<span foreground="${COLOURS[kind]}"${weight}>${escaped(text)}</span>`
  const [{ data, info }, strut] = await Promise.all([inked(words + STRUT, fontPx), inked(STRUT, fontPx)])
  const width = Math.max(1, info.width - strut.info.width)
  const png = await sharp(data).extract({ left: 0, top: 0, width, height: info.height }).png().toBuffer()
  return { png, width, height: info.height }
}

function inked(markup: string, fontPx: number) {
  // At 72 dots an inch, points are pixels.
  const text = { text: markup, font: `sans ${Math.round(fontPx * 0.86)}`, rgba: true, dpi: 72 }
  return sharp({ text }).png().toBuffer({ resolveWithObject: true })
}

const MARKUP: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

function escaped(text: string): string {
  // What XML has no place for would end the markup.
  const sayable = text.toWellFormed().replace(/[\p{Cc}\p{Cn}\p{Co}]/gu, '')
  return sayable.replace(/[&<>]/g, (letter) => MARKUP[letter] ?? letter)
}
