/** Owns the proof that calls are written as documented and their replies sorted by what may be done next. */

import { describe, expect, test } from 'vitest'
import { json, loopbackServer } from '#test/support/loopback-server.ts'
import { profileAt, REQUEST, serviceClient } from '#test/support/service-client.ts'

const ACCEPTED = { output: { task_status: 'PENDING', task_id: 't-1' }, request_id: 'r-1' }

describe('a submission', () => {
  test('is sent exactly as documented', async () => {
    const server = await loopbackServer((response) =>
      json(response, ACCEPTED, 200, { date: 'Sun, 22 Nov 2026 10:00:00 GMT' }),
    )
    const outcome = await serviceClient().submit(profileAt(server.origin), REQUEST)
    expect(outcome).toEqual({
      kind: 'accepted',
      taskId: 't-1',
      requestId: 'r-1',
      serverDate: Date.UTC(2026, 10, 22, 10),
    })
    const [seen] = server.seen
    expect([seen?.method, seen?.path]).toEqual([
      'POST',
      '/api/v1/services/aigc/video-generation/video-synthesis',
    ])
    expect(seen?.headers).toMatchObject({
      authorization: 'Bearer sk-secret',
      'content-type': 'application/json',
      'x-dashscope-async': 'enable',
    })
    expect(seen?.headers).not.toHaveProperty('x-dashscope-ossresourceresolve')
    expect(seen?.headers).not.toHaveProperty('x-dashscope-workspace')
    expect(JSON.parse(String(seen?.body))).toEqual({
      model: 'happyhorse-1.1-i2v',
      input: {
        prompt: 'mist is drifting',
        media: [{ type: 'first_frame', url: 'data:image/png;base64,AAAA' }],
      },
      parameters: { resolution: '720P', duration: 5, watermark: false, seed: 7 },
    })
  })

  test('of an uploaded picture asks for it to be resolved', async () => {
    const server = await loopbackServer((response) => json(response, ACCEPTED))
    const profile = profileAt(server.origin, { workspaceId: 'ws-1' })
    await serviceClient().submit(profile, { ...REQUEST, prompt: '', imageUrl: 'oss://d/x.png' })
    expect(server.seen[0]?.headers).toMatchObject({
      'x-dashscope-ossresourceresolve': 'enable',
      'x-dashscope-workspace': 'ws-1',
    })
    expect(JSON.parse(String(server.seen[0]?.body)).input).toEqual({
      media: [{ type: 'first_frame', url: 'oss://d/x.png' }],
    })
  })

  test('of a large picture arrives whole and with its length', async () => {
    const server = await loopbackServer((response) => json(response, ACCEPTED))
    const imageUrl = `data:image/png;base64,${'Ab9+'.repeat(500_000)}`
    await serviceClient().submit(profileAt(server.origin), { ...REQUEST, prompt: '雾', imageUrl })
    const [seen] = server.seen
    expect(JSON.parse(String(seen?.body)).input).toEqual({
      prompt: '雾',
      media: [{ type: 'first_frame', url: imageUrl }],
    })
    expect(seen?.headers['content-length']).toBe(String(seen?.body.length))
    expect(seen?.headers).not.toHaveProperty('transfer-encoding')
  })

  test('takes a connection of its own, so that none dies under it', async () => {
    const server = await loopbackServer((response) => json(response, ACCEPTED))
    const client = serviceClient()
    await client.submit(profileAt(server.origin), REQUEST)
    await client.submit(profileAt(server.origin), REQUEST)
    expect(server.connections()).toBe(2)
  })

  test('answered with a task id counts as accepted even beside an odd code of success', async () => {
    const server = await loopbackServer((response) => json(response, { ...ACCEPTED, code: '' }))
    expect((await serviceClient().submit(profileAt(server.origin), REQUEST)).kind).toBe('accepted')
  })

  test('refused by a 200 with a root code is refused', async () => {
    const reply = { code: 'InvalidParameter', message: 'Model not exist.', request_id: 'r-2' }
    const server = await loopbackServer((response) => json(response, reply))
    expect(await serviceClient().submit(profileAt(server.origin), REQUEST)).toEqual({
      kind: 'refused',
      refusal: {
        error: {
          code: 'model-not-found',
          values: { code: 'InvalidParameter', message: 'Model not exist.' },
          requestId: 'r-2',
        },
        httpStatus: 200,
        verdict: 'fail',
        retake: false,
      },
    })
  })

  test('answered 5xx is unanswered, for a task may have come of it', async () => {
    const reply = { code: 'InternalError', message: 'Internal server error!', request_id: 'r-3' }
    const server = await loopbackServer((response) => json(response, reply, 500))
    expect(await serviceClient().submit(profileAt(server.origin), REQUEST)).toMatchObject({
      kind: 'unanswered',
      detail: 'the service answered HTTP 500: InternalError Internal server error!',
      requestId: 'r-3',
      refusal: { error: { code: 'service-fault' } },
    })
  })

  test('answered by a gateway’s page is unanswered', async () => {
    const server = await loopbackServer((response) =>
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<html><style>p{}</style><p>Please  wait</p>'),
    )
    expect(await serviceClient().submit(profileAt(server.origin), REQUEST)).toEqual({
      kind: 'unanswered',
      detail: 'the reply (HTTP 200) is not JSON: Please wait',
    })
  })

  test('answered with JSON that names no task is unanswered', async () => {
    const server = await loopbackServer((response) => json(response, { output: {}, request_id: 'r-4' }))
    expect(await serviceClient().submit(profileAt(server.origin), REQUEST)).toEqual({
      kind: 'unanswered',
      detail: 'the reply names no task id',
      requestId: 'r-4',
    })
  })

  test('too large for the gateway is refused, though its page is no JSON', async () => {
    const server = await loopbackServer((response) => response.writeHead(413).end('<h1>413 Too Large</h1>'))
    const outcome = await serviceClient().submit(profileAt(server.origin), REQUEST)
    expect(outcome).toMatchObject({
      kind: 'refused',
      refusal: { error: { code: 'image-refused', values: { code: 'HTTP 413', message: '413 Too Large' } } },
    })
  })

  test.each([
    ['seconds', '7', 7_000],
    ['no header', undefined, undefined],
  ])('throttled with %s waits as told', async (_, header, retryAfterMs) => {
    const reply = { code: 'Throttling.RateQuota', message: 'slow', request_id: 'r' }
    const server = await loopbackServer((response) =>
      json(response, reply, 429, header ? { 'retry-after': header } : {}),
    )
    const outcome = await serviceClient().submit(profileAt(server.origin), REQUEST)
    expect(outcome).toMatchObject({ kind: 'throttled', refusal: { verdict: 'wait' } })
    expect('retryAfterMs' in outcome ? outcome.retryAfterMs : undefined).toBe(retryAfterMs)
  })

  test('throttled until a date waits by the service’s own clock', async () => {
    const headers = { date: 'Sun, 22 Nov 2026 10:00:00 GMT', 'retry-after': 'Sun, 22 Nov 2026 10:00:30 GMT' }
    const reply = { code: 'Throttling', message: 'slow' }
    const server = await loopbackServer((response) => json(response, reply, 429, headers))
    expect(await serviceClient().submit(profileAt(server.origin), REQUEST)).toMatchObject({
      retryAfterMs: 30_000,
    })
  })

  test('refused for the account stops the queue though its status is 429', async () => {
    const reply = { code: 'Throttling.AllocationQuota', message: 'Free allocated quota exceeded.' }
    const server = await loopbackServer((response) => json(response, reply, 429))
    expect(await serviceClient().submit(profileAt(server.origin), REQUEST)).toMatchObject({
      kind: 'refused',
      refusal: { verdict: 'stop' },
    })
  })
})

describe('a query', () => {
  test('reads the task over a kept connection', async () => {
    const server = await loopbackServer((response) =>
      json(response, { request_id: 'r', output: { task_id: 't/1', task_status: 'RUNNING' } }),
    )
    const client = serviceClient()
    expect(await client.query(profileAt(server.origin), 't/1')).toMatchObject({
      kind: 'task',
      task: { taskId: 't/1', status: 'RUNNING', requestId: 'r' },
    })
    for (let more = 0; more < 4; more++) await client.query(profileAt(server.origin), 't/1')
    expect(new Set(server.seen.map(({ path }) => path))).toEqual(new Set(['/api/v1/tasks/t%2F1']))
    expect(server.connections()).toBeLessThan(server.seen.length)
  })

  test('of a task that failed is a task, not a refusal', async () => {
    const output = { task_id: 't', task_status: 'FAILED', code: 'InvalidParameter', message: 'bad' }
    const server = await loopbackServer((response) => json(response, { request_id: 'r', code: '', output }))
    expect(await serviceClient().query(profileAt(server.origin), 't')).toMatchObject({
      kind: 'task',
      task: { status: 'FAILED', refusal: { error: { code: 'parameter-refused' } } },
    })
  })

  test('of a task that failed with its reason at the root is a task as well', async () => {
    const reply = {
      code: 'InternalError.Algo',
      message: 'inference error.',
      output: { task_status: 'FAILED' },
    }
    const server = await loopbackServer((response) => json(response, reply))
    expect(await serviceClient().query(profileAt(server.origin), 't')).toMatchObject({
      kind: 'task',
      task: { taskId: 't', status: 'FAILED', refusal: { error: { code: 'service-fault' } } },
    })
  })
})

describe('a list', () => {
  test('asks in the service’s own time, the last second included', async () => {
    const server = await loopbackServer((response) => json(response, { data: [], total: 0, total_page: 0 }))
    const from = Date.UTC(2026, 10, 22, 1, 2, 3)
    const span = { from, to: from + 60_500 }
    const filter = { model: 'happyhorse-1.1-i2v', span, page: 2, pageSize: 50 }
    const outcome = await serviceClient().list(profileAt(server.origin), filter)
    expect(outcome).toMatchObject({ kind: 'page', rows: [], total: 0, totalPages: 0 })
    expect(server.seen[0]?.path).toBe(
      '/api/v1/tasks?model_name=happyhorse-1.1-i2v&start_time=20261122090203&end_time=20261122090304&page_no=2&page_size=50',
    )
  })

  test('is asked for all it has when no span is given, for the zone of its filter is not known', async () => {
    const server = await loopbackServer((response) => json(response, { data: [] }))
    const filter = { model: 'happyhorse-1.1-i2v', page: 1, pageSize: 50 }
    await serviceClient().list(profileAt(server.origin), filter)
    expect(server.seen[0]?.path).toBe('/api/v1/tasks?model_name=happyhorse-1.1-i2v&page_no=1&page_size=50')
  })

  test('that cannot be read is unanswered, never empty', async () => {
    const server = await loopbackServer((response) => json(response, { data: [{ task_id: 't' }] }))
    const filter = { model: 'm', page: 1, pageSize: 10 }
    expect(await serviceClient().list(profileAt(server.origin), filter)).toMatchObject({ kind: 'unanswered' })
  })
})

describe('a cancellation', () => {
  test('of a waiting task works', async () => {
    const server = await loopbackServer((response) => json(response, { request_id: 'r' }))
    expect(await serviceClient().cancel(profileAt(server.origin), 't')).toEqual({
      kind: 'canceled',
      requestId: 'r',
    })
    expect(server.seen[0]).toMatchObject({ method: 'POST', path: '/api/v1/tasks/t/cancel' })
  })

  test('of a task under way comes too late', async () => {
    const reply = { code: 'UnsupportedOperation', message: 'Failed to cancel the task', request_id: 'r' }
    const server = await loopbackServer((response) => json(response, reply, 400))
    expect(await serviceClient().cancel(profileAt(server.origin), 't')).toMatchObject({ kind: 'too-late' })
  })
})

describe('the free check of a key', () => {
  test.each([
    ['offers', ['happyhorse-1.1-i2v'], true],
    ['lacks', ['qwen'], false],
  ])('tells that the region %s the model', async (_, ids, offered) => {
    const models = ids.map((model) => ({ model }))
    const server = await loopbackServer((response) => json(response, { request_id: 'r', output: { models } }))
    expect(await serviceClient().models(profileAt(server.origin), 'happyhorse-1.1-i2v')).toEqual({
      kind: 'ok',
      offered,
      requestId: 'r',
    })
  })

  test('passes on that the key is wrong', async () => {
    const error = {
      message: 'Incorrect API key provided.',
      type: 'invalid_request_error',
      code: 'invalid_api_key',
    }
    const server = await loopbackServer((response) => json(response, { error, request_id: 'r' }, 401))
    expect(await serviceClient().models(profileAt(server.origin), 'm')).toMatchObject({
      kind: 'refused',
      refusal: { error: { code: 'key-refused', requestId: 'r' }, verdict: 'stop' },
    })
  })
})

test('limits that a host does not know are unsupported, not a fault', async () => {
  const server = await loopbackServer((response) =>
    json(response, { code: 'NotFound', message: 'Not found!' }, 404),
  )
  expect(await serviceClient().limits(profileAt(server.origin), 'm')).toEqual({ kind: 'unsupported' })
})
