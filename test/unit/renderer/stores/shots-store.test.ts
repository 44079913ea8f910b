import { beforeEach, expect, test } from 'vitest'
import { NO_WINDOW } from '#renderer/stores/row-windows.ts'
import {
  commonOf,
  editShots,
  groupDrafts,
  matchesFilter,
  settleDrafts,
  shotView,
  takeShots,
  thumbnailOf,
  useShots,
} from '#renderer/stores/shots-store.ts'
import { finding } from '#shared/finding.ts'
import { aShot } from '../shot-sample.ts'

beforeEach(() => {
  useShots.setState({
    byId: { s1: aShot(), s2: aShot({ id: 's2', prompt: 'rain' }) },
    windows: {},
    drafts: {},
  })
})

test('an edit is seen at once and the saved shot stays as it was', () => {
  editShots(['s1'], { prompt: 'mist' })
  expect(shotView(useShots.getState(), 's1')?.prompt).toBe('mist')
  expect(useShots.getState().byId.s1?.prompt).toBe('')
})

test('the same draft gives the same object, so that nothing renders anew', () => {
  editShots(['s1'], { prompt: 'mist' })
  expect(shotView(useShots.getState(), 's1')).toBe(shotView(useShots.getState(), 's1'))
})

test('what comes from the engine while the user types does not undo the typing', () => {
  editShots(['s1'], { prompt: 'mist' })
  useShots.setState(({ byId }) => ({ byId: { ...byId, s1: aShot({ takes: 4 }) } }))
  expect(shotView(useShots.getState(), 's1')).toMatchObject({ prompt: 'mist', takes: 4 })
})

test('a saved draft is forgotten, one edited meanwhile stays', () => {
  editShots(['s1', 's2'], { prompt: 'mist' })
  const sent = useShots.getState().drafts
  editShots(['s2'], { prompt: 'mist rises' })
  settleDrafts(sent, true)
  expect(useShots.getState().drafts).toEqual({ s2: { prompt: 'mist rises' } })
  expect(useShots.getState().byId.s1?.prompt).toBe('mist')
})

test('a draft the engine refused is given up, and the saved value is seen again', () => {
  editShots(['s2'], { prompt: 'mist' })
  settleDrafts(useShots.getState().drafts, false)
  expect(shotView(useShots.getState(), 's2')?.prompt).toBe('rain')
})

test('equal edits of many shots are saved by one command', () => {
  editShots(['s1', 's2'], { watermark: false, durationSeconds: 7 })
  expect(groupDrafts(useShots.getState().drafts)).toEqual([
    { ids: ['s1', 's2'], patch: { watermark: false, durationSeconds: 7 } },
  ])
})

test('a value is common to all or mixed, and there is none without shots', () => {
  expect(commonOf([5, 5])).toEqual({ mixed: false, value: 5 })
  expect(commonOf([null, null])).toEqual({ mixed: false, value: null })
  expect(commonOf([5, 6])).toEqual({ mixed: true })
  expect(commonOf([])).toBeUndefined()
})

test('filters tell ready, blocked and taken shots apart; one not yet checked is neither ready nor blocked', () => {
  const { still } = aShot()
  const blocked = aShot({ still: { ...still, findings: [finding('empty')] } })
  const warned = aShot({ still: { ...still, findings: [finding('transparent')] } })
  const unchecked = aShot({ still: { ...still, inspectedAt: null } })
  expect([aShot(), blocked, warned, unchecked].map((shot) => matchesFilter(shot, 'ready'))).toEqual([
    true,
    false,
    true,
    false,
  ])
  expect([aShot(), blocked, warned, unchecked].map((shot) => matchesFilter(shot, 'blocked'))).toEqual([
    false,
    true,
    false,
    false,
  ])
  expect([aShot(), aShot({ takes: 1 })].map((shot) => matchesFilter(shot, 'taken'))).toEqual([false, true])
})

test('a changed shot has the boards looked up again that it enters or leaves, and no others', () => {
  const board = (ids: string[]) => ({ ...NO_WINDOW, ids, total: ids.length, wanted: 1, stale: false })
  useShots.setState({
    windows: { 'p1/all': board(['s1', 's2']), 'p1/taken': board([]), 'p1/ready': board(['s1', 's2']) },
  })
  const staleAfter = (...shots: Parameters<typeof takeShots>[1]) =>
    Object.entries(takeShots(useShots.getState(), shots).windows).flatMap(([key, { stale }]) =>
      stale ? key : [],
    )
  expect(staleAfter(aShot({ prompt: 'fog' }))).toEqual([])
  expect(staleAfter(aShot({ takes: 1 }))).toEqual(['p1/taken'])
  expect(staleAfter(aShot({ id: 's9' }))).toEqual(['p1/all', 'p1/taken', 'p1/ready'])
})

test('the thumbnail of a file that was edited has another address; one that cannot be decoded has none', () => {
  const { still } = aShot()
  const seen = { ...still, width: 640, sha256: 'aa' }
  expect(thumbnailOf(seen)).toBe(thumbnailOf({ ...seen }))
  expect(thumbnailOf({ ...seen, sha256: 'bb' })).not.toBe(thumbnailOf(seen))
  expect(thumbnailOf({ ...seen, findings: [finding('damaged', { detail: 'cut' })] })).toBeNull()
})
