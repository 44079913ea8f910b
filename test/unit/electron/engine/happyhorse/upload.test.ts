/** Owns the proof that pictures reach temporary storage as documented and the storage host never sees the key. */

import { describe, expect, test } from 'vitest'
import { json, type LoopbackServer, loopbackServer, type Seen } from '#test/support/loopback-server.ts'
import { profileAt, serviceClient } from '#test/support/service-client.ts'

const MODEL = 'happyhorse-1.1-i2v'
const PICTURE = { bytes: Uint8Array.from([0, 13, 10, 255, 45, 45]), name: 'Ёж "a".PNG' }

function policyAt(host: string, extra: object = {}) {
  const data = {
    policy: 'eyJ',
    signature: 'sig+/=',
    upload_dir: 'dashscope-instant/x/2026-11-22',
    upload_host: host,
    expire_in_seconds: 300,
    max_file_size_mb: 100,
    oss_access_key_id: 'LTA',
    x_oss_object_acl: 'private',
    x_oss_forbid_overwrite: 'true',
    ...extra,
  }
  return { request_id: 'r-1', data }
}

/** A service and a storage host that answers with `status` and `xml`. */
async function hosts(status = 200, xml = '', extra: object = {}) {
  const storage = await loopbackServer((response) => response.writeHead(status).end(xml))
  const service = await loopbackServer((response) => json(response, policyAt(storage.origin, extra)))
  return { storage, service }
}

/** Fields of a multipart body in their order; bytes as latin1. */
function fieldsOf({ headers, body }: Seen): [name: string, value: string][] {
  const boundary = /boundary=(.+)$/.exec(headers['content-type'] ?? '')?.[1] ?? ''
  const parts = body.toString('latin1').split(`--${boundary}`).slice(1, -1)
  return parts.map((part) => {
    const [head = '', ...rest] = part.split('\r\n\r\n')
    return [/name="([^"]+)"/.exec(head)?.[1] ?? '', rest.join('\r\n\r\n').replace(/\r\n$/, '')]
  })
}

function only(server: LoopbackServer): Seen {
  const [seen] = server.seen
  if (!seen || server.seen.length !== 1) throw new Error(`${server.seen.length} requests instead of 1`)
  return seen
}

describe('an upload', () => {
  test('sends every documented field, the file last, and names the picture by its object', async () => {
    const { storage, service } = await hosts()
    const outcome = await serviceClient().upload(profileAt(service.origin), MODEL, PICTURE)
    const fields = fieldsOf(only(storage))
    const key = fields.find(([name]) => name === 'key')?.[1] ?? ''
    expect(outcome).toEqual({ kind: 'uploaded', url: `oss://${key}`, requestId: 'r-1' })
    expect(key).toMatch(/^dashscope-instant\/x\/2026-11-22\/[0-9a-f-]{36}\.png$/)
    expect(fields).toEqual([
      ['OSSAccessKeyId', 'LTA'],
      ['Signature', 'sig+/='],
      ['policy', 'eyJ'],
      ['x-oss-object-acl', 'private'],
      ['x-oss-forbid-overwrite', 'true'],
      ['key', key],
      ['success_action_status', '200'],
      ['file', Buffer.from(PICTURE.bytes).toString('latin1')],
    ])
    expect(only(service).path).toBe(`/api/v1/uploads?action=getPolicy&model=${MODEL}`)
  })

  test('tells the storage host its length and never the key', async () => {
    const { storage, service } = await hosts()
    await serviceClient().upload(profileAt(service.origin), MODEL, PICTURE)
    const { headers, body } = only(storage)
    expect(headers['content-length']).toBe(String(body.length))
    expect(JSON.stringify(headers)).not.toContain('sk-secret')
  })

  test('uses a new name each time, for storage refuses to overwrite', async () => {
    const { storage, service } = await hosts()
    const client = serviceClient()
    await client.upload(profileAt(service.origin), MODEL, PICTURE)
    await client.upload(profileAt(service.origin), MODEL, PICTURE)
    const keys = storage.seen.map((seen) => fieldsOf(seen).find(([name]) => name === 'key')?.[1])
    expect(new Set(keys).size).toBe(2)
  })

  test('with an expired credential may be tried again', async () => {
    const xml =
      '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Invalid according to Policy: Policy expired.</Message><RequestId>o-1</RequestId></Error>'
    const { service } = await hosts(403, xml)
    expect(await serviceClient().upload(profileAt(service.origin), MODEL, PICTURE)).toMatchObject({
      kind: 'throttled',
      refusal: { error: { code: 'image-unreachable', requestId: 'o-1' }, httpStatus: 403, retake: true },
    })
  })

  test('to a host in trouble is unanswered', async () => {
    const { service } = await hosts(503, 'busy')
    expect(await serviceClient().upload(profileAt(service.origin), MODEL, PICTURE)).toMatchObject({
      kind: 'unanswered',
    })
  })

  test('of a picture above the credential’s limit is not even begun', async () => {
    const { storage, service } = await hosts(200, '', { max_file_size_mb: 0.000_001 })
    expect(await serviceClient().upload(profileAt(service.origin), MODEL, PICTURE)).toMatchObject({
      kind: 'refused',
      refusal: { error: { code: 'image-refused' } },
    })
    expect(storage.seen).toEqual([])
  })

  test('is never sent to a host without encryption', async () => {
    const service = await loopbackServer((response) => json(response, policyAt('http://storage.test')))
    expect(await serviceClient().upload(profileAt(service.origin), MODEL, PICTURE)).toEqual({
      kind: 'unsupported',
      detail: 'its storage host is not encrypted',
    })
  })

  test('for which the service gives no credential is throttled with it', async () => {
    const reply = { code: 'Throttling.RateQuota', message: 'slow', request_id: 'r' }
    const service = await loopbackServer((response) => json(response, reply, 429))
    expect(await serviceClient().upload(profileAt(service.origin), MODEL, PICTURE)).toMatchObject({
      kind: 'throttled',
    })
  })

  test.each([404, 405, 501])('at a host that answers %i is not offered there', async (status) => {
    const reply = { code: 'NotFound', message: 'Not found!', request_id: 'r' }
    const service = await loopbackServer((response) => json(response, reply, status))
    expect(await serviceClient().upload(profileAt(service.origin), MODEL, PICTURE)).toEqual({
      kind: 'unsupported',
      detail: `HTTP ${status}`,
    })
  })

  test('is not offered where a reply names no credential', async () => {
    const service = await loopbackServer((response) => json(response, { request_id: 'r-1', data: {} }))
    expect(await serviceClient().upload(profileAt(service.origin), MODEL, PICTURE)).toMatchObject({
      kind: 'unsupported',
    })
  })
})
