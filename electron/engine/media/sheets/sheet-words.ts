/** Owns the words on a sheet: set once by the system's fonts, in any script, shortened where they do not fit. */

import sharp, { type OverlayOptions } from 'sharp'
import { LINE_HEIGHT, type Size, type Words } from './sheet-plan.ts'

const COLOURS = { first: '#f2f2f2', rest: '#b4b4b4' } as const
const PADDING_SHARE = 0.5
/** A field of text is one line: breaks and runs of spaces become one space. */
const SPACES = /\s+/gu

/** Pictures of all lines, ready to be laid on the sheet. */
export async function setWords(words: readonly Words[], fontPx: number): Promise<OverlayOptions[]> {
  const lines = words.flatMap(({ lines, ...rest }) =>
    lines.map((text, at) => ({ text, at, count: lines.length, ...rest })),
  )
  const set = await Promise.all(
    lines.map(async ({ text, at, count, box, align, wraps, hangs, isQuiet }) => {
      const padding = Math.round(fontPx * PADDING_SHARE)
      const kind = at === 0 && !isQuiet ? 'first' : 'rest'
      const room = { width: box.width - padding * 2, height: wraps ? box.height : fontPx * LINE_HEIGHT }
      const line = await setText({ text, kind, fontPx, align }, room)
      if (!line) return []
      const spare = room.width - line.width
      const inset = align === 'left' ? 0 : align === 'right' ? spare : spare / 2
      const above = (box.height - count * fontPx * LINE_HEIGHT) / 2
      const middle = box.y + above + (at + 0.5) * fontPx * LINE_HEIGHT
      const left = Math.max(0, Math.round(box.x + padding + inset))
      const top = hangs ? box.y : Math.max(0, Math.round(middle - line.height / 2))
      return [{ input: line.png, left, top }]
    }),
  )
  return set.flat()
}

type Line = { png: Buffer; width: number; height: number }

type Text = { text: string; kind: keyof typeof COLOURS; fontPx: number; align: Words['align'] }

/** A text within its room: on one line, else on as many as fit, else shortened; undefined when nothing of it would be seen. */
async function setText(wish: Text, room: Size): Promise<Line | undefined> {
  const text = wish.text.replace(SPACES, ' ').trim()
  if (text === '' || room.width < wish.fontPx) return undefined
  const fits = ({ width, height }: Line) => width <= room.width && height <= room.height
  const whole = await raster({ ...wish, text })
  if (whole.width <= room.width) return whole
  const isParagraph = room.height >= 2 * wish.fontPx * LINE_HEIGHT
  const set = (part: string) =>
    isParagraph ? paragraph({ ...wish, text: part }, room.width) : raster({ ...wish, text: part })
  const wrapped = isParagraph ? await set(text) : whole
  return fits(wrapped) ? wrapped : longestThat(fits, text, set)
}

/** The longest beginning of a text that fits, with a sign that something is left out. */
async function longestThat(
  fits: (line: Line) => boolean,
  text: string,
  set: (part: string) => Promise<Line>,
): Promise<Line | undefined> {
  const letters = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment)
  let [known, tooLong] = [0, letters.length]
  let best: Line | undefined
  while (tooLong - known > 1) {
    const tried = Math.floor((known + tooLong) / 2)
    const line = await set(`${letters.slice(0, tried).join('').trimEnd()}…`)
    if (fits(line)) [known, best] = [tried, line]
    else tooLong = tried
  }
  return best
}

/**
 * Letters nobody sees, as high and deep as letters get: pictures of words are cut to their ink, and would hang askew. The
 * first stands apart from any letter before it: an Á moves under a P, and the P would lose its edge with what is cut off.
 */
const STRUT = '<span foreground="#000000" alpha="1">|Áj</span>'

async function raster(wish: Text): Promise<Line> {
  const { fontPx } = wish
  const [{ data, info }, strut] = await Promise.all([
    inked(markupOf(wish) + STRUT, { fontPx }),
    inked(STRUT, { fontPx }),
  ])
  const width = Math.max(1, info.width - strut.info.width)
  const png = await sharp(data).extract({ left: 0, top: 0, width, height: info.height }).png().toBuffer()
  return { png, width, height: info.height }
}

/** Several lines, none wider than `width`. */
async function paragraph(wish: Text, width: number): Promise<Line> {
  const { data, info } = await inked(markupOf(wish), { fontPx: wish.fontPx, width, align: wish.align })
  return { png: data, width: info.width, height: info.height }
}

function markupOf({ text, kind }: Text): string {
  const weight = kind === 'first' ? ' weight="bold"' : ''
  return `<span foreground="${COLOURS[kind]}"${weight}>${escaped(text)}</span>`
}

type Setting = { fontPx: number; width?: number; align?: Words['align'] }

function inked(markup: string, { fontPx, width, align = 'left' }: Setting) {
  // At 72 dots an inch, points are pixels.
  const font = { font: `sans ${Math.round(fontPx * 0.86)}`, rgba: true, dpi: 72 }
  const wrapped = width === undefined ? {} : ({ width, align, wrap: 'word-char' } as const)
  return sharp({ text: { text: markup, ...font, ...wrapped } })
    .png()
    .toBuffer({ resolveWithObject: true })
}

const MARKUP: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

function escaped(text: string): string {
  // What XML has no place for would end the markup.
  const sayable = text.toWellFormed().replace(/[\p{Cc}\p{Cn}\p{Co}]/gu, '')
  return sayable.replace(/[&<>]/g, (letter) => MARKUP[letter] ?? letter)
}
