/** Owns how windows learn what changed: touched rows are gathered for a moment, read once, and told with a revision. */

import type { Change } from '#shared/contract.ts'
import type { Clock } from './clock.ts'
import type { Touch } from './database/tables.ts'

/** Rows touched within this time become one change. */
const GATHER_MS = 50
/** Above this many rows of a kind, lists are asked for again rather than told row by row. */
const ROWS_MAX = 500
/** Changes kept for a slow listener; beyond, it sees a gap and takes a new snapshot. */
const BACKLOG_MAX = 200

type Table = Extract<Touch, { id: string }>['table']
/** Ids of touched rows by table, and whether settings or status may have changed. */
export type Touched = {
  rows: Record<Table, string[]>
  relist: Set<Table>
  settings: boolean
  status: boolean
}
/** Reads what was touched; without the revision. */
export type ReadTouched = (touched: Touched) => Omit<Change, 'revision'>

export class Changes {
  readonly #clock: Clock
  readonly #read: ReadTouched
  readonly #listeners = new Set<(change: Change) => void>()
  readonly #closing = new AbortController()
  #touches: Touch[] = []
  #revision = 0

  constructor(clock: Clock, read: ReadTouched) {
    this.#clock = clock
    this.#read = read
  }

  /** Revision of the latest change. */
  get revision(): number {
    return this.#revision
  }

  /** Notes a row; those noted within a moment are told together. */
  touch(touch: Touch): void {
    if (this.#closing.signal.aborted) return
    this.#touches.push(touch)
    if (this.#touches.length === 1) {
      void this.#clock.sleep(GATHER_MS, this.#closing.signal).then(() => this.flush())
    }
  }

  /** Tells what has gathered at once. */
  flush(): void {
    const touches = this.#touches
    this.#touches = []
    if (touches.length === 0) return
    this.#revision += 1
    if (this.#listeners.size === 0) return
    const change = { revision: this.#revision, ...this.#read(gather(touches)) }
    for (const listener of this.#listeners) listener(change)
  }

  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Changes from now on; the first one is empty and comes at once, to tell that the line is open. */
  async *watch(signal?: AbortSignal): AsyncGenerator<Change, void> {
    const backlog: Change[] = []
    let wake = () => {}
    const end = this.subscribe((change) => {
      backlog.push(change)
      if (backlog.length > BACKLOG_MAX) backlog.shift()
      wake()
    })
    const ended = signal ? AbortSignal.any([signal, this.#closing.signal]) : this.#closing.signal
    const onEnd = () => wake()
    ended.addEventListener('abort', onEnd)
    try {
      yield { revision: this.#revision }
      for (;;) {
        const next = backlog.shift()
        if (next) yield next
        else if (ended.aborted) return
        else
          await new Promise<void>((resolve) => {
            wake = resolve
          })
      }
    } finally {
      ended.removeEventListener('abort', onEnd)
      end()
    }
  }

  /** Tells what is left and ends every line. */
  close(): void {
    this.flush()
    this.#closing.abort()
    this.#listeners.clear()
  }
}

function gather(touches: readonly Touch[]): Touched {
  const ids: Record<Table, Set<string>> = {
    projects: new Set(),
    shots: new Set(),
    jobs: new Set(),
    clips: new Set(),
    measures: new Set(),
    experiments: new Set(),
    notes: new Set(),
  }
  const relist = new Set<Table>()
  let settings = false
  for (const touch of touches) {
    if ('id' in touch) {
      ids[touch.table].add(touch.id)
      if (touch.relist) relist.add(touch.table)
    } else if (touch.table === 'settings') settings = true
  }
  const rowsOf = (table: Table) => {
    if (ids[table].size <= ROWS_MAX) return [...ids[table]]
    relist.add(table)
    return []
  }
  const rows = {
    projects: rowsOf('projects'),
    shots: rowsOf('shots'),
    jobs: rowsOf('jobs'),
    clips: rowsOf('clips'),
    measures: rowsOf('measures'),
    experiments: [...ids.experiments],
    notes: [...ids.notes],
  }
  const status = touches.some(({ table }) => table === 'jobs' || table === 'settings' || table === 'pause')
  return { rows, relist, settings, status }
}
