/** Owns that the pool feeds its workers in order, survives their deaths and leaves nothing running. */

import { Worker } from 'node:worker_threads'
import { afterEach, expect, test } from 'vitest'
import { openWorkerPool, type WorkerPool } from '#electron/rehearsal/clips/worker-pool.ts'

const ECHO = `
  const { parentPort, threadId } = require('node:worker_threads')
  parentPort.on('message', (word) => {
    if (word === 'leave') return parentPort.close()
    if (word === 'crash') throw new Error('fell over')
    if (word === 'exit') process.exit(3)
    if (word === 'refuse') parentPort.postMessage({ reason: 'no such word' })
    else if (word !== 'hang') parentPort.postMessage({ result: word + ' ' + threadId })
  })`

const started: Worker[] = []
let pool: WorkerPool<string, string>

function open(limit: number): void {
  started.length = 0
  pool = openWorkerPool(limit, () => {
    const worker = new Worker(ECHO, { eval: true })
    started.push(worker)
    return worker
  })
}

afterEach(() => pool.close())

test('one worker is started for many errands and answers them in order', async () => {
  open(1)
  const answers = await Promise.all(['a', 'b', 'c'].map((word) => pool.run(word)))
  expect(answers.map((answer) => answer.slice(0, 1))).toEqual(['a', 'b', 'c'])
  expect(started.length).toBe(1)
})

test('no more workers are started than allowed', async () => {
  open(2)
  await Promise.all(['a', 'b', 'c', 'd', 'e'].map((word) => pool.run(word)))
  expect(started.length).toBe(2)
})

test('a reason given by the worker rejects that errand alone', async () => {
  open(1)
  await expect(pool.run('refuse')).rejects.toThrow('no such word')
  expect(await pool.run('next')).toMatch(/^next /)
  expect(started.length).toBe(1)
})

test.each([
  ['crash', 'fell over'],
  ['exit', 'The worker ended with code 3'],
])('a worker that dies by %s rejects its errand and is replaced for the next', async (word, reason) => {
  open(1)
  const [dead, alive] = await Promise.allSettled([pool.run(word), pool.run('next')])
  expect(dead).toMatchObject({ status: 'rejected', reason: { message: reason } })
  expect(alive.status).toBe('fulfilled')
  expect(started.length).toBe(2)
})

test('closing rejects what runs and what waits, and ends every worker', async () => {
  open(1)
  const outcomes = Promise.allSettled([pool.run('hang'), pool.run('later')])
  await pool.close()
  expect((await outcomes).map((outcome) => outcome.status)).toEqual(['rejected', 'rejected'])
  expect(started.map((worker) => worker.threadId)).toEqual([-1])
  await expect(pool.run('afterwards')).rejects.toThrow('The worker pool is closed')
})
