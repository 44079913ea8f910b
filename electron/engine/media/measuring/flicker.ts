/** Owns flicker: the brightness of the whole picture pumping around its own trend, whatever moves in it. */

import type { Span } from '#shared/measures.ts'
import { spanOf } from './changes-between.ts'
import { type Luma, meanOf, medianOf, tileMeans } from './luma.ts'

/** Pumping is what most of these tiles do together; what one object does is motion. */
const GRID = { columns: 4, rows: 4 } as const
/** The trend is a mean over this time to either side: slower than flicker, faster than a sunset. */
const TREND_SECONDS = 0.25
/** Pumping of so many % of full range is worth a mark … */
const MARK_PERCENT = 1
/** … when it goes up and down so often within the window. */
const MARK_TURNS = 4
const WINDOW_SECONDS = 0.5

export class Flicker {
  readonly #tiles: Float32Array[] = []
  readonly #times: number[] = []

  add(luma: Luma, at: number): void {
    this.#tiles.push(tileMeans(luma, GRID.columns, GRID.rows))
    this.#times.push(at)
  }

  /** Mean brightness by frame, % of full range. */
  luma(): number[] {
    return this.#tiles.map((tiles) => (meanOf(tiles) / 255) * 100)
  }

  /** How much it pumps over all, and where. A cut is no pumping: trends end at `cuts`, in seconds. */
  read(cuts: readonly number[]): { percent: number; spans: Span[] } {
    const pumping = this.#pumping(cuts)
    const percent = Math.sqrt(meanOf(pumping.map((value) => value ** 2)))
    return { percent, spans: this.#spans(pumping) }
  }

  /** By frame, % of full range off the trend, with its sign. */
  #pumping(cuts: readonly number[]): number[] {
    const scenes = this.#times.map((at) => cuts.filter((cut) => cut <= at).length)
    return this.#tiles.map((tiles, frame) => {
      const reach = this.#reach(scenes, frame)
      const off = [...tiles].map((value, tile) => {
        const around = this.#tiles.slice(frame - reach, frame + reach + 1)
        return value - meanOf(around.map((other) => other[tile] as number))
      })
      return (medianOf(off) / 255) * 100
    })
  }

  /** Frames to either side that belong to the trend: equally many, so that a steady change is none. */
  #reach(scenes: readonly number[], frame: number): number {
    const at = this.#times[frame] as number
    const belongs = (other: number) =>
      scenes[other] === scenes[frame] && Math.abs((this.#times[other] as number) - at) <= TREND_SECONDS + 1e-3
    let reach = 0
    while (belongs(frame - reach - 1) && belongs(frame + reach + 1)) reach += 1
    return reach
  }

  #spans(pumping: readonly number[]): Span[] {
    const strong = pumping.map((value) => Math.abs(value) >= MARK_PERCENT)
    const marked = new Array<boolean>(pumping.length).fill(false)
    this.#times.forEach((from, start) => {
      const end = this.#times.findLastIndex((at) => at < from + WINDOW_SECONDS)
      if (strong[start] && turns(pumping, strong, start, end) >= MARK_TURNS) {
        const last = strong.lastIndexOf(true, end)
        marked.fill(true, start, last + 1)
      }
    })
    return runs(marked, this.#times)
  }
}

/** How often strong pumping changes its side. */
function turns(pumping: readonly number[], strong: readonly boolean[], start: number, end: number): number {
  const signs = pumping.slice(start, end + 1).filter((_, at) => strong[start + at])
  return signs.filter((value, at) => at > 0 && value > 0 !== (signs[at - 1] as number) > 0).length
}

function runs(marked: readonly boolean[], times: readonly number[]): Span[] {
  const spans: Span[] = []
  marked.forEach((isMarked, frame) => {
    if (!isMarked || marked[frame - 1]) return
    const after = marked.indexOf(false, frame)
    const step = times.length > 1 ? (times.at(-1) as number) / (times.length - 1) : 0
    const to = after === -1 ? (times.at(-1) as number) + step : (times[after] as number)
    spans.push(spanOf(times[frame] as number, to))
  })
  return spans
}
