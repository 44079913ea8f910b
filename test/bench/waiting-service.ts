/** Owns a service for the idle benchmark, run in a thread: it takes every task and renders none. */

import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parentPort } from 'node:worker_threads'

const MODEL = 'happyhorse-1.1-i2v'
const tasks: { task_id: string; gmt_create: number }[] = []

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://service')
  const id = pathname.split('/').at(-1) ?? ''
  // A picture is in the body, and the connection is free for the next one only once it was read.
  request.resume().on('end', () => {
    if (request.method === 'POST') answer(response, { output: { ...newTask(), task_status: 'PENDING' } })
    else if (id === 'tasks') answer(response, page(searchParams))
    else answer(response, { output: { task_id: id, task_status: 'PENDING' } })
  })
})

function newTask(): { task_id: string } {
  const task_id = crypto.randomUUID()
  tasks.unshift({ task_id, gmt_create: Date.now() })
  return { task_id }
}

function page(asked: URLSearchParams): object {
  const [pageNo, size] = [Number(asked.get('page_no')), Number(asked.get('page_size'))]
  const rows = tasks.slice((pageNo - 1) * size, pageNo * size)
  const data = rows.map((task) => ({ ...task, status: 'PENDING', model_name: MODEL }))
  return { data, total: tasks.length, total_page: Math.ceil(tasks.length / size), page_no: pageNo }
}

function answer(response: ServerResponse, reply: object): void {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ request_id: crypto.randomUUID(), ...reply }))
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  parentPort?.postMessage(`http://127.0.0.1:${port}/api/v1`)
})
