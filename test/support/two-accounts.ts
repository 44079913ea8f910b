/** Owns one service in front of which stand two accounts: one has made everything, the other sees nothing of it. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Key of the account that makes the tasks. */
export const FIRST = 'sk-accountA'
/** Of the same account. */
export const ROTATED = 'sk-accountA-new'
export const STRANGER = 'sk-accountB'

export type Door = AsyncDisposable & {
  baseUrl: string
  target: string
  /** The next submission is passed on, and its answer dropped. */
  losesNext: boolean
  /** Every task that is asked for renders still. */
  holds: boolean
  /** Requests of the stranger's that were passed on as submissions. */
  strangerSent: number
}

/** The door before both; `target`, the service’s address, is set once that is known. */
export async function openDoor(): Promise<Door> {
  const server = createServer((request, response) => void pass(door, request, response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const door: Door = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`,
    target: '',
    losesNext: false,
    holds: false,
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
  if (door.holds && method === 'GET' && url.includes('/tasks/')) return rendering(url, response)
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const isCreate = method === 'POST' && url.endsWith('/video-synthesis')
  if (isCreate && isStranger) door.strangerSent += 1
  const { host: _, connection: __, 'content-length': ___, ...passed } = headers
  const reply = await fetch(`${door.target}${url}`, {
    method,
    headers: passed as Record<string, string>,
    ...(method === 'POST' ? { body: Buffer.concat(chunks) } : {}),
  })
  const text = await reply.text()
  if (isCreate && door.losesNext) {
    door.losesNext = false
    response.destroy()
    return
  }
  response.writeHead(reply.status, { 'content-type': 'application/json', date: new Date().toUTCString() })
  response.end(text)
}

function blind(url: string, response: ServerResponse): void {
  const taskId = taskIn(url)
  const nothing = { data: [], total: 0, total_page: 0, page_no: 1, page_size: 50 }
  answer(response, taskId ? { output: { task_id: taskId, task_status: 'UNKNOWN' } } : nothing)
}

function rendering(url: string, response: ServerResponse): void {
  answer(response, { output: { task_id: taskIn(url), task_status: 'RUNNING' } })
}

const taskIn = (url: string) => /\/tasks\/([^?]+)/.exec(url)?.[1]

function answer(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ request_id: 'r', ...body }))
}
