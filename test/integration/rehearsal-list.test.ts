/** Shows the list call with its filters and pages, and the catalogue of models and quotas. */

import { expect, test } from 'vitest'
import { i2vBody, NOON, openBench, SECOND, t2vBody } from '#test/support/rehearsal-bench.ts'

type ListReply = {
  data: { task_id: string; gmt_create: number }[]
  total: number
  total_page: number
  page_no: number
  page_size: number
}

test('the list has rows in epoch ms, newest first, by filter and page', async () => {
  await using bench = await openBench()
  const list = async (query: string) => (await (await bench.call(`/tasks?${query}`)).json()) as ListReply
  const first = await bench.taskOf(await i2vBody())
  for (let made = 0; made < 11; made += 1) {
    bench.pass(5 * SECOND)
    await bench.taskOf(t2vBody())
  }
  const page = await list('')
  expect([page.total, page.total_page, page.page_no, page.page_size, page.data.length]).toEqual([
    12, 2, 1, 10, 10,
  ])
  expect(page.data[0]?.gmt_create).toBe(NOON + 55 * SECOND)
  const [row] = (await list('page_no=2&page_size=11')).data
  expect(row).toEqual({
    api_key_id: expect.stringMatching(/^\d+$/),
    caller_parent_id: expect.any(String),
    caller_uid: expect.any(String),
    gmt_create: NOON,
    start_time: NOON + 38,
    model_name: 'happyhorse-1.1-i2v',
    region: 'cn-beijing',
    request_id: expect.any(String),
    status: 'RUNNING',
    task_id: first,
    user_api_unique_key: 'apikey:v1:aigc:video-generation:video-synthesis:happyhorse-1.1-i2v',
  })
  expect((await list('model_name=happyhorse-1.1-i2v')).data.map((entry) => entry.task_id)).toEqual([first])
  expect((await list(`task_id=${first}`)).total).toBe(1)
  expect((await list('status=CANCELED')).total).toBe(0)
  expect([(await list('region=cn-beijing')).total, (await list('region=us-east-1')).total]).toEqual([12, 0])
  await bench.linkOf(first)
  expect((await list(`task_id=${first}`)).data[0]).toMatchObject({
    status: 'SUCCEEDED',
    end_time: expect.any(Number),
  })
  expect(
    (await list('start_time=20261122120030&end_time=20261122120035')).data.map((entry) => entry.gmt_create),
  ).toEqual([NOON + 35 * SECOND, NOON + 30 * SECOND])
})

test.each([
  'start_time=yesterday',
  'start_time=20261120000000&end_time=20261122000000',
  'page_no=0',
  'page_size=-1',
  'status=LOST',
])('the list refuses %s', async (query) => {
  await using bench = await openBench()
  const response = await bench.call(`/tasks?${query}`)
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
    400,
    'InvalidParameter',
  ])
})

test('the catalogue gives list prices and the quota of each model', async () => {
  await using bench = await openBench()
  const get = async (path: string) =>
    (await (await bench.call(path)).json()) as {
      output: { total: number; models: unknown; quotas: unknown }
    }
  expect((await get('/models?providers=happyhorse&capabilities=VG')).output.total).toBe(7)
  expect((await get('/models?model=happyhorse-1.1-i2v')).output.models).toEqual([
    {
      model: 'happyhorse-1.1-i2v',
      name: 'happyhorse-1.1-i2v',
      provider: 'happyhorse',
      capabilities: ['VG'],
      prices: [
        {
          range_name: 'Default',
          prices: [
            { type: 'video_ratio_480p', price: '0.45', price_unit: '每秒', price_name: '视频生成（480P）' },
            { type: 'video_ratio_720p', price: '0.9', price_unit: '每秒', price_name: '视频生成（720P）' },
            { type: 'video_ratio_1080p', price: '1.2', price_unit: '每秒', price_name: '视频生成（1080P）' },
          ],
        },
      ],
      published_time: '2026-06-22',
    },
  ])
  expect((await get('/models?model=gpt')).output.models).toEqual([])
  expect((await get('/models/limits?model=happyhorse-1.1-i2v')).output.quotas).toEqual([
    {
      model: 'happyhorse-1.1-i2v',
      workspace_id: 'ws-rehearsal',
      model_limit: {
        request_limit: 5,
        request_limit_period: 1,
        usage_limit: null,
        usage_limit_field: null,
        usage_limit_period: null,
        async_user_queue_limit: 500,
        async_user_concurrency_limit: 5,
      },
      workspace_limit: null,
    },
  ])
})
