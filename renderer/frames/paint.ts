/** Owns drawing pictures onto canvases: one to a pane, or two laid over each other. */

import type { VideoSample } from 'mediabunny'
import { type Box, fitted, zoomed } from './place-picture.ts'

/**
 * Corners that carry a mark, in shares of the picture's shorter side: “Happy Horse” bottom right (vendor's clips,
 * seen 2026-11-22) and “Rehearsal” top left, each with room to spare.
 */
const MARKED = [
  { right: true, bottom: true, width: 0.28, height: 0.1 },
  { right: false, bottom: false, width: 0.26, height: 0.09 },
] as const
const COVER_COLOUR = '#2b2b2b'

type Zoom = { scale: number; x: number; y: number }

/** How two pictures are laid over each other. Shares are 0 to 1. */
export type Overlay =
  /** The second is seen right of `at`. */
  | { kind: 'wipe'; at: number }
  /** One of the two alone. */
  | { kind: 'blink'; showsSecond: boolean }
  /** What differs, made brighter by a power of two. */
  | { kind: 'difference'; gain: number }
  /** The second shines through. */
  | { kind: 'onion'; opacity: number }

/** From this magnification on, pixels are drawn as the squares they are. */
const SHARP_FROM = 3

/** Draws one picture fitted into the canvas and magnified; none: the canvas is cleared. `isCovered` hides the corners with marks. */
export function paintPane(
  canvas: HTMLCanvasElement,
  picture: VideoSample | undefined,
  zoom: Zoom,
  isCovered = false,
): void {
  const context = begin(canvas, zoom)
  if (!context || !picture) return
  const box = boxOf(canvas, picture, zoom)
  drawInto(context, picture, box)
  if (isCovered) coverMarks(context, box)
}

/** Draws two pictures; the second is fitted into the place of the first. One that is not there leaves its part empty. */
export function paintPair(
  canvas: HTMLCanvasElement,
  first: VideoSample | undefined,
  second: VideoSample | undefined,
  overlay: Overlay,
  zoom: Zoom,
  isCovered = false,
): void {
  const context = begin(canvas, zoom)
  const base = first ?? second
  if (!context || !base) return
  const box = boxOf(canvas, base, zoom)
  const over = second && fitted({ width: second.displayWidth, height: second.displayHeight }, box)
  layOver(context, first, second, overlay, box)
  if (isCovered) coverMarks(context, box)
  if (isCovered && over) coverMarks(context, over)
}

/** Hides what marks a take, over both pictures of a pair alike. */
export function coverMarks(context: CanvasRenderingContext2D, box: Box): void {
  const short = Math.min(box.width, box.height)
  context.fillStyle = COVER_COLOUR
  for (const { right, bottom, width, height } of MARKED) {
    const size = { width: width * short, height: height * short }
    const x = right ? box.x + box.width - size.width : box.x
    const y = bottom ? box.y + box.height - size.height : box.y
    context.fillRect(x, y, size.width, size.height)
  }
}

function layOver(
  context: CanvasRenderingContext2D,
  first: VideoSample | undefined,
  second: VideoSample | undefined,
  overlay: Overlay,
  box: Box,
): void {
  const { canvas } = context
  const over = second && fitted({ width: second.displayWidth, height: second.displayHeight }, box)
  if (first && (overlay.kind !== 'blink' || !overlay.showsSecond)) drawInto(context, first, box)
  if (!second || !over) return
  if (overlay.kind === 'wipe') {
    const from = Math.round(canvas.width * overlay.at)
    context.save()
    context.beginPath()
    context.rect(from, 0, canvas.width - from, canvas.height)
    context.clip()
    context.clearRect(from, 0, canvas.width - from, canvas.height)
    drawInto(context, second, over)
    context.restore()
  } else if (overlay.kind === 'blink') {
    if (overlay.showsSecond) drawInto(context, second, over)
  } else if (overlay.kind === 'onion') {
    context.globalAlpha = overlay.opacity
    drawInto(context, second, over)
    context.globalAlpha = 1
  } else {
    context.globalCompositeOperation = 'difference'
    drawInto(context, second, over)
    amplify(context, overlay.gain)
  }
}

/** Adds the canvas to itself: each time twice as bright. */
function amplify(context: CanvasRenderingContext2D, gain: number): void {
  context.globalCompositeOperation = 'lighter'
  context.setTransform(1, 0, 0, 1, 0, 0)
  for (let times = 1; times < gain; times *= 2) context.drawImage(context.canvas, 0, 0)
  context.globalCompositeOperation = 'source-over'
}

function begin(canvas: HTMLCanvasElement, zoom: Zoom): CanvasRenderingContext2D | null {
  const context = canvas.getContext('2d', { alpha: true })
  if (!context) return null
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.globalCompositeOperation = 'source-over'
  context.globalAlpha = 1
  context.clearRect(0, 0, canvas.width, canvas.height)
  context.imageSmoothingEnabled = zoom.scale < SHARP_FROM
  context.imageSmoothingQuality = 'medium'
  return context
}

function boxOf(canvas: HTMLCanvasElement, picture: VideoSample, zoom: Zoom): Box {
  const size = { width: picture.displayWidth, height: picture.displayHeight }
  return zoomed(fitted(size, { x: 0, y: 0, width: canvas.width, height: canvas.height }), canvas, zoom)
}

function drawInto(
  context: CanvasRenderingContext2D,
  picture: VideoSample,
  { x, y, width, height }: Box,
): void {
  picture.draw(context, x, y, width, height)
}
