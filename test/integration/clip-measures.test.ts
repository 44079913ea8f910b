/** Owns the proof that a saved clip is measured behind the queue's back, and that its window is told. */

import { expect, test, vi } from 'vitest'
import type { Change } from '#shared/contract.ts'
import { openTestEngine } from '#test/support/engine.ts'

test('a saved clip is measured, told as a change, and its distance to another take is kept', async () => {
  await using studio = await openTestEngine()
  const changes: Change[] = []
  studio.engine.subscribe((change) => changes.push(change))
  await studio.queue(await studio.drawPhotos('one.jpg'), { takes: 2 })
  await studio.engine.whenIdle()
  const { rows } = await studio.engine.commands.clips.page({ projectId: studio.projectId })
  const ids = rows.map(({ id }) => id)
  const told = () => changes.flatMap(({ measures = [] }) => measures)
  const isTold = (id: string) => told().some(({ clipId, state }) => clipId === id && state === 'measured')
  await vi.waitFor(() => expect(ids.map(isTold)).toEqual([true, true]), { timeout: 25_000, interval: 100 })
  const measures = await studio.engine.commands.clips.measures({ ids })
  expect(measures.map(({ clipId, state }) => [clipId, state])).toEqual(ids.map((id) => [id, 'measured']))
  expect(measures[0]?.values).toMatchObject({ cuts: 0, flash: { exceeds: false } })
  expect(measures[0]?.values?.likeness).not.toBeNull()
  // Miniature clips of the rehearsal are all the same.
  const { distances } = await studio.engine.commands.clips.distances({ ids })
  expect(distances).toEqual([
    [0, 0],
    [0, 0],
  ])
})
