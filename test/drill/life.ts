/** Owns what the drill and its engine process say to each other. */

import type { Disturbance, Kill, PlannedCap, PlannedJob } from './plan.ts'

/** One engine of a life. */
export type Part = {
  index: number
  jobs: PlannedJob[]
  dataFolder: string
  baseUrl: string
  /** Set: takes have a price, and only so many of them may be spent in this life. Null: they have one and none is held back. */
  cap?: PlannedCap | null
  /** How far this engine's clock is off at first, in ms. */
  clockOffsetMs: number
  disturbance: Disturbance
}

/** A life of the process: engines side by side, each on its own data folder and service, that die together. */
export type Life = {
  photos: string[]
  parts: Part[]
  /** Waits for this and dies; without one it lives until every job has come to its end. */
  kill?: { index: number; kill: Kill /** File made when the kill hits its point. */; mark: string }
}

/** Told while it lives. */
export type News =
  /** The clock of an engine was moved; with `asleep` the service's has to follow. */
  | { kind: 'clock'; index: number; byMs: number; asleep: boolean }
  /** What stands against the house rules and only the process itself can see. */
  | { kind: 'violation'; index: number; what: string }
