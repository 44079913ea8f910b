/** Owns the proof that a request which surely never left is told apart from one whose fate nobody knows. */

import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer, connect as dial, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { closedPort, json, loopbackServer } from '#test/support/loopback-server.ts'
import { profileAt, REQUEST, serviceClient } from '#test/support/service-client.ts'

const ACCEPTED = { output: { task_id: 't-1' }, request_id: 'r-1' }

/** A TCP server; `greet` gets each connection. */
async function tcpServer(greet: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    greet(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return (server.address() as AddressInfo).port
}

/** A proxy that answers each CONNECT with `status`, and tunnels to `port` when that is 200. */
async function proxyTo(
  port: number,
  status = 200,
): Promise<{ address: string; asked: string[]; tokens: string[] }> {
  const asked: string[] = []
  const tokens: string[] = []
  const server = createHttpServer()
  const sockets = new Set<Socket>()
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '')
    tokens.push(request.headers['proxy-authorization'] ?? '')
    socket.write(`HTTP/1.1 ${status} Told\r\n\r\n`)
    if (status !== 200) {
      socket.end()
      return
    }
    const upstream = dial(port, '127.0.0.1')
    sockets.add(upstream)
    upstream.on('error', () => socket.destroy())
    socket.on('error', () => upstream.destroy())
    socket.pipe(upstream).pipe(socket)
  })
  server.on('connection', (socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked, tokens }
}

describe('surely never received', () => {
  test('is a request to a port where nobody listens', async () => {
    const port = await closedPort()
    const outcome = await serviceClient().submit(profileAt(`http://127.0.0.1:${port}`), REQUEST)
    expect(outcome).toEqual({
      kind: 'never-left',
      detail: `connect ECONNREFUSED 127.0.0.1:${port} (ECONNREFUSED)`,
    })
  })

  test('is a request to a name that does not exist', async () => {
    const outcome = await serviceClient().submit(profileAt('http://no-such-host.invalid'), REQUEST)
    expect(outcome.kind).toBe('never-left')
  })

  test('is a request whose connection is never completed', async () => {
    const port = await tcpServer(() => {})
    const client = serviceClient({ timeouts: { connectMs: 150 } })
    const outcome = await client.submit(profileAt(`https://127.0.0.1:${port}`), REQUEST)
    expect(outcome).toMatchObject({
      kind: 'never-left',
      detail: expect.stringContaining('UND_ERR_CONNECT_TIMEOUT'),
    })
  })

  test('is a request to a host that speaks no TLS', async () => {
    const server = await loopbackServer((response) => json(response, ACCEPTED))
    const outcome = await serviceClient().submit(profileAt(`https://127.0.0.1:${server.port}`), REQUEST)
    expect(outcome.kind).toBe('never-left')
    expect(server.seen).toEqual([])
  })

  test('is a request that a proxy does not let through', async () => {
    const server = await loopbackServer((response) => json(response, ACCEPTED))
    const proxy = await proxyTo(server.port, 403)
    const outcome = await serviceClient({ proxy: proxy.address }).submit(
      profileAt('http://service.test'),
      REQUEST,
    )
    expect(outcome).toMatchObject({
      kind: 'never-left',
      detail: expect.stringContaining('Proxy response (403)'),
    })
    expect(server.seen).toEqual([])
  })

  test('is a request for which the proxy never answers', async () => {
    const port = await tcpServer(() => {})
    const client = serviceClient({ proxy: `http://127.0.0.1:${port}`, timeouts: { connectMs: 150 } })
    expect((await client.submit(profileAt('http://service.test'), REQUEST)).kind).toBe('never-left')
  })

  test('is a request with a proxy address that is none', async () => {
    const outcome = await serviceClient({ proxy: 'gopher://x' }).submit(
      profileAt('http://service.test'),
      REQUEST,
    )
    expect(outcome).toEqual({
      kind: 'never-left',
      detail: 'the proxy address in Settings or in the environment is not a valid one',
    })
  })

  test('is a request given up before it was sent', async () => {
    const server = await loopbackServer((response) => json(response, ACCEPTED))
    const outcome = await serviceClient().submit(profileAt(server.origin), REQUEST, AbortSignal.abort())
    expect(outcome.kind).toBe('never-left')
    expect(server.seen).toEqual([])
  })

  test('is a request after the client was closed', async () => {
    const server = await loopbackServer((response) => json(response, ACCEPTED))
    const client = serviceClient()
    await client.close()
    expect((await client.submit(profileAt(server.origin), REQUEST)).kind).toBe('never-left')
  })
})

describe('of unknown fate', () => {
  test('is a request whose connection breaks before the reply', async () => {
    const server = await loopbackServer((response) => response.socket?.destroy())
    const outcome = await serviceClient().submit(profileAt(server.origin), REQUEST)
    expect(outcome).toMatchObject({ kind: 'unanswered', detail: expect.stringContaining('UND_ERR_SOCKET') })
    expect(server.seen).toHaveLength(1)
  })

  test('is a request reset before its reply', async () => {
    const port = await tcpServer((socket) => socket.once('data', () => socket.resetAndDestroy()))
    const outcome = await serviceClient().submit(profileAt(`http://127.0.0.1:${port}`), REQUEST)
    expect(outcome).toMatchObject({ kind: 'unanswered', detail: expect.stringContaining('ECONNRESET') })
  })

  test('is a request that nobody answers in time', async () => {
    const server = await loopbackServer(() => {})
    const client = serviceClient({ timeouts: { submitMs: 150 } })
    const outcome = await client.submit(profileAt(server.origin), REQUEST)
    expect(outcome).toMatchObject({
      kind: 'unanswered',
      detail: expect.stringContaining('UND_ERR_HEADERS_TIMEOUT'),
    })
  })

  test('is a request whose reply breaks in the middle', async () => {
    const server = await loopbackServer((response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('{"output":', () => response.socket?.destroy())
    })
    expect((await serviceClient().submit(profileAt(server.origin), REQUEST)).kind).toBe('unanswered')
  })

  test('is a request whose reply stalls in the middle', async () => {
    const server = await loopbackServer((response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"output":')
    })
    const client = serviceClient({ timeouts: { bodyMs: 150 } })
    expect(await client.submit(profileAt(server.origin), REQUEST)).toMatchObject({
      kind: 'unanswered',
      detail: expect.stringContaining('UND_ERR_BODY_TIMEOUT'),
    })
  })

  test('is a request given up while it was under way', async () => {
    const giveUp = new AbortController()
    const server = await loopbackServer(() => giveUp.abort())
    const outcome = await serviceClient().submit(profileAt(server.origin), REQUEST, giveUp.signal)
    expect(outcome.kind).toBe('unanswered')
  })

  test('is a request answered with something that is no HTTP', async () => {
    const port = await tcpServer((socket) => socket.once('data', () => socket.end('hello\r\n\r\n')))
    const outcome = await serviceClient().submit(profileAt(`http://127.0.0.1:${port}`), REQUEST)
    expect(outcome.kind).toBe('unanswered')
  })
})

describe('a proxy', () => {
  test('from the settings carries the request and gets its own password, not the key', async () => {
    const server = await loopbackServer((response) => json(response, ACCEPTED))
    const proxy = await proxyTo(server.port)
    const client = serviceClient({ proxy: `http://me:pass@${proxy.address}` })
    expect((await client.submit(profileAt('http://service.test'), REQUEST)).kind).toBe('accepted')
    expect(proxy.asked).toEqual(['service.test:80'])
    expect(proxy.tokens).toEqual([`Basic ${Buffer.from('me:pass').toString('base64')}`])
  })

  test('from the environment carries the request', async () => {
    const server = await loopbackServer((response) => json(response, ACCEPTED))
    const proxy = await proxyTo(server.port)
    const client = serviceClient({ proxyEnvironment: { httpProxy: `http://${proxy.address}` } })
    expect((await client.submit(profileAt('http://service.test'), REQUEST)).kind).toBe('accepted')
    expect(proxy.asked).toEqual(['service.test:80'])
  })

  test('from the environment is left out for the hosts it names', async () => {
    const proxy = await proxyTo(9)
    const httpProxy = `http://${proxy.address}`
    const client = serviceClient({ proxyEnvironment: { httpProxy, noProxy: 'other.test,service.invalid' } })
    expect((await client.submit(profileAt('http://service.invalid'), REQUEST)).kind).toBe('never-left')
    expect(proxy.asked).toEqual([])
  })

  test('never stands between the studio and this machine', async () => {
    const server = await loopbackServer((response) => json(response, ACCEPTED))
    const proxy = await proxyTo(server.port)
    const client = serviceClient({ proxy: proxy.address })
    expect((await client.submit(profileAt(server.origin), REQUEST)).kind).toBe('accepted')
    expect(proxy.asked).toEqual([])
  })

  test('of the SOCKS kind carries the request', async () => {
    const server = await loopbackServer((response) => json(response, ACCEPTED))
    const asked: string[] = []
    const port = await tcpServer((socket) => {
      socket.once('data', () => {
        socket.write(Uint8Array.of(5, 0))
        socket.once('data', (wish) => {
          asked.push(wish.subarray(5, 5 + (wish[4] ?? 0)).toString('latin1'))
          socket.write(Uint8Array.of(5, 0, 0, 1, 127, 0, 0, 1, 0, 80))
          const upstream = dial(server.port, '127.0.0.1')
          upstream.on('error', () => socket.destroy())
          socket.on('close', () => upstream.destroy())
          socket.pipe(upstream).pipe(socket)
        })
      })
    })
    const client = serviceClient({ proxy: `socks5://127.0.0.1:${port}` })
    expect((await client.submit(profileAt('http://service.test'), REQUEST)).kind).toBe('accepted')
    expect(asked).toEqual(['service.test'])
  })
})

test('no fault names the key', async () => {
  const port = await closedPort()
  const outcome = await serviceClient().submit(profileAt(`http://127.0.0.1:${port}`), REQUEST)
  expect(JSON.stringify(outcome)).not.toContain('sk-secret')
})
