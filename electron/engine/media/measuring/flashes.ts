/**
 * Owns flashes: each block of the picture counts its own changes up and down, and where enough blocks beside each other
 * have had too many within one second, the picture flashes. See `FLASH` for the rule.
 *
 * How WCAG is approximated: opposing changes belong to a block of 4 small px (about 0.4°), so that a change of one
 * place and the way back of another make no pair; they count where the places around go the same way, for texture that
 * moves goes up here and down there; and areas flash concurrently when their latest changes lie within a moment.
 */

import { FLASH, type Span } from '#shared/measures.ts'
import { BlockSums, type Size } from './block-sums.ts'
import { spanOf } from './changes-between.ts'
import { medianOf } from './luma.ts'
import type { Small } from './small-frames.ts'
import { TurningPoints, type Turns } from './turning-points.ts'

/** A flash may take so long to spread over the picture and still be one; the quickest flash lasts two frames. */
const TOGETHER_SECONDS = 0.09
/** So many turns in a second are one flash more than allowed: a flash is two of them. */
const TURNS_TOO_MANY = (FLASH.perSecondMax + 1) * 2
/** One second, less what containers round their times by: of three flashes in exactly a second the next one is outside. */
const WINDOW_SECONDS = 0.995
/** Blocks to every side that must go the same way, or stand still. */
const AROUND = 2
/** Turns kept of each block: as many as 60 frames a second can hold. */
const KEPT = 64

export type FlashFindings = { perSecond: number; spans: Span[] }

export class Flashes {
  #points: TurningPoints | undefined
  #general: Counter | undefined
  #red: Counter | undefined

  add(frame: Small, at: number): void {
    this.#points ??= new TurningPoints(frame)
    this.#general ??= new Counter(this.#points)
    this.#red ??= new Counter(this.#points)
    const { luminance, redness } = this.#points.read(frame, at)
    this.#general.add(luminance, at)
    this.#red.add(redness, at)
  }

  read(): { general: FlashFindings; red: FlashFindings } {
    const none = { perSecond: 0, spans: [] }
    return { general: this.#general?.read() ?? none, red: this.#red?.read() ?? none }
  }
}

/** Turns of every block, and how many of them enough of a field has had. */
class Counter {
  readonly #size: Size
  readonly #field: Size
  /** More blocks of a field than these must flash together. */
  readonly #allowed: number
  readonly #turns: BlockTurns
  readonly #ups: BlockSums
  readonly #downs: BlockSums
  readonly #marks: BlockSums
  readonly #spans: { from: number; to: number }[] = []
  /** Most turns in any second that enough of a field has had. */
  #most = 0

  constructor({ width, height }: Size) {
    const { screen, field } = FLASH
    const scale = Math.min(screen.width / width, screen.height / height)
    this.#size = { width, height }
    this.#field = {
      width: Math.min(width, Math.round(field.width / scale)),
      height: Math.min(height, Math.round(field.height / scale)),
    }
    this.#allowed = FLASH.areaShare * this.#field.width * this.#field.height
    this.#turns = new BlockTurns(width * height)
    this.#ups = new BlockSums(this.#size)
    this.#downs = new BlockSums(this.#size)
    this.#marks = new BlockSums(this.#size)
  }

  add({ up, down }: Turns, at: number): void {
    if (!up.includes(1) && !down.includes(1)) return
    const turned = (block: number) => up[block] === 1 || down[block] === 1
    this.#ups.read((block) => up[block] === 1 || (!turned(block) && this.#turns.wentLately(block, 1, at)))
    this.#downs.read(
      (block) => down[block] === 1 || (!turned(block) && this.#turns.wentLately(block, -1, at)),
    )
    for (let block = 0; block < up.length; block += 1) {
      const way = up[block] === 1 ? 1 : down[block] === 1 ? -1 : 0
      if (way !== 0) this.#turns.note(block, way, at, this.#isAlone(block, way))
    }
    while (this.#share(this.#most + 1, at)) this.#most += 1
    if (this.#most >= TURNS_TOO_MANY && this.#share(TURNS_TOO_MANY, at)) this.#mark(at)
  }

  /** Around it as much goes the other way. */
  #isAlone(block: number, way: 1 | -1): boolean {
    const x = block % this.#size.width
    const y = (block - x) / this.#size.width
    const part = [x - AROUND, y - AROUND, x + AROUND + 1, y + AROUND + 1] as const
    const [same, other] = way === 1 ? [this.#ups, this.#downs] : [this.#downs, this.#ups]
    return other.within(...part) * 2 > same.within(...part)
  }

  /** Whether more of some field than allowed has had so many turns within a second, and the latest one just now. */
  #share(turns: number, at: number): boolean {
    this.#marks.read((block) => this.#turns.countLately(block, at) >= turns)
    return this.#marks.mostWithin(this.#field) > this.#allowed
  }

  #mark(at: number): void {
    const from = this.#turns.begin(TURNS_TOO_MANY, at)
    const before = this.#spans.at(-1)
    if (before && from <= before.to) before.to = at
    else this.#spans.push({ from, to: at })
  }

  read(): FlashFindings {
    return {
      perSecond: Math.floor(this.#most / 2),
      spans: this.#spans.map(({ from, to }) => spanOf(from, to)),
    }
  }
}

/** When each block turned, which way last, and how often in the second up to its last turn. */
class BlockTurns {
  readonly #times: Float64Array
  readonly #noted: Uint32Array
  readonly #counts: Uint8Array
  readonly #lastAt: Float64Array
  readonly #lastWay: Int8Array
  readonly #countedAt: Float64Array

  constructor(area: number) {
    this.#times = new Float64Array(area * KEPT)
    this.#noted = new Uint32Array(area)
    this.#counts = new Uint8Array(area)
    this.#lastAt = new Float64Array(area).fill(Number.NEGATIVE_INFINITY)
    this.#lastWay = new Int8Array(area)
    this.#countedAt = new Float64Array(area).fill(Number.NEGATIVE_INFINITY)
  }

  /** A turn that stands alone is known to those around it, and does not count. */
  note(block: number, way: 1 | -1, at: number, isAlone: boolean): void {
    this.#lastAt[block] = at
    this.#lastWay[block] = way
    if (isAlone) return
    const noted = (this.#noted[block] as number) + 1
    this.#noted[block] = noted
    this.#times[block * KEPT + ((noted - 1) % KEPT)] = at
    this.#countedAt[block] = at
    let count = 1
    while (count < Math.min(noted, KEPT) && at - this.#timeOf(block, count) < WINDOW_SECONDS) count += 1
    this.#counts[block] = count
  }

  wentLately(block: number, way: 1 | -1, at: number): boolean {
    return this.#lastWay[block] === way && at - (this.#lastAt[block] as number) < TOGETHER_SECONDS
  }

  /** Turns in the second up to the last one; none when that was not just now. */
  countLately(block: number, at: number): number {
    return at - (this.#countedAt[block] as number) < TOGETHER_SECONDS ? (this.#counts[block] as number) : 0
  }

  /** When the first of the last so many turns was for most of the blocks that have had as many lately. */
  begin(turns: number, at: number): number {
    const begins: number[] = []
    for (let block = 0; block < this.#counts.length; block += 1) {
      if (this.countLately(block, at) >= turns) begins.push(this.#timeOf(block, turns - 1))
    }
    return medianOf(begins)
  }

  /** So many turns before the last one. */
  #timeOf(block: number, before: number): number {
    return this.#times[block * KEPT + (((this.#noted[block] as number) - 1 - before) % KEPT)] as number
  }
}
