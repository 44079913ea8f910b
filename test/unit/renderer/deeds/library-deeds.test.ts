/** What is done with selected clips, over an engine that answers as the test says, and how it is taken back. */

import { beforeEach, expect, test } from 'vitest'
import { makeLibraryDeeds } from '#renderer/deeds/library-deeds.ts'
import { keepUndo, useUndo } from '#renderer/stores/judging-store.ts'
import { useLibrary } from '#renderer/stores/library-store.ts'
import { useLongWork } from '#renderer/stores/long-work-store.ts'
import { answering, stubEngine } from '../answering.ts'

let said: unknown[] = []
let problems: unknown[] = []
const guard =
  <Input extends unknown[]>(deed: (...input: Input) => Promise<void>) =>
  (...input: Input) =>
    deed(...input).catch((thrown: unknown) => void problems.push(thrown))
/** What the notices on screen are about. */
const shown = new Set<string | undefined>()
const deeds = makeLibraryDeeds({
  say: (text, _action, about) => {
    said.push(text)
    shown.add(about)
  },
  unsay: (about) => shown.delete(about),
  guard,
})

beforeEach(() => {
  stubEngine()
  said = []
  shown.clear()
  problems = []
  useUndo.setState({ deeds: [] })
  useLibrary.setState({ ...useLibrary.getInitialState(), selected: ['a'] })
})

test('a key pressed twice throws away once, and one undo brings it back', async () => {
  const back: unknown[] = []
  let isThere = true
  answering({
    'clips/trash': ({ ids }: { ids: string[] }) => {
      const trashed = isThere ? ids : []
      isThere = false
      return { trashed }
    },
    'clips/untrash': ({ ids }: { ids: string[] }) => void back.push(ids),
  })
  await Promise.all([deeds.trashClips(), deeds.trashClips()])
  await deeds.undoLast()
  expect([back, problems]).toEqual([[['a']], []])
})

test('a notice of what was thrown away goes with the undo: its button would do nothing', async () => {
  answering({
    'clips/trash': ({ ids }: { ids: string[] }) => ({ trashed: ids }),
    'clips/untrash': () => null,
  })
  await deeds.trashClips()
  const [about] = shown
  await deeds.undoLast()
  expect([about === undefined, shown.has(about)]).toEqual([false, false])
})

test('who throws away one clip after the other goes on with the next, at the end with the one before', async () => {
  answering({ 'clips/trash': ({ ids }: { ids: string[] }) => ({ trashed: ids }) })
  useLibrary.setState({ pages: { 0: ['a', 'b', 'c', 'd'] }, total: 4, selected: ['b'], cursor: 1 })
  await deeds.trashClips()
  expect(useLibrary.getState()).toMatchObject({ selected: ['c'], cursor: 2, anchor: 2 })
  useLibrary.setState({ selected: ['c', 'd'], cursor: 3 })
  await deeds.trashClips()
  expect(useLibrary.getState()).toMatchObject({ selected: ['b'], cursor: 1, anchor: 1 })
})

test('what was selected while clips were on their way out stays selected', async () => {
  answering({
    'clips/trash': ({ ids }: { ids: string[] }) => {
      useLibrary.setState({ selected: ['d'], cursor: 3, anchor: 3 })
      return { trashed: ids }
    },
  })
  useLibrary.setState({ pages: { 0: ['a', 'b', 'c', 'd'] }, total: 4, selected: ['b'], cursor: 1 })
  await deeds.trashClips()
  expect(useLibrary.getState().selected).toEqual(['d'])
})

test('an undo on the heels of throwing away means that, not what was done before', async () => {
  const done: unknown[] = []
  keepUndo(async () => void done.push('earlier'))
  answering({
    'clips/trash': ({ ids }: { ids: string[] }) => ({ trashed: ids }),
    'clips/untrash': ({ ids }: { ids: string[] }) => void done.push(ids),
  })
  const throwing = deeds.trashClips()
  await deeds.undoLast()
  await throwing
  expect([done, useUndo.getState().deeds.length, [...shown]]).toEqual([[['a']], 1, ['judging']])
})

test('what could not be taken back is not said to be', async () => {
  answering({ 'clips/trash': ({ ids }: { ids: string[] }) => ({ trashed: ids }) })
  await deeds.trashClips()
  said = []
  await deeds.undoLast()
  expect([said, problems.length]).toEqual([[], 1])
})

test('an undo that failed can be tried again, and does not stand before those that came earlier', async () => {
  const done: string[] = []
  let isDown = true
  keepUndo(async () => void done.push('earlier'))
  const undo = keepUndo(async () => {
    if (isDown) throw new Error('Nobody answers')
    done.push('later')
  })
  await deeds.undoLast()
  isDown = false
  await deeds.undoLast()
  await undo()
  expect(done).toEqual(['earlier', 'later'])
})

test('a frame that cannot be saved is told of, and keeps none of the others from being saved', async () => {
  const saved: string[] = []
  useLibrary.setState({ selected: ['a', 'b', 'c'] })
  answering({
    'clips/frame': ({ id }: { id: string }) => {
      if (id === 'b') throw new Error('Gone')
      saved.push(id)
      return { path: `${id}.png` }
    },
  })
  await deeds.saveFrames('first')
  expect([saved, said.length, problems.length]).toEqual([['a', 'c'], 1, 1])
})

const MANY = Array.from({ length: 950 }, (_, at) => `clip ${at}`)

/** A trash that tells how far it is whenever it is given clips. */
function trashing(then: (thrown: number) => void = () => {}) {
  const inTrash = new Set<string>()
  const seen: string[] = []
  answering({
    'clips/trash': ({ ids }: { ids: string[] }) => {
      seen.push(...useLongWork.getState().works.map(({ text, share }) => `${text} ${share.toFixed(2)}`))
      for (const id of ids) inTrash.add(id)
      then(inTrash.size)
      return { trashed: ids }
    },
    'clips/untrash': ({ ids }: { ids: string[] }) => {
      for (const id of ids) inTrash.delete(id)
      then(inTrash.size)
    },
  })
  return { inTrash, seen }
}

test('many clips are thrown away part by part, and one undo brings all of them back', async () => {
  const { inTrash, seen } = trashing()
  useLibrary.setState({ selected: MANY })
  await deeds.trashClips()
  expect(inTrash.size).toBe(950)
  expect(seen.map((one) => one.split(' ').at(-1))).toEqual(['0.00', '0.21', '0.42', '0.63', '0.84'])
  expect([useLongWork.getState().works, useLibrary.getState().selected]).toEqual([[], []])
  await deeds.undoLast()
  expect([inTrash.size, useLibrary.getState().selected.length, problems]).toEqual([0, 950, []])
})

const stopAll = () => {
  for (const work of useLongWork.getState().works) work.stop()
}

test('stopped on the way, the rest stays selected, and undoing brings back what has gone', async () => {
  const { inTrash } = trashing((thrown) => thrown === 400 && stopAll())
  useLibrary.setState({ selected: MANY })
  await deeds.trashClips()
  expect([inTrash.size, useLibrary.getState().selected]).toEqual([400, MANY.slice(400)])
  await deeds.undoLast()
  expect([inTrash.size, problems]).toEqual([0, []])
})

test('an undo that is stopped on the way leaves the rest to another undo', async () => {
  const { inTrash } = trashing()
  useLibrary.setState({ selected: MANY })
  await deeds.trashClips()
  const { inTrash: left } = trashing((thrown) => thrown === 550 && stopAll())
  for (const id of inTrash) left.add(id)
  await deeds.undoLast()
  expect(left.size).toBe(550)
  await deeds.undoLast()
  expect([left.size, problems]).toEqual([0, []])
})

test('an undo while many are on their way out stops that and brings back what has gone', async () => {
  let undoing: Promise<void> | undefined
  const { inTrash } = trashing((thrown) => {
    if (thrown === 400) undoing ??= deeds.undoLast()
  })
  useLibrary.setState({ selected: MANY })
  await deeds.trashClips()
  await undoing
  expect([inTrash.size, problems]).toEqual([0, []])
})

test('when the disk refuses on the way, that is told, and what has gone can be brought back', async () => {
  const { inTrash } = trashing((thrown) => {
    if (thrown === 600) throw new Error('The disk refuses')
  })
  useLibrary.setState({ selected: MANY })
  await deeds.trashClips()
  expect(problems).toHaveLength(1)
  trashing()
  expect([inTrash.size, useLibrary.getState().selected.length, shown.size]).toEqual([600, 550, 1])
})
