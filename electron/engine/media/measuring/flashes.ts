/** Owns flashes: changes up and down of enough of the picture at once, counted in every second. See `FLASH` for the rule. */

import { FLASH, type Span } from '#shared/measures.ts'
import { spanOf } from './changes-between.ts'
import { meanOf } from './luma.ts'
import type { Small } from './small-frames.ts'
import { TurningPoints, type Turns } from './turning-points.ts'

/** A flash may take so long to spread over the picture and still be one; the quickest flash lasts two frames. */
const TOGETHER_SECONDS = 0.09
/** More turns than these in a second are more flashes than allowed: a flash is two turns. */
const TURNS_MAX = FLASH.perSecondMax * 2

export type FlashFindings = { perSecond: number; spans: Span[] }

export class Flashes {
  #points: TurningPoints | undefined
  #general: Counter | undefined
  #red: Counter | undefined

  add(frame: Small, at: number): void {
    this.#points ??= new TurningPoints(frame)
    this.#general ??= new Counter(this.#points)
    this.#red ??= new Counter(this.#points)
    const { luminance, redness } = this.#points.read(frame)
    this.#general.add(luminance, at)
    this.#red.add(redness, at)
  }

  read(): { general: FlashFindings; red: FlashFindings } {
    const none = { perSecond: 0, spans: [] }
    return { general: this.#general?.read() ?? none, red: this.#red?.read() ?? none }
  }
}

type Way = 'up' | 'down'

/** Turns that enough of the picture took together, one after the other. */
class Counter {
  readonly #width: number
  readonly #height: number
  readonly #field: { width: number; height: number }
  /** Blocks of a field that must flash together. */
  readonly #wanted: number
  readonly #lastTurn: Record<Way, Float64Array>
  readonly #lastEvent: Record<Way, number> = { up: Number.NEGATIVE_INFINITY, down: Number.NEGATIVE_INFINITY }
  readonly #events: number[] = []
  #way: Way | undefined

  constructor({ width, height }: { width: number; height: number }) {
    const { screen, field } = FLASH
    const scale = Math.min(screen.width / width, screen.height / height)
    this.#width = width
    this.#height = height
    this.#field = {
      width: Math.min(width, Math.round(field.width / scale)),
      height: Math.min(height, Math.round(field.height / scale)),
    }
    this.#wanted = FLASH.areaShare * this.#field.width * this.#field.height
    const never = () => new Float64Array(width * height).fill(Number.NEGATIVE_INFINITY)
    this.#lastTurn = { up: never(), down: never() }
  }

  add(turns: Turns, at: number): void {
    for (const way of ['up', 'down'] as const) {
      const last = this.#lastTurn[way]
      turns[way].forEach((turned, block) => {
        if (turned) last[block] = at
      })
    }
    // Two areas that take turns are one flashing picture: one turn a frame, and each goes the other way.
    if (this.#isQuiet(turns)) return
    const next = (['up', 'down'] as const).find((way) => way !== this.#way && this.#isTogether(way, at))
    if (!next) return
    this.#way = next
    this.#lastEvent[next] = at
    this.#events.push(at)
  }

  /** Nothing near enough of the picture has turned in this frame to look closer. */
  #isQuiet(turns: Turns): boolean {
    const turned = meanOf(turns.up) + meanOf(turns.down)
    return turned * turns.up.length < this.#wanted / 4
  }

  /**
   * Enough of some field has turned since the last such event, within a moment. What turned the other way at the same
   * time is taken off: texture that moves goes up here and down there, and is no flash.
   */
  #isTogether(way: Way, at: number): boolean {
    const since = Math.max(this.#lastEvent[way], at - TOGETHER_SECONDS)
    const against = this.#lastTurn[way === 'up' ? 'down' : 'up']
    const turned = this.#lastTurn[way].map((last, block) => {
      const back = against[block] as number
      if (last > since && last >= back) return 1
      return back > at - TOGETHER_SECONDS && back > last ? -1 : 0
    })
    return mostWithin(turned, this.#width, this.#height, this.#field) >= this.#wanted
  }

  read(): FlashFindings {
    let most = 0
    const spans: Span[] = []
    this.#events.forEach((from, first) => {
      const last = this.#events.findLastIndex((at) => at < from + 1)
      const turns = last - first + 1
      most = Math.max(most, turns)
      if (turns <= TURNS_MAX) return
      const span = spanOf(from, this.#events[last] as number)
      const before = spans.at(-1)
      if (before && span.fromMs <= before.toMs) before.toMs = span.toMs
      else spans.push(span)
    })
    return { perSecond: Math.floor(most / 2), spans }
  }
}

/** Largest sum of marks in any field of that size. */
function mostWithin(
  marks: Float64Array,
  width: number,
  height: number,
  field: { width: number; height: number },
): number {
  const stride = width + 1
  const sums = new Float64Array(stride * (height + 1))
  for (let y = 0; y < height; y += 1) {
    let row = 0
    for (let x = 0; x < width; x += 1) {
      row += marks[y * width + x] as number
      sums[(y + 1) * stride + x + 1] = (sums[y * stride + x + 1] as number) + row
    }
  }
  let most = 0
  for (let y = field.height; y <= height; y += 1) {
    for (let x = field.width; x <= width; x += 1) {
      const [bottom, top] = [y * stride, (y - field.height) * stride]
      const left = x - field.width
      const right = (sums[bottom + x] as number) - (sums[top + x] as number)
      most = Math.max(most, right - (sums[bottom + left] as number) + (sums[top + left] as number))
    }
  }
  return most
}
