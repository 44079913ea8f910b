import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { create } from 'zustand'
import {
  markStale,
  moveHeard,
  patchRows,
  type Rows,
  reorderRows,
  want,
  windowOf,
} from '#renderer/stores/row-windows.ts'
import { paced } from '#renderer/sync/paced.ts'
import { AGAIN_MS, keepWindows, REFRESH_SPACING_MS } from '#renderer/sync/window-keeper.ts'

type Row = { id: string }
const forGood = () => ({ pace: paced(), signal: new AbortController().signal })
const list = Array.from({ length: 1_300 }, (_, place) => ({ id: `r${place}` }))

function setUp() {
  const store = create<Rows<Row>>()(() => ({ byId: {}, windows: {} }))
  const asked: { offset: number; limit: number }[] = []
  const fetchPage = async (_key: string, page: { offset: number; limit: number }) => {
    asked.push(page)
    return { rows: list.slice(page.offset, page.offset + page.limit), total: list.length }
  }
  const stop = new AbortController()
  const nudge = keepWindows<Row, Rows<Row>>(store, fetchPage, { pace: paced(), signal: stop.signal })
  return { store, asked, nudge, stop }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('fetches what is wanted, page by page, and never the whole table', async () => {
  const { store, asked } = setUp()
  store.setState((state) => want(state, 'k', 700, 'list'))
  await vi.waitFor(() => expect(windowOf(store.getState(), 'k').ids).toHaveLength(700))
  expect(asked).toEqual([
    { offset: 0, limit: 500 },
    { offset: 500, limit: 200 },
  ])
})

test('many changes in a row are one refresh', async () => {
  const { store, asked } = setUp()
  store.setState((state) => want(state, 'k', 100, 'list'))
  await vi.waitFor(() => expect(windowOf(store.getState(), 'k').ids).toHaveLength(100))
  for (let change = 0; change < 50; change += 1) store.setState((state) => markStale(state))
  await vi.advanceTimersByTimeAsync(REFRESH_SPACING_MS)
  expect(asked).toHaveLength(2)
  expect(windowOf(store.getState(), 'k').stale).toBe(false)
})

test('a fetch that failed is not repeated before the connection is back', async () => {
  const store = create<Rows<Row>>()(() => ({ byId: {}, windows: {} }))
  const fetchPage = vi
    .fn()
    .mockRejectedValueOnce(new Error('No line'))
    .mockResolvedValue({ rows: list.slice(0, 5), total: 5 })
  const nudge = keepWindows<Row, Rows<Row>>(store, fetchPage, forGood())
  store.setState((state) => want(state, 'k', 10, 'list'))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(fetchPage).toHaveBeenCalledTimes(1)
  store.setState((state) => markStale(state))
  nudge()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(windowOf(store.getState(), 'k').ids).toHaveLength(5)
})

test('one refresh that failed while the line holds is made again, though nobody nudges', async () => {
  const store = create<Rows<Row>>()(() => ({ byId: {}, windows: {} }))
  const fetchPage = vi
    .fn()
    .mockResolvedValueOnce({ rows: list.slice(0, 5), total: 5 })
    .mockRejectedValueOnce(new Error('Lost on the way'))
    .mockResolvedValue({ rows: list.slice(0, 4), total: 4 })
  keepWindows<Row, Rows<Row>>(store, fetchPage, forGood())
  store.setState((state) => want(state, 'k', 10, 'list'))
  await vi.advanceTimersByTimeAsync(1_000)
  store.setState((state) => markStale(state))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(windowOf(store.getState(), 'k').ids).toHaveLength(5)
  await vi.advanceTimersByTimeAsync(AGAIN_MS)
  expect(windowOf(store.getState(), 'k').ids).toHaveLength(4)
})

test('a row that changed while a page was on its way is not set back by that page', async () => {
  type Still = Row & { isReady: boolean }
  const store = create<Rows<Still>>()(() => ({ byId: {}, windows: {} }))
  const fetchPage = async () => {
    // What the engine says between its answer and the answer's arrival.
    store.setState((state) => patchRows(state, [{ id: 'a', isReady: true }]))
    const rows = ['a', 'b'].map((id) => ({ id, isReady: false }))
    return { rows, total: 2 }
  }
  keepWindows<Still, Rows<Still>>(store, fetchPage, forGood())
  store.setState((state) => want(state, 'k', 10, 'list'))
  await vi.waitFor(() => expect(windowOf(store.getState(), 'k').ids).toEqual(['a', 'b']))
  expect(Object.values(store.getState().byId).map((row) => row.isReady)).toEqual([true, false])
})

test('a page that was read before the user moved rows does not put them back', async () => {
  const store = create<Rows<Row>>()(() => ({ byId: {}, windows: {} }))
  const idsShown = () => windowOf(store.getState(), 'k').ids
  let engine = ['a', 'b', 'c']
  let arrive = () => {}
  const fetchPage = async () => {
    const rows = engine.map((id) => ({ id }))
    await new Promise<void>((resolve) => (arrive = resolve))
    return { rows, total: 3 }
  }
  keepWindows<Row, Rows<Row>>(store, fetchPage, forGood())
  store.setState((state) => want(state, 'k', 3, 'list'))
  await vi.advanceTimersByTimeAsync(0)
  arrive()
  await vi.advanceTimersByTimeAsync(REFRESH_SPACING_MS)
  store.setState((state) => markStale(state))
  await vi.advanceTimersByTimeAsync(0)
  store.setState((state) => reorderRows(state, 'k', ['a'], 'c'))
  engine = ['b', 'a', 'c']
  store.setState((state) => moveHeard(state, 'k'))
  arrive()
  await vi.advanceTimersByTimeAsync(0)
  expect(idsShown()).toEqual(['b', 'a', 'c'])
  engine = ['c', 'b', 'a']
  await vi.advanceTimersByTimeAsync(REFRESH_SPACING_MS)
  arrive()
  await vi.advanceTimersByTimeAsync(0)
  expect(idsShown()).toEqual(['c', 'b', 'a'])
})

test('a row that a page finds in its new list leaves the old one at once, though nobody has told of it yet', async () => {
  type Placed = Row & { list: string }
  const store = create<Rows<Placed>>()(() => ({ byId: {}, windows: {} }))
  const engine: Placed[] = [
    { id: 'a', list: 'old' },
    { id: 'b', list: 'old' },
  ]
  const fetchPage = async (key: string) => {
    const rows = engine.filter((row) => row.list === key).map((row) => ({ ...row }))
    return { rows, total: rows.length }
  }
  const takeRows = (state: Rows<Placed>, rows: readonly Placed[]) => {
    const left = rows.filter(({ id, list: now }) => state.byId[id] && state.byId[id].list !== now)
    return patchRows(markStale(state, left.length > 0 ? ['old'] : []), rows)
  }
  keepWindows<Placed, Rows<Placed>>(store, fetchPage, { ...forGood(), takeRows })
  store.setState((state) => want(state, 'old', 10, 'list'))
  store.setState((state) => want(state, 'new', 10, 'list'))
  await vi.advanceTimersByTimeAsync(1_000)
  engine[0] = { id: 'a', list: 'new' }
  store.setState((state) => markStale(state, ['new']))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(windowOf(store.getState(), 'new')).toMatchObject({ ids: ['a'], total: 1, stale: false })
  expect(windowOf(store.getState(), 'old')).toMatchObject({ ids: ['b'], total: 1, stale: false })
})
