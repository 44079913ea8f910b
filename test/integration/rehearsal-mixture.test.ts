/** Shows mixtures over the wire: each fault by itself, certain, and gone after its calls. */

import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  type Bench,
  CREATE_HEADERS,
  CREATE_PATH,
  clipBytes,
  openBench,
  SECOND,
  t2vBody,
} from '#test/support/rehearsal-bench.ts'

function put(bench: Bench, mixture: unknown): Promise<Response> {
  return fetch(`${bench.rehearsal.url}/rehearsal/faults`, { method: 'PUT', body: JSON.stringify(mixture) })
}

/** `200`, `500 InternalError…`, or `lost`. */
async function create(bench: Bench): Promise<string> {
  bench.pass(SECOND)
  try {
    const response = await fetch(bench.rehearsal.apiBase + CREATE_PATH, {
      method: 'POST',
      headers: { ...CREATE_HEADERS, Connection: 'close' },
      body: JSON.stringify(t2vBody()),
    })
    const { code } = (await response.json()) as { code?: string }
    return code ? `${response.status} ${code}` : String(response.status)
  } catch {
    return 'lost'
  }
}

test.each([
  ['storm', '429 Throttling.RateQuota', 1],
  ['busy', '503 ModelUnavailable', 1],
  ['cut', 'lost', 1],
  ['drop', 'lost', 2],
  ['half', 'lost', 2],
  ['made-500', '500 InternalError', 2],
  ['late', '200', 2],
])('%s: one create is answered %s, then all is well', async (fault, heard, made) => {
  await using bench = await openBench()
  expect((await put(bench, { seed: 7, odds: { [fault]: 1 }, calls: 1 })).status).toBe(200)
  expect([await create(bench), await create(bench)]).toEqual([heard, '200'])
  expect(bench.rehearsal.ledger().tasks).toHaveLength(made)
})

test('a garbled download has the length of the clip and none of its bytes', async () => {
  await using bench = await openBench()
  bench.rehearsal.setFaults({ seed: 7, odds: { garble: 1 }, calls: 1 })
  const link = await bench.linkOf(await bench.taskOf(t2vBody()))
  const [garbled, whole] = [await (await fetch(link)).bytes(), await (await fetch(link)).bytes()]
  expect(garbled.length).toBe(whole.length)
  expect(Buffer.from(garbled).subarray(0, 8).toString()).toBe('garbled ')
  expect(Buffer.from(whole).toString()).toContain('clip of seed 7')
})

test('a swapped download is a part of another file, although the client’s half is of this one', async () => {
  await using bench = await openBench()
  bench.rehearsal.setFaults({ seed: 7, odds: { swap: 1 }, calls: 1 })
  const link = await bench.linkOf(await bench.taskOf(t2vBody()))
  const half = { headers: { Range: 'bytes=500-', 'If-Range': `"${TAG}"` } }
  const [swapped, rest] = [await fetch(link, half), await fetch(link, half)]
  expect([swapped.status, swapped.headers.get('content-range')]).toEqual([206, 'bytes 500-999/1000'])
  expect(swapped.headers.get('etag')).not.toBe(`"${TAG}"`)
  expect([rest.status, rest.headers.get('etag')]).toEqual([206, `"${TAG}"`])
  const [other, own] = [await swapped.bytes(), await rest.bytes()]
  expect(other.length).toBe(own.length)
  expect(other).not.toEqual(own)
})

test('a link that expires under a download is dead from then on, and the task gives another one', async () => {
  await using bench = await openBench()
  bench.rehearsal.setFaults({ seed: 7, odds: { expire: 1 }, calls: 1 })
  const taskId = await bench.taskOf(t2vBody())
  const link = await bench.linkOf(taskId)
  await expect(fetch(link).then((reply) => reply.bytes())).rejects.toThrow()
  const refused = await fetch(link)
  expect([refused.status, await refused.text()]).toEqual([
    403,
    expect.stringContaining('Request has expired.'),
  ])
  const renewed = (await bench.query(taskId)).output.video_url ?? ''
  expect(renewed).not.toBe(link)
  expect((await fetch(renewed)).status).toBe(200)
})

/** Of the bench's clip of seed 7. */
const TAG = createHash('md5').update(clipBytes(7)).digest('hex').toUpperCase()

test('a mixture that names no known fault is refused with the reason', async () => {
  await using bench = await openBench()
  const refused = await put(bench, { seed: 7, odds: { sadness: 1 } })
  expect(refused.status).toBe(400)
  expect(await refused.text()).toContain('sadness')
})
