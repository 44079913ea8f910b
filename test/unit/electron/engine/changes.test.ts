/** How windows learn what changed. */

import { expect, test } from 'vitest'
import { Changes, type Touched } from '#electron/engine/changes.ts'
import { fakeClock, settle } from '#test/support/fake-clock.ts'

function openChanges() {
  const clock = fakeClock(0)
  const read: Touched[] = []
  const changes = new Changes(clock, (touched) => {
    read.push(touched)
    return {}
  })
  return { clock, changes, read }
}

const job = (id: string) => ({ table: 'jobs', id, relist: false }) as const

test('what is touched within a moment is told once, with one revision', async () => {
  const { clock, changes, read } = openChanges()
  const revisions: number[] = []
  changes.subscribe(({ revision }) => revisions.push(revision))
  for (const id of ['a', 'b', 'a']) changes.touch(job(id))
  await clock.advance(49)
  expect(revisions).toEqual([])
  await clock.advance(1)
  changes.touch(job('c'))
  await clock.advance(50)
  expect(revisions).toEqual([1, 2])
  expect(read.map(({ rows }) => rows.jobs)).toEqual([['a', 'b'], ['c']])
})

test('a line tells at once that it is open, then every change, and ends when asked', async () => {
  const { clock, changes } = openChanges()
  const hangUp = new AbortController()
  const line = changes.watch(hangUp.signal)
  expect((await line.next()).value).toEqual({ revision: 0 })
  changes.touch(job('a'))
  await clock.advance(50)
  expect((await line.next()).value).toEqual({ revision: 1 })
  const waiting = line.next()
  hangUp.abort()
  expect((await waiting).done).toBe(true)
})

test('a slow listener is not fed for ever: it sees a gap', async () => {
  const { clock, changes } = openChanges()
  const line = changes.watch()
  await line.next()
  for (let count = 0; count < 300; count += 1) {
    changes.touch(job('a'))
    await clock.advance(50)
  }
  expect((await line.next()).value?.revision).toBe(101)
})

test('many rows are not told one by one: their list is to be asked for again', async () => {
  const { clock, changes, read } = openChanges()
  changes.subscribe(() => {})
  for (let count = 0; count < 501; count += 1) changes.touch(job(`j${count}`))
  await clock.advance(50)
  expect([read[0]?.rows.jobs, [...(read[0]?.relist ?? [])]]).toEqual([[], ['jobs']])
})

test('closing tells what is left and ends every line', async () => {
  const { changes, clock } = openChanges()
  const line = changes.watch()
  await line.next()
  changes.touch(job('a'))
  const waiting = line.next()
  changes.close()
  expect((await waiting).value).toEqual({ revision: 1 })
  expect((await line.next()).done).toBe(true)
  await settle()
  expect(clock.sleepers).toBe(0)
})
