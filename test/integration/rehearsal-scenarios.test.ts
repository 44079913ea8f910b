/** Shows each scenario over the wire: what a client meets, and that nothing is ever billed for a fault. */

import { describe, expect, test } from 'vitest'
import {
  type Bench,
  CREATE_HEADERS,
  CREATE_PATH,
  clipBytes,
  openBench,
  SECOND,
  t2vBody,
} from '#test/support/rehearsal-bench.ts'

const PATIENCE = { timeout: 10_000, interval: 5 }

/** `200`, `429 Throttling…`, `html 502` or `lost`. */
async function outcome(answer: Promise<Response>): Promise<string> {
  try {
    const response = await answer
    if (response.headers.get('content-type')?.startsWith('text/html')) return `html ${response.status}`
    const { code } = (await response.json()) as { code?: string }
    return code ? `${response.status} ${code}` : String(response.status)
  } catch {
    return 'lost'
  }
}

async function outcomes(count: number, bench: Bench, run: () => Promise<Response>): Promise<string[]> {
  const all: string[] = []
  for (let call = 0; call < count; call += 1) {
    bench.pass(SECOND)
    all.push(await outcome(run()))
  }
  return all
}

const creates = (count: number, bench: Bench) => outcomes(count, bench, () => bench.create(t2vBody()))

test('a scenario is switched at run time by name', async () => {
  await using bench = await openBench()
  const put = (body: string) => fetch(`${bench.rehearsal.url}/rehearsal/scenario`, { method: 'PUT', body })
  expect((await put('{"name":"throttled"}')).status).toBe(200)
  expect(await creates(4, bench)).toEqual(['200', '200', '200', '429 Throttling.RateQuota'])
  expect((await put('{"name":"happy"}')).status).toBe(200)
  expect(await creates(4, bench)).toEqual(['200', '200', '200', '200'])
  expect((await put('{"name":"sad"}')).status).toBe(400)
  expect((await put('nonsense')).status).toBe(400)
})

test('slow: the same task takes five times as long', async () => {
  const tookMs = async (scenario: 'happy' | 'slow') => {
    await using bench = await openBench({ scenario })
    const taskId = await bench.taskOf(t2vBody())
    await bench.linkOf(taskId)
    const { scheduled_time, end_time } = (await bench.query(taskId)).output
    return Date.parse(`${end_time}Z`) - Date.parse(`${scheduled_time}Z`)
  }
  const [happy, slow] = [await tookMs('happy'), await tookMs('slow')]
  expect(slow / happy).toBeCloseTo(5, 3)
})

test('throttled: a third of creates and queries, and a refused create makes no task', async () => {
  await using bench = await openBench({ scenario: 'throttled' })
  const made = await creates(18, bench)
  expect(made.filter((word) => word === '200')).toHaveLength(12)
  expect(made.slice(3, 6)).toEqual([
    '429 Throttling.RateQuota',
    '429 Throttling.BurstRate',
    '429 Throttling.Concurrency',
  ])
  expect(bench.rehearsal.ledger().tasks).toHaveLength(12)
  const looks = await outcomes(18, bench, () => bench.call('/tasks/some-task'))
  expect(looks.filter((word) => word.startsWith('429'))).toHaveLength(6)
})

test('drops-reply: the task is made, its answer is not heard, and the list shows it', async () => {
  await using bench = await openBench({ scenario: 'drops-reply' })
  expect(await creates(4, bench)).toEqual(['lost', '200', 'lost', '200'])
  expect(bench.rehearsal.ledger().tasks).toHaveLength(4)
  const list = (await (await bench.call('/tasks')).json()) as { total: number }
  expect(list.total).toBe(4)
  const invalid = bench.call(CREATE_PATH, { method: 'POST', headers: CREATE_HEADERS, body: '{}' })
  expect(await outcome(invalid)).toBe('400 InvalidParameter')
})

test('moderated: some creates are refused, some tasks fail, neither is billed', async () => {
  await using bench = await openBench({ scenario: 'moderated' })
  expect(await creates(4, bench)).toEqual(['200', '200', '400 DataInspectionFailed', '200'])
  const [first, second] = bench.rehearsal.ledger().tasks
  await bench.linkOf(first?.taskId ?? '')
  await expect
    .poll(async () => {
      bench.pass(5 * SECOND)
      return (await bench.query(second?.taskId ?? '')).output
    }, PATIENCE)
    .toMatchObject({
      task_status: 'FAILED',
      code: 'DataInspectionFailed',
      message: 'Output data may contain inappropriate content.',
    })
  await bench.linkOf(bench.rehearsal.ledger().tasks[2]?.taskId ?? '')
  expect(bench.rehearsal.ledger().tasks.map(({ status, billedSeconds }) => [status, billedSeconds])).toEqual([
    ['SUCCEEDED', 5],
    ['FAILED', 0],
    ['SUCCEEDED', 5],
  ])
})

test('flaky-polls: every second look is heard, the others meet each fault', async () => {
  await using bench = await openBench({ scenario: 'flaky-polls' })
  const taskId = await bench.taskOf(t2vBody())
  const looks = await outcomes(12, bench, () => bench.call(`/tasks/${taskId}`))
  expect(looks.filter((_, place) => place % 2 === 1)).toEqual(Array.from({ length: 6 }, () => '200'))
  expect(looks.filter((_, place) => place % 2 === 0).sort()).toEqual([
    '429 Throttling.RateQuota',
    '500 InternalError',
    '503 ModelUnavailable',
    'html 200',
    'html 502',
    'lost',
  ])
})

test('broken-download: cut off, reset and refused, then whole; what came is a true beginning', async () => {
  await using bench = await openBench({ scenario: 'broken-download' })
  const link = await bench.linkOf(await bench.taskOf(t2vBody()))
  const clip = Buffer.from(clipBytes(7))
  const attempt = async () => {
    const received: Uint8Array[] = []
    try {
      const response = await fetch(link)
      for await (const chunk of response.body ?? []) received.push(chunk)
      return `${response.status} ${Buffer.concat(received).equals(clip) ? 'whole' : 'other'}`
    } catch {
      const part = Buffer.concat(received)
      return `broken after ${part.equals(clip.subarray(0, part.length)) ? part.length : 'wrong bytes'}`
    }
  }
  const attempts = [await attempt(), await attempt(), await attempt(), await attempt()]
  expect(attempts.slice(0, 3).sort()).toEqual(['500 other', 'broken after 0', 'broken after 500'])
  expect(attempts[3]).toBe('200 whole')
})

describe('link-expires', () => {
  test('the first link dies within seconds, a new look renews it', async () => {
    await using bench = await openBench({ scenario: 'link-expires' })
    const taskId = await bench.taskOf(t2vBody())
    const link = await bench.linkOf(taskId)
    expect((await fetch(link)).status).toBe(200)
    bench.pass(3 * SECOND)
    const refused = await fetch(link)
    expect([refused.status, (await refused.text()).includes('Request has expired.')]).toEqual([403, true])
    const renewed = (await bench.query(taskId)).output.video_url ?? ''
    bench.pass(60 * SECOND)
    expect((await fetch(renewed)).status).toBe(200)
  })

  test('at speed the first link is dead on arrival', async () => {
    await using bench = await openBench({ scenario: 'link-expires', speed: 60 })
    const link = await bench.linkOf(await bench.taskOf(t2vBody()))
    expect((await fetch(link)).status).toBe(403)
  })
})

test('unknown-task: one of three vanishes while it runs, and leaves the list', async () => {
  await using bench = await openBench({ scenario: 'unknown-task' })
  expect(await creates(3, bench)).toEqual(['200', '200', '200'])
  const ids = bench.rehearsal.ledger().tasks.map(({ taskId }) => taskId)
  bench.pass(SECOND)
  expect((await bench.query(ids[1] ?? '')).output.task_status).toBe('RUNNING')
  await bench.linkOf(ids[0] ?? '')
  await bench.linkOf(ids[2] ?? '')
  expect((await bench.query(ids[1] ?? '')).output).toEqual({ task_id: ids[1], task_status: 'UNKNOWN' })
  const list = (await (await bench.call('/tasks')).json()) as { data: { task_id: string }[] }
  expect(list.data.map((row) => row.task_id)).toEqual([ids[2], ids[0]])
  expect(bench.rehearsal.ledger().tasks[1]).toMatchObject({ status: 'UNKNOWN', billedSeconds: 0 })
})

test('a clip that cannot be made fails its task', async () => {
  const clipMaker = { make: () => Promise.reject(new Error('no codec')), close: async () => undefined }
  await using bench = await openBench({ clipMaker })
  const taskId = await bench.taskOf(t2vBody())
  await expect
    .poll(async () => {
      bench.pass(20 * SECOND)
      return (await bench.query(taskId)).output
    }, PATIENCE)
    .toMatchObject({
      task_status: 'FAILED',
      code: 'InternalError.Algo',
      message: 'inference internal error.',
    })
})
