/** What the Library asks for, and what keys and choices make of its question. */

import { beforeEach, expect, test, vi } from 'vitest'
import { placeAfter, shapeFor } from '#renderer/features/library/grid-shape.ts'
import { useClips } from '#renderer/stores/clips-store.ts'
import {
  ask,
  askedFilter,
  idAt,
  PAGE_ROWS,
  setText,
  takeFacets,
  takePage,
  toggleValue,
  useLibrary,
} from '#renderer/stores/library-store.ts'
import { useView } from '#renderer/stores/view-store.ts'
import { daySpans, missingPage, startLibrary } from '#renderer/sync/library.ts'
import { applyChange } from '#renderer/sync.ts'
import type { Clip } from '#shared/clip.ts'
import { type ClipFacets, ClipFilterSchema } from '#shared/clip-question.ts'

const clip = (id: string) => ({ id }) as Clip
const CLEAN = useLibrary.getInitialState()

beforeEach(() => {
  useLibrary.setState(CLEAN, true)
  useClips.setState({ byId: {}, windows: {} })
})

test('only pages on screen are asked for, one that is there is not asked for again', () => {
  const total = 10 * PAGE_ROWS
  expect(missingPage({ wanted: null, pages: {}, total: null })).toBeUndefined()
  expect(missingPage({ wanted: [0, 30], pages: {}, total: null })).toBe(0)
  const pages = { 3: ['x'] }
  expect(missingPage({ wanted: [3 * PAGE_ROWS, 4 * PAGE_ROWS - 1], pages, total })).toBeUndefined()
  expect(missingPage({ wanted: [4 * PAGE_ROWS - 5, 4 * PAGE_ROWS + 40], pages, total })).toBe(4)
  expect(missingPage({ wanted: [total - 5, total + 40], pages: { 9: [] }, total })).toBeUndefined()
})

test('an answer to another question takes the place of all that was there', () => {
  takePage(0, [clip('a')], 400, true)
  takePage(1, [clip('b')], 400, false)
  expect([idAt(useLibrary.getState(), 0), idAt(useLibrary.getState(), PAGE_ROWS)]).toEqual(['a', 'b'])
  takePage(0, [clip('c')], 1, true)
  expect([idAt(useLibrary.getState(), 0), idAt(useLibrary.getState(), PAGE_ROWS)]).toEqual(['c', undefined])
})

test('a clip that moved within the list is still the one that keys mean', () => {
  takePage(0, [clip('a'), clip('b')], 2, true)
  useLibrary.setState({ selected: ['b'], cursor: 1, anchor: 1 })
  takePage(0, [clip('new'), clip('a'), clip('b')], 3, true)
  expect(useLibrary.getState()).toMatchObject({ cursor: 2, anchor: 2 })
})

test('what another window has thrown away does not stay selected, what it judged does', () => {
  useLibrary.setState({ selected: ['a', 'b', 'c'] })
  const told = (id: string, trashedAt: number | null) => ({ id, trashedAt }) as Clip
  applyChange({ revision: 1, clips: [told('b', 1_000), told('c', null)] })
  expect(useLibrary.getState().selected).toEqual(['a', 'c'])
})

test('a whole prompt can be looked for, however long: its beginning is', () => {
  const prompt = 'the mist is drifting over the lake '.repeat(60)
  ask({ filter: { text: prompt } })
  const asked = askedFilter(useLibrary.getState())
  expect(ClipFilterSchema.safeParse(asked).success).toBe(true)
  expect(prompt.startsWith(asked.text ?? 'nothing')).toBe(true)
  expect(useLibrary.getState().filter.text).toBe(prompt)
})

test('a value is chosen, joined by another and taken off; what is sifted out does not stay selected', () => {
  useLibrary.setState({ selected: ['a'] })
  toggleValue('ratings', 5)
  expect(useLibrary.getState()).toMatchObject({ filter: { ratings: [5] }, selected: [] })
  toggleValue('ratings', null)
  toggleValue('ratings', 5)
  expect(useLibrary.getState().filter).toEqual({ ratings: [null] })
  toggleValue('ratings', null)
  expect(useLibrary.getState().filter).toEqual({})
  useLibrary.setState({ selected: ['a'] })
  ask({ sort: 'best' })
  expect(useLibrary.getState().selected).toEqual(['a'])
})

test('an answer to an older question is thrown away', async () => {
  const answers: ((rows: Clip[]) => void)[] = []
  const search = () => new Promise((resolve) => answers.push((rows) => resolve({ rows, total: rows.length })))
  const leave = new AbortController()
  startLibrary({ clips: { search, facets: () => new Promise(() => {}) } } as never, leave.signal)
  useView.setState({ projectId: 'p1' })
  useLibrary.setState({ wanted: [0, 10] })
  ask({ filter: { text: 'mi' } })
  ask({ filter: { text: 'mist' } })
  answers.at(-1)?.([clip('new')])
  answers.at(-2)?.([clip('old')])
  await expect.poll(() => idAt(useLibrary.getState(), 0)).toBe('new')
  leave.abort()
})

test('posters wait while words are typed, and for no longer than the hand needs to rest', async () => {
  vi.useFakeTimers()
  const leave = new AbortController()
  const never = () => new Promise(() => {})
  startLibrary({ clips: { search: never, facets: never } } as never, leave.signal)
  useLibrary.setState({ wanted: [0, 10] })
  // The space asks nothing new: the hand has to come to rest all the same.
  for (const text of ['m', 'mi', 'mi ']) {
    setText(text)
    await vi.advanceTimersByTimeAsync(120)
    expect(useLibrary.getState().isTyping).toBe(true)
  }
  await vi.advanceTimersByTimeAsync(300)
  expect(useLibrary.getState().isTyping).toBe(false)
  toggleValue('ratings', 5)
  expect(useLibrary.getState().isTyping).toBe(false)
  leave.abort()
  vi.useRealTimers()
})

test('words given again as they stand, as some ways of typing do, leave no poster waiting for ever', async () => {
  vi.useFakeTimers()
  const leave = new AbortController()
  const never = () => new Promise(() => {})
  startLibrary({ clips: { search: never, facets: never } } as never, leave.signal)
  useLibrary.setState({ wanted: [0, 10] })
  for (const text of ['', '薄', '薄', '', '']) {
    setText(text)
    expect(useLibrary.getState().isTyping).toBe(true)
    await vi.advanceTimersByTimeAsync(300)
    expect(useLibrary.getState().isTyping, `after “${text}”`).toBe(false)
  }
  leave.abort()
  vi.useRealTimers()
})

test('arrows stay in their column, pages and ends are reached, and nothing leads out of the list', () => {
  const at = (key: string, cursor: number) => placeAfter(key, { cursor, total: 10, columns: 4, pageRows: 2 })
  expect([at('ArrowRight', 3), at('ArrowLeft', 0), at('ArrowDown', 3), at('ArrowUp', 5)]).toEqual([
    4, 0, 7, 1,
  ])
  expect([at('ArrowDown', 8), at('ArrowUp', 2), at('PageDown', 1), at('PageUp', 9)]).toEqual([9, 2, 9, 1])
  expect([at('Home', 5), at('End', 5), at('a', 5)]).toEqual([0, 9, undefined])
})

test('cards fill the width, and there is one even where none fits', () => {
  const { columns, cardPx } = shapeFor(900, 200)
  expect(columns).toBe(4)
  expect(columns * (cardPx + 10)).toBeLessThanOrEqual(900)
  expect(shapeFor(100, 200).columns).toBe(1)
})

test('days begin at midnight here, and the last 30 of them join what lies before', () => {
  const [today, week, month, before] = daySpans(new Date(2026, 10, 22, 15, 30).getTime())
  expect(today?.from).toBe(new Date(2026, 10, 22).getTime())
  expect(week?.from).toBe(new Date(2026, 10, 16).getTime())
  expect(month?.from).toBe(before?.before)
})

test('a judgement changes how many there are of each kind, so they are counted again', async () => {
  let counted = 0
  const facets = async () => {
    counted += 1
    return { total: counted, stills: [], batches: [] }
  }
  const leave = new AbortController()
  startLibrary({ clips: { search: () => new Promise(() => {}), facets } } as never, leave.signal)
  useLibrary.setState({ wanted: [0, 10] })
  await expect.poll(() => counted).toBe(1)
  useLibrary.setState({ areCountsStale: true })
  await expect.poll(() => counted).toBe(2)
  expect(useLibrary.getState().areCountsStale).toBe(false)
  leave.abort()
})

test('days of the user’s own are counted beside those that are offered', async () => {
  const asked: unknown[] = []
  const facets = async ({ days }: { days: unknown[] }) => {
    asked.push(days)
    return { stills: [], batches: [] }
  }
  const leave = new AbortController()
  startLibrary({ clips: { search: () => new Promise(() => {}), facets } } as never, leave.signal)
  const own = { from: 1_000, before: 2_000 }
  useLibrary.setState({ wanted: [0, 10], filter: { days: [own] } })
  await expect.poll(() => asked).toEqual([[own, ...daySpans(Date.now())]])
  leave.abort()
})

test('stills and batches keep their names when no clip of theirs fits any more: a chip still says them', () => {
  const none: Omit<ClipFacets, 'stills' | 'batches'> = {
    total: 0,
    projects: [],
    models: [],
    seeds: [],
    ratings: [],
    verdicts: [],
    circled: [],
    costs: [],
    days: [],
    missing: [],
  }
  const stills = [{ value: 's1', name: 'lake.jpg', count: 3 }]
  takeFacets({ ...none, stills, batches: [{ value: 'b1', createdAt: 1_000, count: 3 }] })
  takeFacets({ ...none, stills: [], batches: [] })
  expect(useLibrary.getState().known).toEqual({ stills: { s1: 'lake.jpg' }, batches: { b1: 1_000 } })
  expect(useLibrary.getState().facets?.stills).toEqual([])
})
