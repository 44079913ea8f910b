/** Shows that a state folder carries tasks, clips, links and uploads over a restart. */

import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ClipMaker } from '#electron/rehearsal/clips/clip-maker.ts'
import { startRehearsal } from '#electron/rehearsal/server.ts'
import { clipBytes, i2vBody, openBench, SECOND, t2vBody } from '#test/support/rehearsal-bench.ts'

let stateDir = ''
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'gallop-state-'))
})
afterEach(() => rm(stateDir, { recursive: true, force: true }))

/** A maker whose clips never come, as when the service is stopped in mid-render. */
function stuckMaker(): ClipMaker {
  let giveUp: (reason: Error) => void = () => undefined
  return {
    make: () =>
      new Promise((_, reject) => {
        giveUp = reject
      }),
    close: async () => giveUp(new Error('closed')),
  }
}

test('a finished clip is still there, behind its old signature', async () => {
  const before = await openBench({ stateDir })
  const link = new URL(await before.linkOf(await before.taskOf(t2vBody())))
  const ledger = before.rehearsal.ledger()
  const madeAt = before.now()
  await before.rehearsal.close()
  await using after = await openBench({ stateDir })
  after.pass(madeAt - after.now())
  expect(after.rehearsal.ledger()).toEqual(ledger)
  const response = await fetch(after.rehearsal.url + link.pathname + link.search)
  expect(Buffer.from(await response.arrayBuffer())).toEqual(clipBytes(7))
})

test('a render broken off by the end of the service is begun again from the kept still', async () => {
  const before = await openBench({ stateDir, clipMaker: stuckMaker() })
  const taskId = await before.taskOf(await i2vBody())
  before.pass(SECOND)
  expect((await before.query(taskId)).output.task_status).toBe('RUNNING')
  await before.rehearsal.close()
  expect(await readdir(join(stateDir, 'frames'))).toEqual([taskId])
  await using after = await openBench({ stateDir })
  after.pass(2 * SECOND)
  const response = await fetch(await after.linkOf(taskId))
  expect(Buffer.from(await response.arrayBuffer())).toEqual(clipBytes(7))
  expect(after.asked[0]?.firstFrame?.length).toBeGreaterThan(100)
  await expect.poll(() => readdir(join(stateDir, 'frames'))).toEqual([])
  expect(after.rehearsal.ledger().tasks.map(({ status }) => status)).toEqual(['SUCCEEDED'])
})

test('waiting tasks keep their places', async () => {
  const before = await openBench({ stateDir })
  const ids: string[] = []
  for (let made = 0; made < 7; made += 1) {
    ids.push(await before.taskOf(t2vBody({ duration: 15, resolution: '1080P' })))
    before.pass(SECOND)
  }
  await before.rehearsal.close()
  await using after = await openBench({ stateDir })
  after.pass(8 * SECOND)
  const statuses = after.rehearsal.ledger().tasks.map((task) => [task.taskId, task.status])
  expect(statuses).toEqual(ids.map((taskId, place) => [taskId, place < 5 ? 'RUNNING' : 'PENDING']))
})

test('two services cannot share a state folder', async () => {
  await using _ = await openBench({ stateDir })
  await expect(openBench({ stateDir })).rejects.toMatchObject({
    ...{ code: 'data-in-use', values: { holder: 'Another rehearsal service', path: stateDir } },
  })
})

test('a taken port is an error, and leaves nothing behind', async () => {
  await using bench = await openBench()
  const port = Number(new URL(bench.rehearsal.url).port)
  await expect(openBench({ port, stateDir })).rejects.toThrow(/EADDRINUSE/)
  await using free = await openBench({ stateDir })
  expect(free.rehearsal.ledger()).toEqual({ tasks: [] })
})

test('closing cuts open connections at once', async () => {
  const rehearsal = await startRehearsal({ clipMaker: stuckMaker() })
  const held = await fetch(`${rehearsal.url}/rehearsal`)
  expect(held.headers.get('connection')).toBe('keep-alive')
  await rehearsal.close()
  await expect(fetch(`${rehearsal.url}/rehearsal`)).rejects.toThrow()
})
