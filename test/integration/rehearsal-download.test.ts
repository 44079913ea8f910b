/** Shows the result host: signed links, ranges, expiry. */

import { ALL_FORMATS, BufferSource, Input } from 'mediabunny'
import { expect, test } from 'vitest'
import { startRehearsal } from '#electron/rehearsal/server.ts'
import {
  CREATE_HEADERS,
  CREATE_PATH,
  clipBytes,
  HOUR,
  KEY_HEADERS,
  openBench,
  type QueryReply,
  t2vBody,
} from '#test/support/rehearsal-bench.ts'

const CLIP = Buffer.from(clipBytes(7))

async function openClip() {
  const bench = await openBench()
  return { bench, link: await bench.linkOf(await bench.taskOf(t2vBody())) }
}

async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer())
}

test('a link gives the whole clip, with length, type and ETag', async () => {
  const { bench, link } = await openClip()
  await using _ = bench
  const response = await fetch(link)
  expect(response.status).toBe(200)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'video/mp4',
    'content-length': '1000',
    'accept-ranges': 'bytes',
    etag: expect.stringMatching(/^"[0-9A-F]{32}"$/),
  })
  expect(response.headers.get('access-control-allow-origin')).toBeNull()
  expect(await bytesOf(response)).toEqual(CLIP)
})

test('a broken download resumes where it stopped', async () => {
  const { bench, link } = await openClip()
  await using _ = bench
  const etag = (await fetch(link)).headers.get('etag') ?? ''
  const rest = await fetch(link, { headers: { Range: 'bytes=400-', 'If-Range': etag } })
  expect([rest.status, rest.headers.get('content-range'), rest.headers.get('content-length')]).toEqual([
    206,
    'bytes 400-999/1000',
    '600',
  ])
  expect(await bytesOf(rest)).toEqual(CLIP.subarray(400))
  const changed = await fetch(link, { headers: { Range: 'bytes=400-', 'If-Range': '"OTHER"' } })
  expect([changed.status, (await bytesOf(changed)).length]).toEqual([200, 1_000])
  const beyond = await fetch(link, { headers: { Range: 'bytes=1000-' } })
  expect(beyond.status).toBe(416)
  expect(await beyond.text()).toContain('<Code>InvalidRange</Code>')
})

test('a link lives 24 virtual hours from the end of its task and says so', async () => {
  const { bench, link } = await openClip()
  await using _ = bench
  const expiresAt = Number(new URL(link).searchParams.get('Expires')) * 1_000
  const end = bench.now()
  // The end lies at most one look before now.
  expect(expiresAt - end).toBeGreaterThan(24 * HOUR - 6_000)
  expect(expiresAt - end).toBeLessThanOrEqual(24 * HOUR + 1_000)
  bench.pass(expiresAt - bench.now())
  const response = await fetch(link)
  expect(response.status).toBe(403)
  const xml = await response.text()
  expect(xml).toContain('<Code>AccessDenied</Code>')
  expect(xml).toContain('<Message>Request has expired.</Message>')
  expect(xml).toContain('<EC>0002-00000069</EC>')
})

test('an altered link, HEAD, or the API key beside the signature are refused', async () => {
  const { bench, link } = await openClip()
  await using _ = bench
  const altered = await fetch(link.replace(/Signature=./, 'Signature=%20'))
  expect([altered.status, (await altered.text()).includes('SignatureDoesNotMatch')]).toEqual([403, true])
  expect((await fetch(link, { method: 'HEAD' })).status).toBe(403)
  expect((await fetch(link, { headers: { Authorization: 'Bearer sk-test' } })).status).toBe(400)
  expect((await fetch(link.split('?')[0] ?? '')).status).toBe(403)
})

test('with its own maker and its own clock the service gives a real MP4', async () => {
  const rehearsal = await startRehearsal({ clips: 'tiny', speed: 600 })
  try {
    const created = await fetch(rehearsal.apiBase + CREATE_PATH, {
      method: 'POST',
      headers: CREATE_HEADERS,
      body: JSON.stringify(t2vBody()),
    })
    const { output } = (await created.json()) as QueryReply
    let link = ''
    const look = async () => {
      const reply = await fetch(`${rehearsal.apiBase}/tasks/${output.task_id}`, { headers: KEY_HEADERS })
      const found = ((await reply.json()) as QueryReply).output
      link = found.video_url ?? ''
      return found.task_status
    }
    await expect.poll(look, { timeout: 20_000, interval: 50 }).toBe('SUCCEEDED')
    const clip = await (await fetch(link)).arrayBuffer()
    const input = new Input({ source: new BufferSource(clip), formats: ALL_FORMATS })
    expect(await input.computeDuration()).toBeGreaterThanOrEqual(5)
    expect((await input.getPrimaryVideoTrack())?.codec).toBe('avc')
    expect(rehearsal.ledger().tasks[0]).toMatchObject({ status: 'SUCCEEDED', billedSeconds: 5 })
  } finally {
    await rehearsal.close()
  }
})
