/** What windows ask of the clips table. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { searchQuestion } from '#electron/engine/database/search-text.ts'
import type { Clip } from '#shared/clip.ts'
import { CLIP_SORTS, type ClipFilter, type ClipSort } from '#shared/clip-question.ts'
import type { MeasureValues } from '#shared/measures.ts'
import { type JobTable, MADE_AT, openJobTable } from '#test/support/job-table.ts'

const ALL = { offset: 0, limit: 500 }

function found(tables: JobTable, filter: ClipFilter, sort: ClipSort = 'oldest'): string[] {
  return tables.clipLists.search(filter, sort, ALL).rows.map(({ id }) => id)
}

function judge(tables: JobTable, clip: Clip, ...judgement: [Parameters<JobTable['clips']['judge']>[1]]) {
  tables.clips.judge(clip, ...judgement)
}

test('words are found by their beginnings, in any order, in prompt, still, clip and seed', () => {
  const tables = openJobTable()
  tables.addClip({ prompt: 'Mist over the lake, slow push-in', stillName: 'IMG_0042.jpg', seed: 4711 })
  tables.addClip({ prompt: 'Regen über der Stadt', name: 'rain-street_t01_s9.mp4', seed: 9 })
  const texts = {
    'la mi': ['c1'],
    img_00: ['c1'],
    471: ['c1'],
    'uber rain-st': ['c2'],
    ist: [],
    '  ': ['c1', 'c2'],
  }
  for (const [text, ids] of Object.entries(texts))
    expect([text, found(tables, { text })]).toEqual([text, ids])
})

test('Chinese is found by one character, by two, and by a run that begins inside a word', () => {
  const tables = openJobTable()
  tables.addClip({ prompt: '清晨的薄雾在湖面上飘动，镜头缓慢推进', stillName: '湖.jpg' })
  tables.addClip({ prompt: '雨夜的街道', stillName: '雾都 night.jpg' })
  const texts = { 雾: ['c1', 'c2'], 薄雾: ['c1'], 雾在湖: ['c1'], 湖雾: [], '雾 ni': ['c2'], 镜头: ['c1'] }
  for (const [text, ids] of Object.entries(texts))
    expect([text, found(tables, { text })]).toEqual([text, ids])
})

test('a clip is found by a note on it, and no longer once the note is taken away', () => {
  const tables = openJobTable()
  const clip = tables.addClip({ prompt: 'mist drifts' })
  const note = { id: 'n1', clipId: clip.id, atMs: 1_200, text: 'hands melt 手', writtenAt: MADE_AT }
  tables.clipNotes.insert(note)
  expect([found(tables, { text: 'melt' }), found(tables, { text: '手' })]).toEqual([[clip.id], [clip.id]])
  tables.clipNotes.remove(note.id)
  tables.clipNotes.remove(note.id)
  expect([found(tables, { text: 'melt' }), found(tables, { text: 'mist' })]).toEqual([[], [clip.id]])
})

test('a NUL among the letters does not break the question', () => {
  const tables = openJobTable()
  tables.addClip({ prompt: 'mist drifts' })
  expect(found(tables, { text: '\u0000mist' })).toHaveLength(1)
})

test('whatever is typed, the question is one SQLite understands', () => {
  const tables = openJobTable()
  tables.addClip({ prompt: 'any "quoted" (words) AND NOT * others' })
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 60 }), fc.string({ unit: 'binary' })), (text) => {
      found(tables, { text })
    }),
    { numRuns: 40 },
  )
  expect(found(tables, { text: '"quoted" (wor' })).toEqual(['c1'])
  expect(searchQuestion(' - * "" ')).toBeUndefined()
})

test('a clip that was found under another name is found by that name', () => {
  const tables = openJobTable()
  const clip = tables.addClip()
  tables.clips.moved(clip, '/else/renamed.mp4', 'renamed.mp4')
  expect([found(tables, { text: 'renamed' }), found(tables, { text: 't1' })]).toEqual([['c1'], []])
})

test('within a kind any value fits, between kinds all must; no value is a value', () => {
  const tables = openJobTable()
  const [one, two, three] = [
    tables.addClip({ seed: 1 }),
    tables.addClip({ seed: 2 }),
    tables.addClip({ seed: 3 }),
  ]
  judge(tables, one, { rating: 5, verdict: 'pick' })
  judge(tables, two, { rating: 3, verdict: 'reject', circled: true })
  tables.clips.setMissing(three, 1)
  expect(found(tables, { ratings: [5, 3] })).toEqual(['c1', 'c2'])
  expect(found(tables, { ratings: [5, null] })).toEqual(['c1', 'c3'])
  expect(found(tables, { ratings: [5, 3], verdicts: ['reject'] })).toEqual(['c2'])
  expect(found(tables, { circled: [false], missing: [false] })).toEqual(['c1'])
  expect(found(tables, { seeds: [2, 3], missing: [true] })).toEqual(['c3'])
  expect(found(tables, { costs: [{ micros: 4_500_000, currency: 'USD' }] })).toEqual([])
  expect(found(tables, { days: [{ from: MADE_AT + 2, before: MADE_AT + 3 }] })).toEqual(['c2'])
  expect(
    found(tables, {
      days: [
        { from: null, before: MADE_AT + 2 },
        { from: MADE_AT + 3, before: null },
      ],
    }),
  ).toEqual(['c1', 'c3'])
})

test('a kind counts what another choice within it would add', () => {
  const tables = openJobTable()
  for (const seed of [1, 1, 2]) tables.addClip({ seed, model: seed === 1 ? 'a' : 'b' })
  judge(tables, tables.addClip({ seed: 1, model: 'b' }), { rating: 4 })
  const days = [{ from: MADE_AT + 3, before: null }]
  const facets = tables.clipLists.facets({ seeds: [1], models: ['b'] }, days)
  expect(facets.total).toBe(1)
  expect(facets.seeds).toEqual([
    { value: 1, count: 1 },
    { value: 2, count: 1 },
  ])
  expect(facets.models).toEqual([
    { value: 'a', count: 2 },
    { value: 'b', count: 1 },
  ])
  expect(facets.ratings).toEqual([{ value: 4, count: 1 }])
  expect(facets.days).toEqual([{ value: days[0], count: 1 }])
  expect(facets.batches).toEqual([{ value: 'b1', createdAt: MADE_AT, count: 1 }])
  expect(facets.stills).toEqual([{ value: 's1', name: 'mist.jpg', count: 1 }])
  expect(facets.costs).toEqual([{ value: { micros: 4_500_000, currency: 'CNY' }, count: 1 }])
  expect(tables.clipLists.facets({ text: 'nothing' }, []).total).toBe(0)
})

test('facets and search agree, whatever the filter', () => {
  const tables = openJobTable()
  for (let number = 0; number < 40; number += 1) {
    const clip = tables.addClip({ seed: number % 3, model: `m${number % 2}` })
    judge(tables, clip, { rating: number % 4 || null, circled: number % 5 === 0 })
  }
  const filter = fc.record(
    {
      seeds: fc.subarray([0, 1, 2], { minLength: 1 }),
      models: fc.subarray(['m0', 'm1'], { minLength: 1 }),
      ratings: fc.subarray([1, 2, 3, null], { minLength: 1 }),
      circled: fc.subarray([true, false], { minLength: 1 }),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(filter, (asked) => {
      const { rows, total } = tables.clipLists.search(asked, 'newest', ALL)
      const facets = tables.clipLists.facets(asked, [])
      expect([rows.length, facets.total]).toEqual([total, total])
      for (const { value, count } of facets.seeds) {
        expect(tables.clipLists.search({ ...asked, seeds: [value] }, 'newest', ALL).total).toBe(count)
      }
    }),
    { numRuns: 40 },
  )
})

test('windows of every order fit together without gap or overlap', () => {
  const tables = openJobTable()
  for (let number = 0; number < 30; number += 1) tables.addClip({ seed: number % 2, savedAt: MADE_AT })
  for (const sort of CLIP_SORTS) {
    const pages = [0, 10, 20].flatMap(
      (offset) => tables.clipLists.search({}, sort, { offset, limit: 10 }).rows,
    )
    expect(new Set(pages.map(({ id }) => id)).size).toBe(30)
    expect(tables.clipLists.ids({}, sort, ALL)).toEqual(pages.map(({ id }) => id))
  }
})

test('the best come first: circled, then picked, then by stars, rejected last', () => {
  const tables = openJobTable()
  const [bad, plain, good, picked, chosen] = [0, 0, 0, 0, 0].map(() => tables.addClip()) as [
    Clip,
    Clip,
    Clip,
    Clip,
    Clip,
  ]
  judge(tables, bad, { verdict: 'reject', rating: 5 })
  judge(tables, good, { rating: 4 })
  judge(tables, picked, { verdict: 'pick' })
  judge(tables, chosen, { circled: true })
  expect(found(tables, {}, 'best')).toEqual([chosen, picked, good, plain, bad].map(({ id }) => id))
})

test('clips are sorted by what was measured in them; those not measured come last', () => {
  const tables = openJobTable()
  for (const id of ['calm', 'wild', 'unknown']) tables.addClip({ id })
  tables.measures.want(['calm', 'wild', 'unknown'], MADE_AT)
  tables.measures.measured('calm', { motion: 0.2, likeness: 0.5 } as MeasureValues, MADE_AT)
  tables.measures.measured('wild', { motion: 4, likeness: null } as MeasureValues, MADE_AT)
  expect(found(tables, {}, 'liveliest')).toEqual(['wild', 'calm', 'unknown'])
  expect(found(tables, {}, 'calmest')).toEqual(['calm', 'wild', 'unknown'])
  expect(found(tables, {}, 'unlike')[0]).toBe('calm')
})

test('a judgement keeps what it leaves out, and the shot shows its circled clip', () => {
  const tables = openJobTable()
  const [old] = [tables.addClip(), tables.addClip()] as [Clip, Clip]
  expect(tables.shots.byId('h1')?.clipId).toBe('c2')
  judge(tables, old, { rating: 2, circled: true })
  judge(tables, old, { verdict: 'pick' })
  expect(tables.clips.byId('c1')).toMatchObject({ rating: 2, verdict: 'pick', circled: true })
  expect(tables.shots.byId('h1')?.clipId).toBe('c1')
  judge(tables, old, { rating: null, verdict: null, circled: false })
  expect(tables.clips.byId('c1')).toEqual(old)
})
