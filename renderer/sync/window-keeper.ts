/** Owns fetching what the windows of a store want, one fetch per window at a time, refreshes not too close together. */

import type { StoreApi } from 'zustand'
import {
  type Fetch,
  LARGEST_PAGE,
  markStale,
  nextFetch,
  patchRows,
  placePage,
  type Rows,
  type TakeRows,
  windowOf,
} from '../stores/row-windows.ts'
import type { Paced } from './paced.ts'

type Page<Row> = { rows: Row[]; total: number }
type Store<S> = Pick<StoreApi<S>, 'getState' | 'setState' | 'subscribe'>
type FetchPage<Row> = (key: string, page: { offset: number; limit: number }) => Promise<Page<Row>>

/** Refreshes of one window are at least this far apart: a batch of 500 changes is one refresh, not 500. */
export const REFRESH_SPACING_MS = 250
/** An answer alone may be lost while the line holds: then nobody says that the connection is back. */
export const AGAIN_MS = 5_000

type Kept<Row, S> = { pace: Pick<Paced, 'soon'>; signal: AbortSignal; takeRows?: TakeRows<Row, S> }

/** Watches a store and fills its windows; returns a nudge that tries again what failed. */
export function keepWindows<Row extends { id: string }, S extends Rows<Row>>(
  store: Store<S>,
  fetchPage: FetchPage<Row>,
  { pace, signal, takeRows = patchRows }: Kept<Row, S>,
): () => void {
  const busy = new Set<string>()
  const failed = new Set<string>()
  const nextRefreshAt = new Map<string, number>()

  const fill = async (key: string, fetch: Fetch) => {
    busy.add(key)
    if (fetch.replaces) nextRefreshAt.set(key, Date.now() + REFRESH_SPACING_MS)
    // A lost connection is told elsewhere; the windows are filled once it is back.
    await fillWindow({ store, fetchPage, pace, takeRows }, key, fetch).catch(() => {
      // What was to be replaced still is.
      if (fetch.replaces) store.setState((state) => markStale(state, [key]))
      failed.add(key)
      setTimeout(() => {
        failed.delete(key)
        look()
      }, AGAIN_MS)
    })
    busy.delete(key)
    look()
  }
  const wait = (key: string, pauseMs: number) => {
    busy.add(key)
    setTimeout(() => {
      busy.delete(key)
      look()
    }, pauseMs)
  }
  const look = () => {
    if (signal.aborted) return
    for (const [key, window] of Object.entries(store.getState().windows)) {
      const fetch = busy.has(key) || failed.has(key) ? undefined : nextFetch(window)
      if (!fetch) continue
      const pauseMs = fetch.replaces ? (nextRefreshAt.get(key) ?? 0) - Date.now() : 0
      if (pauseMs > 0) wait(key, pauseMs)
      else void fill(key, fetch)
    }
  }
  signal.addEventListener('abort', store.subscribe(look), { once: true })
  return () => {
    failed.clear()
    look()
  }
}

type Parts<Row, S> = {
  store: Store<S>
  fetchPage: FetchPage<Row>
  pace: Pick<Paced, 'soon'>
  takeRows: TakeRows<Row, S>
}

/** Fetches once and puts the answer in its place. What the user waits for at once, a refresh with what else has changed. */
async function fillWindow<Row extends { id: string }, S extends Rows<Row>>(
  { store, fetchPage, pace, takeRows }: Parts<Row, S>,
  key: string,
  fetch: Fetch,
): Promise<void> {
  const isFirst = windowOf(store.getState(), key).total === null
  // Cleared before the answer: a change that comes meanwhile marks the window again.
  if (fetch.replaces) store.setState((state) => markStale(state, [key], false))
  const before = store.getState()
  const page = await gather(fetchPage, key, fetch, windowOf(before, key).wanted)
  if (isFirst || !fetch.replaces) return place({ store, takeRows }, key, page, before)
  const { promise, resolve } = Promise.withResolvers<void>()
  pace.soon(() => resolve(place({ store, takeRows }, key, page, before)))
  await promise
}

/** `before`: what was held when the question was asked. */
function place<Row extends { id: string }, S extends Rows<Row>>(
  { store, takeRows }: Pick<Parts<Row, S>, 'store' | 'takeRows'>,
  key: string,
  page: Page<Row> & { fetch: Fetch },
  before: S,
): void {
  const state = store.getState()
  const { moves, stale } = windowOf(state, key)
  // The user has moved rows meanwhile; the answer may still have them where they were.
  if (moves.begun > windowOf(before, key).moves.begun) {
    store.setState(markStale(state, [key]))
    return
  }
  // A row that was told of while the answer was on its way is newer than the answer, or will be told of again.
  const rows = page.rows.map((row) => {
    const now = state.byId[row.id]
    return now === before.byId[row.id] ? row : (now ?? row)
  })
  const placed = placePage<Row, S>(state, key, page.fetch, { ...page, rows }, takeRows)
  store.setState(markStale(placed, [key], stale))
}

/** A refresh brings all pages before it replaces any, so that a long list never shrinks under the reader. */
async function gather<Row>(fetchPage: FetchPage<Row>, key: string, fetch: Fetch, wanted: number) {
  const rows: Row[] = []
  let total = 0
  let limit = fetch.limit
  do {
    const page = await fetchPage(key, { offset: fetch.offset + rows.length, limit })
    rows.push(...page.rows)
    total = page.total
    if (page.rows.length < limit) break
    limit = Math.min(LARGEST_PAGE, wanted - rows.length)
  } while (fetch.replaces && limit > 0 && rows.length < total)
  return { rows, total, fetch: { ...fetch, limit: Math.max(fetch.limit, rows.length) } }
}
