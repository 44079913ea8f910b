/** The API key is changed while jobs are live: what is paid for is neither given up nor paid for again. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Job } from '#shared/job.ts'
import { memoryVault, openTestEngine, type TestEngine } from '#test/support/engine.ts'

const FIRST = 'sk-accountA'
/** Of the same account. */
const ROTATED = 'sk-accountA-new'
const STRANGER = 'sk-accountB'

type Door = AsyncDisposable & {
  baseUrl: string
  target: string
  /** The next submission is passed on, and its answer dropped. */
  losesNext: boolean
  /** Requests of the stranger's that were passed on as submissions. */
  strangerSent: number
}

/** A rehearsal service in front of which stand two accounts: one has made everything, the other sees nothing of it. */
async function openDoor(): Promise<Door> {
  const server = createServer((request, response) => void pass(door, request, response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const door: Door = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`,
    target: '',
    losesNext: false,
    strangerSent: 0,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
  return door
}

async function pass(door: Door, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url = '', method = 'GET', headers } = request
  const isStranger = headers.authorization === `Bearer ${STRANGER}`
  if (isStranger && method === 'GET' && url.includes('/tasks')) return blind(url, response)
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const isCreate = method === 'POST' && url.endsWith('/video-synthesis')
  if (isCreate && isStranger) door.strangerSent += 1
  const { host: _, connection: __, 'content-length': ___, ...passed } = headers
  const answer = await fetch(`${door.target}${url}`, {
    method,
    headers: passed as Record<string, string>,
    ...(method === 'POST' ? { body: Buffer.concat(chunks) } : {}),
  })
  const text = await answer.text()
  if (isCreate && door.losesNext) {
    door.losesNext = false
    response.destroy()
    return
  }
  response.writeHead(answer.status, { 'content-type': 'application/json', date: new Date().toUTCString() })
  response.end(text)
}

function blind(url: string, response: ServerResponse): void {
  const [, taskId] = /\/tasks\/([^?]+)/.exec(url) ?? []
  const body = taskId
    ? { request_id: 'r', output: { task_id: taskId, task_status: 'UNKNOWN' } }
    : { request_id: 'r', data: [], total: 0, total_page: 0, page_no: 1, page_size: 50 }
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

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
