import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { openDoor } from '#electron/hosting/door.ts'

const HOST = '127.0.0.1:4400'

function house() {
  const announced: string[] = []
  const door = openDoor({
    secret: 's3cret',
    cookieName: 'gallop',
    onNewToken: (token) => announced.push(token),
  })
  const app = new Hono().use(door.guard).all('*', (context) => context.text('inside'))
  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    app.request(`http://${HOST}${path}`, { method, headers: { Host: HOST, ...headers } })
  return { door, ask, announced }
}

const KNOWN = { Cookie: 'gallop=s3cret' }

describe('the door of the browser host', () => {
  test('a token is exchanged once for a strict cookie that no script can read', async () => {
    const { door, ask } = house()
    const token = door.mint()
    const first = await ask(`/?token=${token}`)
    expect(first.status).toBe(200)
    expect(first.headers.get('Set-Cookie')).toBe('gallop=s3cret; Path=/; HttpOnly; SameSite=Strict')
    expect((await ask(`/?token=${token}`)).status).toBe(401)
  })

  test('a look ahead of a messenger or a virus scanner uses no token up', async () => {
    const { door, ask, announced } = house()
    const token = door.mint()
    const ahead = await ask(`/?token=${token}`, {}, 'HEAD')
    expect([ahead.status, ahead.headers.get('Set-Cookie')]).toEqual([401, null])
    expect((await ask(`/?token=${token}`)).status).toBe(200)
    await ask('/', {}, 'HEAD')
    expect(announced).toEqual([])
  })

  test('with the cookie one is inside', async () => {
    const { ask } = house()
    expect(await (await ask('/host.json', KNOWN)).text()).toBe('inside')
    expect((await ask('/host.json', { Cookie: 'gallop=guess!' })).status).toBe(401)
  })

  test('without a token the page says how to get in', async () => {
    const response = await house().ask('/')
    expect(response.status).toBe(401)
    expect(await response.text()).toContain('?token=…')
  })

  test('what it says is said in the language the browser asks for', async () => {
    const { door, ask } = house()
    const chinese = { 'Accept-Language': 'zh-CN,zh;q=0.9' }
    const closed = await (await ask('/', chinese)).text()
    expect(closed).toContain('<html lang="zh-CN">')
    expect(closed).toContain('?token=…')
    expect(closed).not.toContain('address')
    expect(await (await ask(`/?token=${door.mint()}`, chinese)).text()).toContain('打开工作室')
    const elsewhere = await ask('/', { ...chinese, Host: 'evil.example' })
    expect(await elsewhere.text()).toBe('这个地址不通向 Gallop。')
  })

  test('a new token is announced to who stands before the door only after the last was used', async () => {
    const { door, ask, announced } = house()
    const token = door.mint()
    await ask('/')
    expect(announced).toEqual([])
    await ask(`/?token=${token}`)
    await ask('/')
    expect(announced).toHaveLength(1)
    expect((await ask(`/?token=${announced[0]}`)).status).toBe(200)
  })

  test.each([
    ['another name pointed at this machine', { Host: 'evil.example' }],
    ['a name that begins like ours', { Host: '127.0.0.1.evil.example:4400' }],
    ['a host with a user before it', { Host: 'x@127.0.0.1:4400' }],
    ['a page of another site', { Origin: 'https://evil.example' }],
    ['a page of another program on this machine', { Origin: 'http://127.0.0.1:9999' }],
    ['a page without an origin', { Origin: 'null' }],
  ])('%s is refused even with the cookie', async (_name, headers) => {
    expect((await house().ask('/rpc/x', { ...KNOWN, ...headers })).status).toBe(403)
  })

  test('a change needs an origin, and ours is good', async () => {
    const { ask } = house()
    expect((await ask('/rpc/x', KNOWN, 'POST')).status).toBe(403)
    expect((await ask('/rpc/x', { ...KNOWN, Origin: `http://${HOST}` }, 'POST')).status).toBe(200)
  })

  test('the port may be another one: people come through tunnels', async () => {
    const headers = { ...KNOWN, Host: 'localhost:9000', Origin: 'http://localhost:9000' }
    expect((await house().ask('/', headers, 'POST')).status).toBe(200)
  })
})
