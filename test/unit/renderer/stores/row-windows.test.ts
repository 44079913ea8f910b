import { describe, expect, test } from 'vitest'
import {
  LARGEST_PAGE,
  markStale,
  moveHeard,
  moveRow,
  nextFetch,
  placePage,
  type Rows,
  reorderRows,
  STEP,
  want,
  wantMore,
  windowOf,
} from '#renderer/stores/row-windows.ts'

type Row = { id: string; text: string }
const EMPTY: Rows<Row> = { byId: {}, windows: {} }
const rows = (from: number, count: number, text = 'a'): Row[] =>
  Array.from({ length: count }, (_, place) => ({ id: `r${from + place}`, text }))

function filled(count: number, total: number): Rows<Row> {
  const wanted = want(EMPTY, 'k', count, 'list')
  return placePage<Row, Rows<Row>>(
    wanted,
    'k',
    { offset: 0, limit: count, replaces: true },
    { rows: rows(0, count), total },
  )
}

describe('a window over a long list', () => {
  test('asks for nothing while nobody looks', () => {
    expect(nextFetch(windowOf(EMPTY, 'k'))).toBeUndefined()
  })

  test('asks for what is wanted, and for no more than the engine gives at once', () => {
    expect(nextFetch(windowOf(want(EMPTY, 'k', 50, 'list'), 'k'))).toEqual({
      offset: 0,
      limit: 50,
      replaces: true,
    })
    expect(nextFetch(windowOf(want(EMPTY, 'k', 9_000, 'list'), 'k'))?.limit).toBe(LARGEST_PAGE)
  })

  test('is content once it has all that is wanted or all there is', () => {
    expect(nextFetch(windowOf(filled(3, 10), 'k'))).toBeUndefined()
    expect(nextFetch(windowOf(want(filled(3, 3), 'k', 99, 'list'), 'k'))).toBeUndefined()
  })

  test('grows by a step when its end is seen, and only once for each step', () => {
    const grown = wantMore(filled(3, 1_000), 'k', 'list')
    expect(windowOf(grown, 'k').wanted).toBe(3 + STEP)
    expect(wantMore(grown, 'k', 'list')).toBe(grown)
    expect(nextFetch(windowOf(grown, 'k'))).toEqual({ offset: 3, limit: STEP, replaces: false })
  })

  test('is as long as the one who wants most of it would have it, whoever comes or goes first', () => {
    const wanted = (state: Rows<Row>) => windowOf(state, 'k').wanted
    const room = want(filled(3, 10), 'k', STEP, 'room')
    const both = want(want(room, 'k', 1, 'rail'), 'k', 400, 'next room')
    expect(wanted(both)).toBe(400)
    expect(wanted(want(both, 'k', 0, 'room'))).toBe(400)
    expect(wanted(want(want(both, 'k', 0, 'room'), 'k', 0, 'next room'))).toBe(3)
  })

  test('does not show a row twice when the list moved between two pages', () => {
    const next = placePage<Row, Rows<Row>>(
      want(filled(3, 6), 'k', 6, 'list'),
      'k',
      { offset: 3, limit: 3, replaces: false },
      { rows: rows(2, 3, 'b'), total: 6 },
    )
    expect(windowOf(next, 'k').ids).toEqual(['r0', 'r1', 'r2', 'r3', 'r4'])
    expect(next.byId.r2?.text).toBe('b')
  })

  test('a page that came short ends the list there', () => {
    const next = placePage<Row, Rows<Row>>(
      want(filled(3, 9), 'k', 9, 'list'),
      'k',
      { offset: 3, limit: 6, replaces: false },
      { rows: [], total: 9 },
    )
    expect(windowOf(next, 'k').total).toBe(3)
  })

  test('fetches from the start again when it is marked as out of date', () => {
    expect(nextFetch(windowOf(markStale(filled(3, 3)), 'k'))).toEqual({ offset: 0, limit: 3, replaces: true })
  })

  test('a moved row leaves one window and stands on top of the other', () => {
    const both = {
      ...filled(3, 3),
      windows: { ...filled(3, 3).windows, to: { ...windowOf(filled(0, 0), 'k'), wanted: 5, total: 0 } },
    }
    const next = moveRow(both, 'r1', 'k', 'to')
    expect(windowOf(next, 'k')).toMatchObject({ ids: ['r0', 'r2'], total: 2 })
    expect(windowOf(next, 'to')).toMatchObject({ ids: ['r1'], total: 1 })
  })

  test('a row that moves to a window nobody has opened is not counted there', () => {
    const next = moveRow(filled(3, 3), 'r1', 'k', 'unopened')
    expect(next.windows.unopened).toBeUndefined()
  })

  test('reordered rows stay together and in their order', () => {
    expect(windowOf(reorderRows(filled(5, 5), 'k', ['r4', 'r1'], 'r0'), 'k').ids).toEqual([
      'r1',
      'r4',
      'r0',
      'r2',
      'r3',
    ])
    expect(windowOf(reorderRows(filled(3, 3), 'k', ['r0'], null), 'k').ids).toEqual(['r1', 'r2', 'r0'])
  })

  test('a reorder before a row that is not here leaves the order to the engine', () => {
    const ids = windowOf(filled(3, 3), 'k').ids
    expect(windowOf(reorderRows(filled(3, 3), 'k', ['r0'], 'gone'), 'k').ids).toEqual(ids)
  })

  test('nothing is fetched between a reorder and the moment the engine has heard of the last one', () => {
    const once = reorderRows(filled(3, 3), 'k', ['r0'], null)
    const twice = reorderRows(markStale(once), 'k', ['r1'], null)
    expect(nextFetch(windowOf(twice, 'k'))).toBeUndefined()
    expect(nextFetch(windowOf(moveHeard(twice, 'k'), 'k'))).toBeUndefined()
    const heard = moveHeard(moveHeard(twice, 'k'), 'k')
    expect(nextFetch(windowOf(heard, 'k'))).toEqual({ offset: 0, limit: 3, replaces: true })
  })
})
