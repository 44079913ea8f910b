/**
 * Owns takes on one clock: what each shows, when. Panes change together or not at all: while one of them still decodes
 * what is due, the clock waits for it and nobody runs ahead. What that costs in speed is measured and told.
 */

import { makeClock } from './clock.ts'
import type { DeckState, Screen, Take } from './deck-state.ts'
import { makeDriftMeter } from './drift.ts'
import type { Reel } from './reel.ts'
import { Reels } from './reels.ts'
import { makeSound } from './sound.ts'
import { nextRate, nextSpeed, type Region, regionWith } from './transport.ts'

/** A wait this long is told. */
const LATE_MS = 120

export class Deck {
  readonly #onChange: () => void
  readonly #clock = makeClock()
  readonly #meter = makeDriftMeter()
  readonly #sound = makeSound()
  readonly #reels = new Reels({ onStatus: () => this.#onStatus(), onArrival: () => this.#onArrival() })
  /** Frame on screen, by take. */
  readonly #shown = new Map<string, number>()
  #screen: Screen | undefined
  #position = 0
  /** Where the user asked to be, and the moment that is being made ready; the newest wish waits for the one under way. */
  #asked: number | undefined
  #pursued: number | undefined
  #shuttle = 0
  #speed = 1
  #loop: Region | null = null
  #audible: number | null = 0
  #lead = 0
  #request = 0
  #waitingSince: number | undefined
  #state: DeckState

  /** `onChange` is called when {@link state} is another one. */
  constructor(onChange: () => void) {
    this.#onChange = onChange
    this.#state = this.#read()
  }

  /** The same object until something changes. */
  state(): DeckState {
    return this.#state
  }

  /** What was measured of the panes since the deck was opened. */
  drift() {
    return this.#meter.read()
  }

  /** Lays takes into the panes; place and speed stay. */
  setTakes(takes: readonly Take[]): void {
    this.#reels.set(takes)
    for (const id of this.#shown.keys()) if (!this.#reels.of(id)) this.#shown.delete(id)
    this.#onStatus()
  }

  /** The pane whose frames a step counts. */
  setLead(place: number): void {
    this.#lead = place
  }

  setScreen(screen: Screen | undefined): void {
    this.#screen = screen
    this.repaint()
  }

  /** Draws what is shown once more, after the screen has changed. */
  repaint(): void {
    this.#screen?.(this.#pictures(), true)
    // A picture that was let go meanwhile is decoded again.
    const isGone = this.#reels.ready().some((reel) => !reel.picture(this.#shown.get(reel.id) ?? 0))
    if (isGone && this.#shuttle === 0) this.#asked ??= this.#pursued ?? this.#position
    if (isGone) this.#wake()
  }

  toggle(): void {
    if (this.#shuttle !== 0) {
      this.pause()
      return
    }
    const { from, to } = this.#played()
    const isAtEnd = this.#position >= Math.min(to, this.#reels.lastFrameAt())
    if (isAtEnd) this.seek(from)
    this.#run(1)
  }

  pause(): void {
    this.#run(0)
  }

  /** J and L: once plays, again doubles, the other one turns round. */
  shuttle(direction: -1 | 1): void {
    this.#run(nextRate(this.#shuttle, direction))
  }

  /** 0.1 to 2. */
  setSpeed(speed: number): void {
    this.#speed = Math.min(2, Math.max(0.1, speed))
    this.#clock.setRate(this.#shuttle * this.#speed, performance.now())
    this.#tell()
  }

  /** To the next of the usual speeds. */
  stepSpeed(direction: -1 | 1): void {
    this.setSpeed(nextSpeed(this.#speed, direction))
  }

  /** Goes to a moment of the clock, s. While it plays it goes on from there. */
  seek(seconds: number): void {
    const { from, to } = this.#reels.span()
    const wanted = Math.min(Math.max(from, seconds), to)
    this.#meter.pause()
    this.#asked = wanted
    if (this.#shuttle !== 0) this.#pursued = undefined
    this.#look(performance.now())
  }

  /** Stops, and moves by so many frames. */
  step(frames: number): void {
    this.pause()
    const from = this.#asked ?? this.#pursued ?? this.#position
    const reel = this.#reels.stepper(this.#lead, from, frames)
    if (reel) this.seek(reel.timeOf(reel.due(from) + frames))
  }

  toStart(): void {
    this.seek(this.#reels.span().from)
  }

  toEnd(): void {
    this.pause()
    this.seek(this.#reels.lastFrameAt())
  }

  loopFrom(): void {
    this.#setLoop(regionWith(this.#loop, { from: this.#position }, this.#reels.span().to))
  }

  /** The frame on screen is the last that repeats. */
  loopTo(): void {
    const end = this.#reels.span().to
    const reel = this.#reels.stepper(this.#lead, this.#position, 1)
    const next = reel ? reel.timeOf(reel.due(this.#position) + 1) : end
    this.#setLoop(regionWith(this.#loop, { to: next > this.#position ? next : end }, end))
  }

  clearLoop(): void {
    this.#setLoop(null)
  }

  /** Which pane is heard; null: none. */
  setAudible(place: number | null): void {
    this.#audible = place
    this.#tell()
  }

  close(): void {
    cancelAnimationFrame(this.#request)
    this.#reels.close()
    this.#sound.close()
  }

  #setLoop(loop: Region | null): void {
    this.#loop = loop
    this.#tell()
    this.#wake()
  }

  /** What repeats: the loop, or everything. */
  #played(): Region {
    return this.#loop ?? this.#reels.span()
  }

  #run(wanted: number): void {
    // Without a pane that can show anything there is nothing to run.
    const shuttle = this.#reels.ready().length > 0 ? wanted : 0
    const now = performance.now()
    // What was under way when the clock stopped is not on screen yet; the clock stays where the panes are.
    const from = this.#asked ?? this.#position
    if (shuttle === 0 && this.#shuttle !== 0) this.#pursued = undefined
    this.#shuttle = shuttle
    this.#meter.pause()
    this.#clock.set(from, now)
    this.#clock.setRate(shuttle * this.#speed, now)
    if (shuttle !== 1) this.#sound.follow(undefined, 0)
    this.#tell()
    this.#wake()
  }

  #onArrival(): void {
    if (this.#pursued !== undefined) this.#wake()
  }

  #onStatus(): void {
    // What is new, or has just been opened, is shown at the place where the others are.
    if (this.#shuttle === 0) this.#asked ??= this.#pursued ?? this.#position
    this.#tell()
    this.#wake()
  }

  #wake(): void {
    this.#request ||= requestAnimationFrame((now) => {
      this.#request = 0
      this.#look(now)
    })
  }

  /** One look: choose the moment, show it if every pane has its frame, otherwise wait for the last of them. */
  #look(now: number): void {
    const isMoving = this.#shuttle !== 0
    this.#clock.setSpan(this.#played())
    this.#pursued ??= this.#choose(now)
    if (this.#pursued === undefined) return
    const direction = Math.sign(this.#shuttle) as -1 | 0 | 1
    this.#reels.aim(this.#pursued, direction, this.#played())
    const due = this.#pursued
    const passed = Math.abs(due - this.#position) / this.#speed
    const isHere = this.#reels.have(due)
    if (isHere) this.#show(due, now)
    this.#waitingSince = isHere ? undefined : (this.#waitingSince ?? now)
    if (isMoving) {
      this.#measure(now, isHere ? passed : 0)
      this.#hear(now)
    }
    if (isHere || this.#isLate(now) !== this.#state.isWaiting) this.#tell()
    if (isMoving || this.#asked !== undefined || this.#waitingSince !== undefined) this.#wake()
  }

  #isLate(now: number): boolean {
    return this.#waitingSince !== undefined && now - this.#waitingSince > LATE_MS
  }

  #choose(now: number): number | undefined {
    const asked = this.#asked
    this.#asked = undefined
    if (asked !== undefined) this.#clock.set(asked, now)
    return asked ?? (this.#shuttle === 0 ? undefined : this.#clock.at(now))
  }

  #show(seconds: number, now: number): void {
    this.#pursued = undefined
    this.#position = seconds
    this.#clock.set(seconds, now)
    for (const reel of this.#reels.ready()) this.#shown.set(reel.id, reel.due(seconds))
    this.#screen?.(this.#pictures(), false)
  }

  #pictures() {
    return this.#reels.pictures(({ id }) => this.#shown.get(id))
  }

  #measure(now: number, passed: number): void {
    const ahead = this.#reels.ready().map((reel) => (this.#painted(reel) ?? 0) - reel.due(this.#position))
    this.#meter.note(now, ahead, passed)
  }

  /** Number of the frame in a pane by the time the decoder wrote on the picture, not by what was asked for. */
  #painted(reel: Reel): number | undefined {
    const shown = this.#shown.get(reel.id)
    return shown === undefined ? undefined : reel.numberOf(shown)
  }

  #hear(now: number): void {
    // A short wait is not heard: the sound is caught up with as soon as the picture goes on.
    if (this.#waitingSince !== undefined && !this.#isLate(now)) return
    const isNormal = !this.#isLate(now) && this.#shuttle === 1 && this.#speed === 1 && this.#audible !== null
    const reel = isNormal ? this.#reels.at(this.#audible ?? 0) : undefined
    const span = reel?.span()
    const isInside = span && this.#position >= span.from && this.#position < span.to
    this.#sound.follow(isInside ? reel?.source() : undefined, this.#position - (span?.from ?? 0))
  }

  #tell(): void {
    this.#state = this.#read()
    this.#onChange()
  }

  #read(): DeckState {
    return {
      panes: this.#reels.states((id) => this.#shown.get(id)),
      position: this.#asked ?? this.#position,
      span: this.#reels.span(),
      shuttle: this.#shuttle,
      speed: this.#speed,
      loop: this.#loop,
      audible: this.#audible,
      isWaiting: this.#isLate(performance.now()) || this.#reels.areOpening(),
    }
  }
}
