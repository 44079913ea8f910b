/** What keys mean in the compare room: the pane that is chosen, which is one that is on screen. */

import { beforeEach, expect, test } from 'vitest'
import { useClips } from '#renderer/stores/clips-store.ts'
import {
  choosePair,
  choosePane,
  flipBlink,
  goToNextPane,
  layOut,
  openCompare,
  removePane,
  shiftCurrent,
  stepPane,
  useCompare,
} from '#renderer/stores/compare-store.ts'
import { useView } from '#renderer/stores/view-store.ts'
import { sessionHere, useVoting } from '#renderer/stores/voting-store.ts'
import type { Clip } from '#shared/clip.ts'
import type { Judging } from '#shared/judging.ts'

const state = () => useCompare.getState()

beforeEach(() => {
  layOut('grid')
  openCompare(['a', 'b', 'c', 'd'])
})

test('side by side the arrows go round all panes', () => {
  stepPane(-1)
  expect(state().current).toBe(3)
  stepPane(1)
  expect(state().current).toBe(0)
})

test('over each other only the two that are seen are meant, and after the second judgement it stays', () => {
  choosePane(2)
  layOut('wipe')
  expect(state().current).toBe(0)
  goToNextPane()
  expect(state().current).toBe(1)
  goToNextPane()
  expect(state().current).toBe(1)
  stepPane(1)
  expect(state().current).toBe(0)
  choosePane(3)
  expect(state().current).toBe(0)
})

test('another take on a side takes its place as the one that is meant', () => {
  layOut('onion')
  choosePair(0, 2)
  expect([state().pair, state().current]).toEqual([[2, 1], 2])
  choosePair(1, 2)
  expect(state().pair).toEqual([1, 2])
})

test('in blink the take that is shown is the one that is meant', () => {
  layOut('blink')
  flipBlink()
  expect([state().showsSecond, state().current]).toEqual([true, 1])
  stepPane(1)
  expect([state().showsSecond, state().current]).toEqual([false, 0])
})

test('a pane that goes leaves the same two takes over each other', () => {
  layOut('wipe')
  choosePair(0, 1)
  choosePair(1, 3)
  removePane(0)
  expect(state().pair.map((at) => state().clipIds[at])).toEqual(['b', 'd'])
  removePane(state().pair[1])
  expect(state().pair.map((at) => state().clipIds[at])).toEqual(['b', 'c'])
  expect(state().pair).toContain(state().current)
})

test('a take is shifted no further than it has frames', () => {
  useClips.setState({ byId: { a: { id: 'a', frames: 75 } as Clip }, windows: {} })
  for (let times = 0; times < 120; times += 1) shiftCurrent(1)
  expect(state().offsets.a).toBe(74)
  for (let times = 0; times < 300; times += 1) shiftCurrent(-1)
  expect(state().offsets.a).toBe(-74)
  shiftCurrent(null)
  expect(state().offsets.a).toBe(0)
})

test('each project has its own takes side by side', () => {
  useView.setState({ projectId: 'one' })
  openCompare(['a', 'b'])
  useView.setState({ projectId: 'two' })
  expect(state().clipIds).toEqual([])
  openCompare(['x', 'y'])
  useView.setState({ projectId: 'one' })
  expect(state().clipIds).toEqual(['a', 'b'])
})

test('a session is offered where its takes belong', () => {
  const session = (id: string, projectIds: string[]) => ({ id, projectIds }) as Judging
  useVoting.setState({ open: [session('elsewhere', ['two']), session('here', ['one'])], finished: [] })
  useView.setState({ projectId: 'one' })
  expect([sessionHere('open')?.id, sessionHere('finished')]).toEqual(['here', undefined])
  useView.setState({ projectId: 'three' })
  expect(sessionHere('open')).toBeUndefined()
})
