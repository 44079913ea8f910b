/**
 * Owns windows over long lists: which rows are wanted, which are here, and whether they may be out of date.
 * Pure: a window says what it wants, `sync.ts` fetches it, and the functions here put the answer in its place.
 */

export type RowWindow = {
  ids: readonly string[]
  /** Rows of the whole list; null until the first answer. */
  total: number | null
  /** How many rows the screen would like to have: the most that anybody does; 0 while nobody looks. */
  wanted: number
  /** The same by who would: one part of the screen comes before another has left. */
  wants: Readonly<Record<string, number>>
  /** Members may have changed: everything that is wanted is fetched again. */
  stale: boolean
  /** Moves of its rows that were begun on screen, and how many of them the engine has heard of. */
  moves: { begun: number; heard: number }
}

type Windowed = { windows: Readonly<Record<string, RowWindow>> }
export type Rows<Row extends { id: string }> = Windowed & { byId: Readonly<Record<string, Row>> }

/** Rows of one step of growth. */
export const STEP = 200
/** Most rows the engine gives at once. */
export const LARGEST_PAGE = 500

export const NO_WINDOW: RowWindow = {
  ids: [],
  total: null,
  wanted: 0,
  wants: {},
  stale: true,
  moves: { begun: 0, heard: 0 },
}

export function windowOf(rows: Windowed, key: string): RowWindow {
  return rows.windows[key] ?? NO_WINDOW
}

function change<S extends Windowed>(state: S, key: string, to: Partial<RowWindow>): S {
  return { ...state, windows: { ...state.windows, [key]: { ...windowOf(state, key), ...to } } }
}

/** Says how many rows of a list some part of the screen, `by`, would like to have. */
export function want<S extends Windowed>(state: S, key: string, rows: number, by: string): S {
  const { wants: before } = windowOf(state, key)
  if ((before[by] ?? 0) === rows) return state
  const wants = { ...before, [by]: rows }
  return change(state, key, { wants, wanted: Math.max(...Object.values(wants)) })
}

/** Asks for one more step, once the rows asked for before are there. */
export function wantMore<S extends Windowed>(state: S, key: string, by: string): S {
  const { ids, total, wanted } = windowOf(state, key)
  if (ids.length < wanted || total === null || ids.length >= total) return state
  return want(state, key, ids.length + STEP, by)
}

/** Marks windows as out of date, or as up to date again; all of them when no keys are given. */
export function markStale<S extends Windowed>(state: S, keys?: readonly string[], stale = true): S {
  let next = state
  for (const key of keys ?? Object.keys(state.windows)) next = change(next, key, { stale })
  return next
}

/** What has to be fetched next for a window; undefined when it has all that is wanted, or shows more than the engine knows. */
export type Fetch = { offset: number; limit: number; replaces: boolean }
export function nextFetch(window: RowWindow): Fetch | undefined {
  const { begun, heard } = window.moves
  if (window.wanted === 0 || begun > heard) return undefined
  if (window.stale) return { offset: 0, limit: Math.min(window.wanted, LARGEST_PAGE), replaces: true }
  const goal = Math.min(window.wanted, window.total ?? Number.POSITIVE_INFINITY)
  const missing = goal - window.ids.length
  if (missing <= 0) return undefined
  return { offset: window.ids.length, limit: Math.min(missing, LARGEST_PAGE), replaces: false }
}

/** Takes rows in; where lists exclude each other, also out of the list they have left. */
export type TakeRows<Row, S> = (state: S, rows: readonly Row[]) => S

/** Puts a fetched page into its window. A list that moved between two pages is cured by the next relist. */
export function placePage<Row extends { id: string }, S extends Rows<Row>>(
  state: S,
  key: string,
  fetch: Fetch,
  page: { rows: readonly Row[]; total: number },
  takeRows: TakeRows<Row, S> = patchRows,
): S {
  const held = fetch.replaces ? [] : windowOf(state, key).ids
  const known = new Set(held)
  const ids = [...held, ...page.rows.map((row) => row.id).filter((id) => !known.has(id))]
  // A page that came short means the list shrank meanwhile; what we hold is then all there is.
  const total = page.rows.length < fetch.limit ? Math.min(page.total, ids.length) : page.total
  return takeRows(change(state, key, { ids, total, stale: false }), page.rows)
}

/** Takes in newer versions of rows. One that says nothing new stays the same object, and is not drawn anew. */
export function patchRows<Row extends { id: string }, S extends Rows<Row>>(
  state: S,
  rows: readonly Row[],
): S {
  const fresh = rows.filter((row) => !isSame(state.byId[row.id], row))
  if (fresh.length === 0) return state
  return { ...state, byId: { ...state.byId, ...Object.fromEntries(fresh.map((row) => [row.id, row])) } }
}

/** Rows are plain data, always written in the same order. */
function isSame<Row>(before: Row | undefined, now: Row): boolean {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(now)
}

/** Puts rows just before another one, null: to the end, as the engine is about to do; see {@link moveHeard}. */
export function reorderRows<S extends Windowed>(
  state: S,
  key: string,
  ids: readonly string[],
  before: string | null,
): S {
  const moved = new Set(ids)
  const { ids: held, moves } = windowOf(state, key)
  const rest = held.filter((id) => !moved.has(id))
  const place = before === null ? rest.length : rest.indexOf(before)
  const reordered = [...rest.slice(0, place), ...held.filter((id) => moved.has(id)), ...rest.slice(place)]
  return change(state, key, {
    ids: place < 0 ? held : reordered,
    moves: { ...moves, begun: moves.begun + 1 },
  })
}

/** The engine has heard of one more move of a window's rows, or refused it: from here on its order counts again. */
export function moveHeard<S extends Windowed>(state: S, key: string): S {
  const { moves } = windowOf(state, key)
  return change(state, key, { stale: true, moves: { ...moves, heard: moves.heard + 1 } })
}

/** Takes a row out of a window and, when `to` is given, puts it on top of another that has been fetched. */
export function moveRow<S extends Windowed>(state: S, id: string, from: string, to: string | undefined): S {
  let next = state
  const source = windowOf(state, from)
  if (source.ids.includes(id)) {
    next = change(next, from, {
      ids: source.ids.filter((one) => one !== id),
      total: source.total === null ? null : source.total - 1,
    })
  }
  const target = to === undefined ? undefined : state.windows[to]
  if (to !== undefined && target && target.total !== null && !target.ids.includes(id)) {
    next = change(next, to, {
      ids: [id, ...target.ids],
      total: target.total + 1,
      wanted: target.wanted && target.wanted + 1,
    })
  }
  return next
}
