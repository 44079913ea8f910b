/** Whose key asks: what another account does not know is neither gone nor sent again. */

import { expect, test } from 'vitest'
import type { JobRecord } from '#electron/engine/database/job-record.ts'
import type { HappyHorseClient } from '#electron/engine/happyhorse/client.ts'
import type { RemoteTask } from '#electron/engine/happyhorse/outcomes.ts'
import { apply } from '#electron/engine/pipeline/apply.ts'
import { lookAtCrowd } from '#electron/engine/pipeline/crowd.ts'
import { download } from '#electron/engine/pipeline/download.ts'
import { poll } from '#electron/engine/pipeline/poll.ts'
import { reconcile } from '#electron/engine/pipeline/reconcile.ts'
import { claim } from '#electron/engine/pipeline/submit.ts'
import { candidatesOf } from '#electron/engine/pipeline/user-word.ts'
import { LIFETIMES } from '#shared/happyhorse.ts'
import { MINUTE_MS } from '#shared/time.ts'
import { MADE_AT } from '#test/support/job-table.ts'
import { openPipelineBench, type PipelineBench } from '#test/support/pipeline.ts'

/** The bench's own key. */
const OWN = 'print of sk-test'
const OTHER = 'print of sk-before'
const RENDERING = {
  ...{ state: 'rendering', taskId: 't1', taskStatus: 'RUNNING', acceptedAt: MADE_AT, dueAt: MADE_AT },
  ...{ taskDiesAt: MADE_AT + LIFETIMES.taskMs, keyPrint: OTHER },
} as const satisfies Partial<JobRecord>
const LOST = {
  ...{ state: 'unconfirmed', submittedAt: MADE_AT, lostAt: MADE_AT, dueAt: MADE_AT, keyPrint: OTHER },
  error: { code: 'reply-lost', values: { detail: 'reset' } },
} as const satisfies Partial<JobRecord>

/** A service at which the key in use sees only these tasks. */
function open(known: Record<string, RemoteTask['status']> = {}) {
  const client: Partial<HappyHorseClient> = {
    query: async (_, taskId) => ({ kind: 'task', task: { taskId, status: known[taskId] ?? 'UNKNOWN' } }),
    download: async () => ({ kind: 'refused', error: { code: 'download-broken', values: {} } }),
  }
  return openPipelineBench({ client })
}

const add = (bench: PipelineBench, fields: Partial<JobRecord>) => bench.tables.add(fields)

async function pollOnce(bench: PipelineBench, id: string) {
  apply(bench.context, bench.job(id), await poll(bench.context, bench.job(id)))
  return bench.job(id)
}

test('a claim writes down what tells its key from others, and not the key', async () => {
  using bench = open()
  const profile = await bench.context.profileOf(bench.queue())
  claim(bench.context, bench.job('j1'), profile)
  expect(bench.job('j1').keyPrint).toBe(OWN)
})

test('a task that another key does not know waits for its own key, and looks again when keys change', async () => {
  using bench = open()
  add(bench, RENDERING)
  expect(await pollOnce(bench, 'j1')).toMatchObject({
    ...{ state: 'rendering', dueAt: null },
    error: { code: 'other-key', values: { region: 'rehearsal' } },
  })
  expect(bench.tables.dueJobs.inFlight(bench.job('j1'), MADE_AT)).toBe(0)
  expect(bench.tables.dueJobs.somethingMoves()).toBe(false)
  expect(bench.tables.keyPrints.waits()).toMatchObject([{ keyPrint: OTHER, jobs: 1 }])
  bench.tables.keyPrints.wake(MADE_AT + 5)
  expect(bench.job('j1')).toMatchObject({ dueAt: MADE_AT + 5, error: null })
})

test('with its own key, or one that nobody knows, a task that is denied past its death has vanished', async () => {
  using bench = open()
  const dead = { ...RENDERING, taskDiesAt: MADE_AT }
  add(bench, { ...dead, keyPrint: OWN })
  add(bench, { ...dead, taskId: 't2', keyPrint: null })
  expect([(await pollOnce(bench, 'j1')).state, (await pollOnce(bench, 'j2')).state]).toEqual([
    'failed',
    'failed',
  ])
})

test('a new key that knows one task of an account looks after all of them', async () => {
  using bench = open({ t2: 'RUNNING' })
  add(bench, RENDERING)
  add(bench, { ...RENDERING, taskId: 't2' })
  expect((await pollOnce(bench, 'j1')).error?.code).toBe('other-key')
  expect((await pollOnce(bench, 'j2')).keyPrint).toBe(OWN)
  expect(bench.job('j1')).toMatchObject({ keyPrint: OWN, dueAt: MADE_AT, error: null })
})

test('a lost answer is not looked for in another account, nor believed absent there', async () => {
  using bench = open()
  add(bench, LOST)
  bench.clock.jump(5 * MINUTE_MS)
  apply(bench.context, bench.job('j1'), await reconcile(bench.context, bench.job('j1')))
  expect(bench.job('j1')).toMatchObject({
    ...{ state: 'unconfirmed', dueAt: null },
    error: { code: 'other-key', values: { detail: 'reset' } },
  })
  expect(bench.calls).toEqual([])
  await expect(candidatesOf(bench.context, bench.job('j1'))).rejects.toMatchObject({ code: 'other-key' })
  bench.tables.keyPrints.repin(OTHER, OWN, bench.clock.now())
  expect(bench.job('j1')).toMatchObject({ keyPrint: OWN, error: { code: 'reply-lost' } })
  expect(bench.job('j1').dueAt).toBe(bench.clock.now())
})

test('a lost answer is looked for with a new key that knows another task of the account', async () => {
  using bench = open({ t9: 'FAILED' })
  add(bench, LOST)
  add(bench, { ...RENDERING, taskId: 't9', state: 'failed', taskStatus: 'FAILED' })
  await bench.clock.until(reconcile(bench.context, bench.job('j1')))
  expect(bench.job('j1').keyPrint).toBe(OWN)
  expect(bench.calls).toEqual(['query', 'list'])
})

test('a dead link is not the end while another key asks for a new one', async () => {
  using bench = open()
  const link = { videoUrl: 'https://store/t1.mp4', linkDiesAt: MADE_AT + 1 }
  add(bench, { ...RENDERING, state: 'downloading', ...link })
  apply(bench.context, bench.job('j1'), await download(bench.context, bench.job('j1')))
  expect(bench.job('j1')).toMatchObject({ state: 'downloading', dueAt: null, error: { code: 'other-key' } })
})

test('the list of another account is not asked for them', async () => {
  using bench = open()
  const jobs = ['t1', 't2', 't3'].map((taskId) => add(bench, { ...RENDERING, taskId }))
  expect(await lookAtCrowd(bench.context, jobs)).toMatchObject({ over: [], unseen: ['j1', 'j2', 'j3'] })
  expect(bench.calls).toEqual([])
})
