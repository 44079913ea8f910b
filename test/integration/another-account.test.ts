/** The API key is changed while jobs are live: what is paid for is neither given up nor paid for again. */

import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Job } from '#shared/job.ts'
import { memoryVault, openTestEngine, type TestEngine } from '#test/support/engine.ts'
import { type Door, FIRST, openDoor, ROTATED, STRANGER } from '#test/support/two-accounts.ts'

async function open(door: Door): Promise<TestEngine> {
  const studio = await openTestEngine({
    rehearsal: { speed: 40, clips: 'tiny' },
    ports: { vault: memoryVault({ custom: FIRST }) },
  })
  door.target = new URL(studio.rehearsal.apiBase).origin
  await studio.engine.commands.settings.update({ service: 'custom', customBaseUrl: door.baseUrl })
  return studio
}

async function until(studio: TestEngine, id: string, isSo: (job: Job) => boolean): Promise<Job> {
  for (;;) {
    const job = await studio.job(id)
    if (isSo(job)) return job
    await pause(10)
  }
}

const useKey = (studio: TestEngine, key: string) =>
  studio.engine.commands.settings.setKey({ service: 'custom', key })

test('a rendering job waits for its key while another account’s is in use, and is fetched once that is back', async () => {
  await using door = await openDoor()
  await using studio = await open(door)
  const [id = ''] = await studio.queue(await studio.drawPhotos('a.jpg'))
  await until(studio, id, ({ taskId }) => taskId !== null)
  await useKey(studio, STRANGER)
  const waiting = await until(studio, id, ({ error }) => error?.code === 'other-key')
  expect([waiting.state, waiting.dueAt]).toEqual(['rendering', null])
  await studio.engine.whenIdle()
  const { status } = await studio.engine.commands.studio.snapshot()
  expect([status.otherKey, status.pause]).toEqual([{ service: 'custom', jobs: 1 }, null])
  await useKey(studio, FIRST)
  expect((await until(studio, id, ({ state }) => state === 'done')).error).toBeNull()
  expect(studio.rehearsal.ledger().tasks).toHaveLength(1)
})

test('a lost answer is not sent again by another account, and its task is found once its own key is back', async () => {
  await using door = await openDoor()
  await using studio = await open(door)
  door.losesNext = true
  const [id = ''] = await studio.queue(await studio.drawPhotos('a.jpg'))
  await until(studio, id, ({ state }) => state === 'unconfirmed')
  await useKey(studio, STRANGER)
  await until(studio, id, ({ error }) => error?.code === 'other-key')
  await studio.engine.whenIdle()
  expect([(await studio.job(id)).state, door.strangerSent]).toEqual(['unconfirmed', 0])
  await useKey(studio, FIRST)
  await until(studio, id, ({ state }) => state === 'done')
  expect(studio.rehearsal.ledger().tasks).toHaveLength(1)
})

test('a key that was rotated within its account is noticed by itself', async () => {
  await using door = await openDoor()
  await using studio = await open(door)
  const [id = ''] = await studio.queue(await studio.drawPhotos('a.jpg'))
  await until(studio, id, ({ taskId }) => taskId !== null)
  await useKey(studio, ROTATED)
  await until(studio, id, ({ state }) => state === 'done')
  expect((await studio.engine.commands.studio.snapshot()).status.otherKey).toBeNull()
})

test('where nothing can prove it, your word that both keys are of one account is enough', async () => {
  await using door = await openDoor()
  await using studio = await open(door)
  door.losesNext = true
  const [id = ''] = await studio.queue(await studio.drawPhotos('a.jpg'))
  await until(studio, id, ({ state }) => state === 'unconfirmed')
  await useKey(studio, ROTATED)
  await until(studio, id, ({ error }) => error?.code === 'other-key')
  await studio.engine.commands.settings.confirmAccount()
  await until(studio, id, ({ state }) => state === 'done')
  expect(studio.rehearsal.ledger().tasks).toHaveLength(1)
})
