/** Owns the proof that links are opened as they were signed, continued where they broke, and known to be dead when they are. */

import { describe, expect, test } from 'vitest'
import type { DownloadResponse } from '#electron/engine/happyhorse/outcomes.ts'
import { isRefusal, isSafeAddress, upgraded } from '#electron/engine/happyhorse/storage.ts'
import { closedPort, loopbackServer, type Seen } from '#test/support/loopback-server.ts'
import { serviceClient } from '#test/support/service-client.ts'

const FILE = Buffer.from('0123456789')
const SIGNED = "/a%2Fb/x.mp4?Expires=1790000000&OSSAccessKeyId=K&Signature=Ab%2BcD%2Fe%3D&x=~(a)'!*"

type Body = Extract<DownloadResponse, { kind: 'body' }>

function bodyOf(response: DownloadResponse): Body {
  if (response.kind !== 'body') throw new Error(`no body: ${JSON.stringify(response)}`)
  return response
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** Serves the file with ranges, as the storage host does. */
function storage(respond?: (seen: Seen) => number | undefined) {
  return loopbackServer((response, seen) => {
    const status = respond?.(seen)
    const from = Number(/^bytes=(\d+)-$/.exec(seen.headers.range ?? '')?.[1] ?? -1)
    if (status) response.writeHead(status).end()
    else if (from >= FILE.length) response.writeHead(416, { 'content-range': `bytes */${FILE.length}` }).end()
    else if (from >= 0) {
      const headers = { 'content-range': `bytes ${from}-${FILE.length - 1}/${FILE.length}`, etag: '"e1"' }
      response.writeHead(206, headers).end(FILE.subarray(from))
    } else response.writeHead(200, { 'content-length': FILE.length, etag: '"e1"' }).end(FILE)
  })
}

describe('a download', () => {
  test('asks for the link byte for byte and without the key', async () => {
    const server = await storage()
    const response = bodyOf(await serviceClient().download(server.origin + SIGNED))
    expect(await textOf(response.body)).toBe('0123456789')
    expect({ ...response, body: undefined }).toEqual({
      kind: 'body',
      from: 0,
      totalBytes: 10,
      etag: '"e1"',
      body: undefined,
    })
    expect(server.seen[0]?.path).toBe(SIGNED)
    expect(server.seen[0]?.headers).not.toHaveProperty('authorization')
  })

  test('continues where it broke, if it is still the same file', async () => {
    const server = await storage()
    const response = bodyOf(await serviceClient().download(`${server.origin}/x`, { from: 4, etag: '"e1"' }))
    expect([response.from, response.totalBytes, await textOf(response.body)]).toEqual([4, 10, '456789'])
    expect(server.seen[0]?.headers).toMatchObject({ range: 'bytes=4-', 'if-range': '"e1"' })
  })

  test.each([
    ['another tag', { etag: '"e2"' }],
    ['no tag', {}],
  ])('takes no part of a file with %s, whatever place it begins at', async (_, tag) => {
    const server = await loopbackServer((response) =>
      response.writeHead(206, { 'content-range': 'bytes 4-9/10', ...tag }).end(FILE.subarray(4)),
    )
    expect(await serviceClient().download(`${server.origin}/x`, { from: 4, etag: '"e1"' })).toEqual({
      kind: 'changed',
    })
  })

  test('knows no file by a weak tag: its bytes may differ', async () => {
    const server = await loopbackServer((response) => response.writeHead(200, { etag: 'W/"e1"' }).end(FILE))
    expect(bodyOf(await serviceClient().download(`${server.origin}/x`))).not.toHaveProperty('etag')
  })

  test('begins anew when the host ignores the range', async () => {
    const server = await loopbackServer((response) => response.writeHead(200).end(FILE))
    const response = bodyOf(await serviceClient().download(`${server.origin}/x`, { from: 4 }))
    expect([response.from, await textOf(response.body)]).toEqual([0, '0123456789'])
  })

  test('of a file that is there to its end has nothing more to fetch', async () => {
    const server = await storage()
    expect(await serviceClient().download(`${server.origin}/x`, { from: 10 })).toEqual({
      kind: 'past-end',
      totalBytes: 10,
    })
  })

  test('takes no part of another place than it asked for', async () => {
    const server = await loopbackServer((response) =>
      response.writeHead(206, { 'content-range': 'bytes 2-9/10' }).end(FILE.subarray(2)),
    )
    expect(await serviceClient().download(`${server.origin}/x`, { from: 4 })).toMatchObject({
      kind: 'interrupted',
    })
  })

  test('that breaks in the middle says so instead of ending early', async () => {
    const server = await loopbackServer((response) => {
      response.writeHead(200, { 'content-length': '10' })
      response.write(FILE.subarray(0, 4), () => response.socket?.destroy())
    })
    const { body } = bodyOf(await serviceClient().download(`${server.origin}/x`))
    await expect(textOf(body)).rejects.toMatchObject({ name: 'AppError', code: 'download-broken' })
  })

  test('that stalls is given up after the time allowed', async () => {
    const server = await loopbackServer((response) => {
      response.writeHead(200, { 'content-length': '10' }).write(FILE.subarray(0, 4))
    })
    const { body } = bodyOf(await serviceClient().download(`${server.origin}/x`, { stallMs: 150 }))
    await expect(textOf(body)).rejects.toMatchObject({
      code: 'download-broken',
      values: { detail: expect.stringContaining('UND_ERR_BODY_TIMEOUT') },
    })
  })

  test('stops when it is called off', async () => {
    const callOff = new AbortController()
    const server = await loopbackServer((response) => {
      response.writeHead(200, { 'content-length': '10' }).write(FILE.subarray(0, 4))
    })
    const { body } = bodyOf(await serviceClient().download(`${server.origin}/x`, { signal: callOff.signal }))
    callOff.abort()
    await expect(textOf(body)).rejects.toMatchObject({ code: 'download-broken' })
  })

  test('of an expired link is refused, in the words of the host', async () => {
    const xml =
      '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>Request has expired.</Message><RequestId>o-1</RequestId><EC>0002-00000069</EC></Error>'
    const server = await loopbackServer((response) => response.writeHead(403).end(xml))
    expect(await serviceClient().download(`${server.origin}/x`)).toEqual({
      kind: 'refused',
      error: {
        code: 'download-broken',
        values: { detail: 'the storage host answered HTTP 403, AccessDenied: Request has expired.' },
        requestId: 'o-1',
      },
    })
  })

  test('from a busy host waits as told', async () => {
    const server = await loopbackServer((response) => response.writeHead(503, { 'retry-after': '3' }).end())
    expect(await serviceClient().download(`${server.origin}/x`)).toMatchObject({
      kind: 'interrupted',
      httpStatus: 503,
      retryAfterMs: 3_000,
    })
  })

  test('from nowhere is interrupted', async () => {
    const port = await closedPort()
    expect(await serviceClient().download(`http://127.0.0.1:${port}/x`)).toMatchObject({
      kind: 'interrupted',
      error: { code: 'download-broken' },
    })
  })
})

describe('a redirect', () => {
  test('is followed, three times at most', async () => {
    const server = await loopbackServer((response, { path }) => {
      const left = Number(path.slice(1))
      if (left > 0) response.writeHead(302, { location: `/${left - 1}` }).end('moved')
      else response.writeHead(200).end(FILE)
    })
    const response = bodyOf(await serviceClient().download(`${server.origin}/3`))
    expect(await textOf(response.body)).toBe('0123456789')
    expect(await serviceClient().download(`${server.origin}/4`)).toMatchObject({
      kind: 'interrupted',
      error: { values: { detail: 'the link leads through more than 3 redirects' } },
    })
  })

  test('to an address without encryption is not followed', async () => {
    const server = await loopbackServer((response) =>
      response.writeHead(302, { location: 'http://elsewhere.test/x' }).end(),
    )
    expect(await serviceClient().download(`${server.origin}/x`)).toMatchObject({
      kind: 'interrupted',
      error: { values: { detail: 'the link is no https address' } },
    })
  })
})

describe('addresses', () => {
  test.each([
    ['http://a.oss-cn-beijing.aliyuncs.com/x?S=%2B', 'https://a.oss-cn-beijing.aliyuncs.com/x?S=%2B'],
    ['https://a/x?S=%2B', 'https://a/x?S=%2B'],
    ['http://127.0.0.1:9/x', 'http://127.0.0.1:9/x'],
    ['http://localhost:9/x', 'http://localhost:9/x'],
  ])('%s is opened as %s', (link, opened) => {
    expect(upgraded(link)).toBe(opened)
  })

  test.each([
    ['https://a/', true],
    ['http://[::1]:9/', true],
    ['http://127.example.com/', false],
    ['file:///etc/passwd', false],
    ['nonsense', false],
  ])('%s is safe: %s', (address, safe) => {
    expect(isSafeAddress(address)).toBe(safe)
  })
})

describe('a link', () => {
  test.each([400, 401, 403, 404, 409, 410, 412])('answered with %i is refused', (status) => {
    expect(isRefusal(status)).toBe(true)
  })

  test.each([408, 425, 429, 500, 503])('answered with %i may work later', (status) => {
    expect(isRefusal(status)).toBe(false)
  })
})
