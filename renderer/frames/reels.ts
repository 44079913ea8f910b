/** Owns the open takes of a deck, in the order of their panes: opening, closing, sharing memory, what all have in common. */

import type { VideoSample } from 'mediabunny'
import type { PaneState, Take } from './deck-state.ts'
import { timeOf } from './frame-table.ts'
import { openReel, type Reel, type ReelEvents } from './reel.ts'
import { stepperOf } from './stepping.ts'
import type { Region } from './transport.ts'

/** Memory for decoded frames of all panes together. */
const ROOM_BYTES = 768 * 2 ** 20
const NO_TIME: Region = { from: 0, to: 0 }

export class Reels {
  readonly #events: ReelEvents
  readonly #open = new Map<string, Reel>()
  #takes: readonly Take[] = []

  constructor(events: ReelEvents) {
    this.#events = events
  }

  /** Opens what is new and closes what is gone; what stays keeps its frames. */
  set(takes: readonly Take[]): void {
    this.#takes = takes
    const wanted = takes.filter((one) => !one.isHeld)
    for (const [id, reel] of this.#open) {
      if (wanted.some((one) => one.id === id)) continue
      reel.close()
      this.#open.delete(id)
    }
    for (const { id, url, offset } of wanted) {
      const reel = this.#open.get(id) ?? openReel(id, url, this.#events)
      reel.setOffset(offset)
      this.#open.set(id, reel)
    }
    for (const reel of this.#open.values()) reel.setRoom(ROOM_BYTES / Math.max(1, this.#open.size))
  }

  /** The reel of a pane; undefined while the pane is held back. */
  at(place: number): Reel | undefined {
    const take = this.#takes[place]
    return take && this.#open.get(take.id)
  }

  of(id: string): Reel | undefined {
    return this.#open.get(id)
  }

  ready(): Reel[] {
    return [...this.#open.values()].filter((reel) => reel.status() === 'ready')
  }

  /** True while a file is still being opened. */
  areOpening(): boolean {
    return [...this.#open.values()].some((reel) => reel.status() === 'opening')
  }

  /** From the first frame of any pane to the end of the last, s on the clock. */
  span(): Region {
    const spans = this.ready().flatMap((reel) => reel.span() ?? [])
    if (spans.length === 0) return NO_TIME
    return { from: Math.min(...spans.map((one) => one.from)), to: Math.max(...spans.map((one) => one.to)) }
  }

  /** Whose frames a step counts. */
  stepper(lead: number, seconds: number, direction: number): Reel | undefined {
    return stepperOf(this.at(lead), this.ready(), seconds, direction)
  }

  /** When the last frame of any pane is first shown, s on the clock. */
  lastFrameAt(): number {
    return Math.max(0, ...this.ready().map((reel) => reel.timeOf(Number.MAX_SAFE_INTEGER)))
  }

  /** True when every pane that can show anything has what is due decoded. */
  have(seconds: number): boolean {
    return this.ready().every((reel) => reel.picture(reel.due(seconds)) !== undefined)
  }

  aim(seconds: number, direction: -1 | 0 | 1, span: Region): void {
    for (const reel of this.ready()) reel.aim(seconds, direction, span)
  }

  /** One picture for each pane, of the frames named by `frameOf`. */
  pictures(frameOf: (reel: Reel) => number | undefined): (VideoSample | undefined)[] {
    return this.#takes.map(({ id }) => {
      const reel = this.#open.get(id)
      const frame = reel && frameOf(reel)
      return frame === undefined ? undefined : reel?.picture(frame)
    })
  }

  states(frameOf: (id: string) => number | undefined): PaneState[] {
    return this.#takes.map(({ id }) => {
      const reel = this.#open.get(id)
      const source = reel?.source()
      return {
        id,
        status: reel?.status() ?? 'held',
        frame: frameOf(id) ?? null,
        frameAt: source ? timeOf(source.table, frameOf(id) ?? 0) : 0,
        frames: source?.table.times.length ?? 0,
        span: reel?.span() ?? NO_TIME,
        width: source?.width ?? 0,
        height: source?.height ?? 0,
        hasSound: source?.sound !== undefined,
      }
    })
  }

  close(): void {
    for (const reel of this.#open.values()) reel.close()
    this.#open.clear()
  }
}
