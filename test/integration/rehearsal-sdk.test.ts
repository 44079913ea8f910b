/**
 * Shows that the vendor's Python SDK works unchanged, by replaying its very requests: headers, form, order.
 * Source: github.com/dashscope/dashscope-sdk-python 1.26, video_synthesis.py, base_api.py, oss_utils.py, read 2026-11-22.
 */

import { request } from 'undici'
import { expect, test } from 'vitest'
import { type Bench, jpeg, openBench, SECOND } from '#test/support/rehearsal-bench.ts'

const USER_AGENT = 'dashscope/1.26.2; python/3.12.3; platform/Linux-6.8-x86_64; processor/x86_64'
const TASK_HEADERS = {
  'user-agent': USER_AGENT,
  Authorization: 'Bearer sk-test',
  Accept: 'application/json; charset=utf-8',
  'Accept-Encoding': 'gzip, deflate',
  'X-DashScope-WorkSpace': 'ws-one',
  'x-dashscope-sdk-client': 'python-sdk/1.26.2/tasks',
  'x-dashscope-sdk-session-id': '1b4e28ba2fa1411e8a9f0cc47a6b2c11',
}

/** `VideoSynthesis.async_call(model=…, prompt=…, media=[{'type': 'first_frame', 'url': 'file://…'}], resolution='720P', seed=7)`. */
async function asyncCall(bench: Bench, url: string) {
  const input = {
    prompt: null,
    extend_prompt: true,
    function: 'video-synthesis',
    media: [{ type: 'first_frame', url }],
  }
  const { body, statusCode } = await request(
    `${bench.rehearsal.apiBase}/services/aigc/video-generation/video-synthesis`,
    {
      method: 'POST',
      headers: {
        'X-DashScope-Async': 'enable',
        ...TASK_HEADERS,
        'Content-Type': 'application/json; charset=utf-8',
        'X-DashScope-OssResourceResolve': 'enable',
      },
      body: JSON.stringify({
        model: 'happyhorse-1.1-i2v',
        parameters: { resolution: '720P', seed: 7 },
        input,
      }),
    },
  )
  return { statusCode, reply: (await body.json()) as { output: { task_id: string; task_status: string } } }
}

/** The form as Python's requests writes it: text parts in this order, then the file, no type on the text parts. */
function uploadForm(credential: Record<string, string>, name: string, file: Buffer) {
  const boundary = '4cb8c40e7a1f4b7f9d3c2b1a0f9e8d7c'
  const fields = {
    OSSAccessKeyId: credential.oss_access_key_id,
    Signature: credential.signature,
    policy: credential.policy,
    key: `${credential.upload_dir}/${name}`,
    'x-oss-object-acl': credential.x_oss_object_acl,
    'x-oss-forbid-overwrite': credential.x_oss_forbid_overwrite,
    success_action_status: '200',
    'x-oss-content-type': 'image/jpeg',
  }
  const texts = Object.entries(fields).map(
    ([field, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
  )
  const head = `${texts.join('')}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  }
}

/** `OssUtils.upload`: a certificate, then the file; gives the oss:// URL. */
async function upload(bench: Bench, name: string): Promise<string> {
  const certificate = await request(
    `${bench.rehearsal.apiBase}/uploads?action=getPolicy&model=happyhorse-1.1-i2v`,
    {
      headers: TASK_HEADERS,
    },
  )
  const { data } = (await certificate.body.json()) as { data: Record<string, string> }
  const form = uploadForm(data, name, await jpeg(640, 480))
  const sent = await request(data.upload_host ?? '', {
    method: 'POST',
    headers: {
      'user-agent': USER_AGENT,
      Accept: 'application/json',
      Date: 'Sun, 22 Nov 2026 04:00:00 GMT',
      'Content-Type': form.contentType,
    },
    body: form.body,
  })
  expect([sent.statusCode, await sent.body.text()]).toEqual([200, ''])
  return `oss://${data.upload_dir}/${name}`
}

const fetchTask = async (bench: Bench, taskId: string) =>
  (
    await request(`${bench.rehearsal.apiBase}/tasks/${taskId}`, { headers: TASK_HEADERS })
  ).body.json() as Promise<{
    output: { task_id: string; task_status: string; video_url?: string }
    usage?: { video_count: number }
  }>

test('a local file is uploaded, animated, waited for and downloaded', async () => {
  await using bench = await openBench()
  const { statusCode, reply } = await asyncCall(bench, await upload(bench, 'Frühling im Park.jpg'))
  expect([statusCode, reply.output.task_status]).toEqual([200, 'PENDING'])
  const { task_id: taskId } = reply.output
  await expect
    .poll(
      async () => {
        bench.pass(5 * SECOND)
        return (await fetchTask(bench, taskId)).output.task_status
      },
      { timeout: 10_000, interval: 5 },
    )
    .toBe('SUCCEEDED')
  const done = await fetchTask(bench, taskId)
  expect([done.output.task_id, done.usage?.video_count]).toEqual([taskId, 1])
  expect((await request(done.output.video_url ?? '')).statusCode).toBe(200)
  expect(bench.asked[0]).toMatchObject({
    prompt: '',
    seed: 7,
    watermark: true,
    durationSeconds: 5,
    tier: 720,
  })
})

test('list reads the rows beside request_id, cancel posts without a body', async () => {
  await using bench = await openBench()
  const { reply } = await asyncCall(bench, await upload(bench, 'a.jpg'))
  const { task_id: taskId } = reply.output
  const cancelled = await request(`${bench.rehearsal.apiBase}/tasks/${taskId}/cancel`, {
    method: 'POST',
    headers: { ...TASK_HEADERS, 'Content-Length': '0' },
  })
  expect([cancelled.statusCode, await cancelled.body.json()]).toEqual([
    200,
    { request_id: expect.any(String) },
  ])
  const query =
    'page_no=1&page_size=10&start_time=20261122000000&model_name=happyhorse-1.1-i2v&region=cn-beijing&status=CANCELED'
  const listed = await request(`${bench.rehearsal.apiBase}/tasks?${query}`, { headers: TASK_HEADERS })
  expect(await listed.body.json()).toMatchObject({
    request_id: expect.any(String),
    data: [{ task_id: taskId, status: 'CANCELED' }],
    total: 1,
    total_page: 1,
    page_no: 1,
    page_size: 10,
  })
})

test('a refusal comes as JSON the SDK turns into code and message', async () => {
  await using bench = await openBench()
  const { body, statusCode, headers } = await request(`${bench.rehearsal.apiBase}/tasks/x`, {
    headers: { ...TASK_HEADERS, Authorization: 'Bearer wrong' },
  })
  expect([statusCode, headers['content-type'], await body.json()]).toEqual([
    401,
    'application/json',
    { code: 'InvalidApiKey', message: 'Invalid API-key provided.', request_id: expect.any(String) },
  ])
})
