/** Shows the life of tasks as a client sees it: query, list, cancel, the ledger, and how they are forgotten. */

import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { videoOf } from '#test/support/bare-video.ts'
import { clipBytes, HOUR, i2vBody, NOON, openBench, SECOND, t2vBody } from '#test/support/rehearsal-bench.ts'
import { openStillHost } from '#test/support/still-host.ts'

test('a task waits, runs and succeeds, each time with the documented fields', async () => {
  await using bench = await openBench()
  const taskId = await bench.taskOf(await i2vBody())
  expect((await bench.query(taskId)).output).toEqual({
    task_id: taskId,
    task_status: 'PENDING',
    submit_time: '2026-11-22 12:00:00.000',
  })
  bench.pass(SECOND)
  expect((await bench.query(taskId)).output).toEqual({
    task_id: taskId,
    task_status: 'RUNNING',
    submit_time: '2026-11-22 12:00:00.000',
    scheduled_time: '2026-11-22 12:00:00.038',
  })
  await bench.linkOf(taskId)
  const { output, usage } = await bench.query(taskId)
  expect(output).toEqual({
    task_id: taskId,
    task_status: 'SUCCEEDED',
    submit_time: '2026-11-22 12:00:00.000',
    scheduled_time: '2026-11-22 12:00:00.038',
    end_time: expect.stringMatching(/^2026-11-22 12:0[12]:\d\d\.\d{3}$/),
    orig_prompt: 'mist is drifting',
    video_url: expect.stringContaining(`${bench.rehearsal.url}/results/${taskId}.mp4?Expires=`),
  })
  expect(usage).toEqual({
    duration: 5,
    input_video_duration: 0,
    output_video_duration: 5,
    video_count: 1,
    SR: 720,
  })
})

test('the maker is told the still, the words and the recipe', async () => {
  await using bench = await openBench()
  await bench.linkOf(await bench.taskOf(await i2vBody({ duration: 9, resolution: '1080P', seed: 42 })))
  const [request] = bench.asked
  expect(request).toEqual({
    task: 'i2v',
    firstFrame: expect.any(Buffer),
    prompt: 'mist is drifting',
    seed: 42,
    durationSeconds: 9,
    tier: 1080,
    watermark: false,
  })
  expect(request?.firstFrame?.subarray(0, 2).toString('hex')).toBe('ffd8')
})

test('a seed left open is drawn, the same for the same service seed', async () => {
  const drawn = async (random: number) => {
    await using bench = await openBench({ random })
    await bench.linkOf(await bench.taskOf(t2vBody({ seed: null })))
    expect(bench.rehearsal.ledger().tasks[0]?.seed).toBeNull()
    return bench.asked[0]?.seed
  }
  const [first, again, other] = [await drawn(1), await drawn(1), await drawn(2)]
  expect(first).toBe(again)
  expect(first).not.toBe(other)
})

test('text to video reports its ratio, and a prompt beyond the limit comes back cut', async () => {
  await using bench = await openBench()
  const prompt = '山'.repeat(2_400) + 'x'.repeat(400)
  const taskId = await bench.taskOf(t2vBody({}, prompt))
  await bench.linkOf(taskId)
  const { output, usage } = await bench.query(taskId)
  expect(output.orig_prompt).toBe('山'.repeat(2_400) + 'x'.repeat(200))
  expect(usage).toMatchObject({ ratio: '4:3', SR: 720 })
  expect(bench.rehearsal.ledger().tasks[0]?.prompt).toBe(prompt)
})

test('an edit is billed its input and its output, and at most 15 s of each', async () => {
  await using bench = await openBench()
  await using host = await openStillHost({
    '/short.mp4': await videoOf({ width: 848, height: 464, seconds: 6.5, fps: 24 }),
    '/long.mp4': await videoOf({ width: 848, height: 464, seconds: 20, fps: 24 }),
  })
  const usageOf = async (path: string) => {
    const taskId = await bench.taskOf({
      model: 'happyhorse-1.0-video-edit',
      input: { prompt: 'it is snowing', media: [{ type: 'video', url: host.url + path }] },
      parameters: { resolution: '720P' },
    })
    await bench.linkOf(taskId)
    return (await bench.query(taskId)).usage
  }
  const usage = { video_count: 1, SR: 720 }
  expect(await usageOf('/short.mp4')).toEqual({
    ...usage,
    duration: 13,
    input_video_duration: 6.5,
    output_video_duration: 6.5,
  })
  expect(await usageOf('/long.mp4')).toEqual({
    ...usage,
    duration: 30,
    input_video_duration: 15,
    output_video_duration: 15,
  })
  expect(bench.rehearsal.ledger().tasks.map(({ billedSeconds }) => billedSeconds)).toEqual([13, 30])
  expect(bench.asked.map(({ task, ratio, durationSeconds }) => [task, ratio, durationSeconds])).toEqual([
    ['edit', '16:9', 7],
    ['edit', '16:9', 15],
  ])
})

test('an id that never was is UNKNOWN, with HTTP 200', async () => {
  await using bench = await openBench()
  const response = await bench.call('/tasks/no-such-task')
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({
    request_id: expect.any(String),
    output: { task_id: 'no-such-task', task_status: 'UNKNOWN' },
  })
})

test('only a waiting task can be cancelled', async () => {
  await using bench = await openBench()
  const ids: string[] = []
  for (let made = 0; made < 6; made += 1) {
    bench.pass(SECOND)
    ids.push(await bench.taskOf(t2vBody({ duration: 15 })))
  }
  bench.pass(SECOND)
  const [running = '', waiting = ''] = [ids[0], ids[5]]
  const cancel = (taskId: string) => bench.call(`/tasks/${taskId}/cancel`, { method: 'POST' })
  const done = await cancel(waiting)
  expect([done.status, await done.json()]).toEqual([200, { request_id: expect.any(String) }])
  expect((await bench.query(waiting)).output).toEqual({ task_id: waiting, task_status: 'CANCELED' })
  for (const taskId of [running, waiting, 'no-such-task']) {
    const refused = await cancel(taskId)
    expect([refused.status, await refused.json()]).toEqual([
      400,
      {
        code: 'UnsupportedOperation',
        message: 'Failed to cancel the task, please confirm if the task is in PENDING status.',
        request_id: expect.any(String),
      },
    ])
  }
  expect(bench.rehearsal.ledger().tasks.find((task) => task.taskId === waiting)).toMatchObject({
    status: 'CANCELED',
    billedSeconds: 0,
  })
})

test('after 24 virtual hours a task is unknown, unlisted and its clip gone; the ledger keeps it', async () => {
  await using bench = await openBench({ speed: 24 })
  const taskId = await bench.taskOf(t2vBody())
  const link = await bench.linkOf(taskId)
  expect(Buffer.from(await (await fetch(link)).arrayBuffer())).toEqual(clipBytes(7))
  bench.pass(HOUR)
  expect((await bench.query(taskId)).output).toEqual({ task_id: taskId, task_status: 'UNKNOWN' })
  expect(((await (await bench.call('/tasks')).json()) as { total: number }).total).toBe(0)
  expect((await fetch(link)).status).toBe(403)
  expect(bench.rehearsal.ledger().tasks).toEqual([
    {
      taskId,
      model: 'happyhorse-1.1-t2v',
      prompt: 'a fox is running',
      seed: 7,
      createdAt: NOON,
      status: 'SUCCEEDED',
      billedSeconds: 5,
      clipSha256: createHash('sha256').update(clipBytes(7)).digest('hex'),
    },
  ])
})

test('a service that keeps long forgets after 24 hours by the clock, however fast it renders', async () => {
  await using bench = await openBench({ speed: 24, keepsLong: true })
  const taskId = await bench.taskOf(t2vBody())
  await bench.linkOf(taskId)
  bench.pass(20 * HOUR)
  const { video_url: link = '' } = (await bench.query(taskId)).output
  expect((await fetch(link)).status).toBe(200)
  bench.pass(4 * HOUR)
  expect((await bench.query(taskId)).output.task_status).toBe('UNKNOWN')
})

test('query, list and cancel each pass 20 calls a second', async () => {
  await using bench = await openBench()
  const statuses = async (path: string, method = 'GET') =>
    (
      await Promise.all(Array.from({ length: 21 }, async () => (await bench.call(path, { method })).status))
    ).sort()
  const twenty = (status: number) => [...Array.from({ length: 20 }, () => status), 429]
  expect(await statuses('/tasks/a')).toEqual(twenty(200))
  expect(await statuses('/tasks')).toEqual(twenty(200))
  expect(await statuses('/tasks/a/cancel', 'POST')).toEqual(twenty(400))
})

test('the service says who it is, and serves its ledger over HTTP', async () => {
  await using bench = await openBench({ speed: 60, scenario: 'slow' })
  const get = async (path: string) => (await fetch(bench.rehearsal.url + path)).json()
  expect(await get('/rehearsal')).toEqual({ service: 'gallop-rehearsal', speed: 60, scenario: 'slow' })
  const taskId = await bench.taskOf(t2vBody())
  expect(await get('/rehearsal/ledger')).toEqual({
    tasks: [expect.objectContaining({ taskId, status: 'PENDING', billedSeconds: 0, clipSha256: null })],
  })
})
