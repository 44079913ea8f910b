import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { pageApp } from '#electron/hosting/page-app.ts'
import type { HostFacts } from '#shared/host.ts'
import { tempFolder } from '#test/support/temp-folder.ts'

const FACTS: HostFacts = {
  kind: 'browser',
  capabilities: {
    reveal: false,
    dropPaths: false,
    pickFolder: false,
    browseFolders: true,
    notifications: false,
    dragOut: false,
    menu: false,
  },
  platform: 'linux',
}

async function page(built = true) {
  const folder = await tempFolder()
  const pageFolder = join(folder, 'page')
  mkdirSync(join(pageFolder, 'assets'), { recursive: true })
  if (built) writeFileSync(join(pageFolder, 'index.html'), '<!doctype html>studio')
  writeFileSync(join(pageFolder, 'assets', 'main-1a2b.js'), 'go()')
  const clip = join(folder, 'clip.mp4')
  writeFileSync(clip, '0123456789')
  const locate = (kind: string, id: string) =>
    kind === 'clip' && id === 'c1' ? { path: clip, mime: 'video/mp4' } : undefined
  const middleOf = async (id: string) => locate('clip', id)
  const engine = { locate, middleOf, uploadsFolder: () => folder }
  const app = pageApp({ engine, facts: FACTS, pageFolder })
  return {
    folder,
    clip,
    ask: (path: string, headers: Record<string, string> = {}, method = 'GET') =>
      app.request(path, { headers, method }),
  }
}

describe('what a page gets from its host', () => {
  test('the page comes with a policy that lets no inline script run', async () => {
    const { ask } = await page()
    const response = await ask('/')
    expect(await response.text()).toBe('<!doctype html>studio')
    const policy = response.headers.get('Content-Security-Policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(response.headers.get('Cache-Control')).toBe('no-cache')
  })

  test('built files with a hash in their name are kept, the page itself is asked for anew', async () => {
    const { ask } = await page()
    const response = await ask('/assets/main-1a2b.js')
    expect(response.headers.get('Cache-Control')).toBe('private, max-age=31536000, immutable')
    expect(response.headers.get('Content-Type')).toMatch(/^text\/javascript/)
  })

  test('a page that is not built says so', async () => {
    const response = await (await page(false)).ask('/')
    expect(response.status).toBe(503)
    expect(await response.text()).toContain('npm run build')
    const chinese = await (await page(false)).ask('/', { 'Accept-Language': 'zh-CN' })
    expect(await chinese.text()).toContain('页面尚未构建')
  })

  test('part of a clip is sent as asked', async () => {
    const { ask } = await page()
    const response = await ask('/files/clip/c1', { Range: 'bytes=2-4' })
    expect(response.status).toBe(206)
    expect(response.headers.get('Content-Range')).toBe('bytes 2-4/10')
    expect(response.headers.get('Content-Type')).toBe('video/mp4')
    expect(await response.text()).toBe('234')
  })

  test('a range past the end is told with the true length', async () => {
    const response = await (await page()).ask('/files/clip/c1', { Range: 'bytes=10-' })
    expect(response.status).toBe(416)
    expect(response.headers.get('Content-Range')).toBe('bytes */10')
  })

  test.each([
    ['a unit nobody knows', { Range: 'items=0-4' }],
    ['a malformed range', { Range: 'bytes=abc' }],
    ['several ranges', { Range: 'bytes=0-1,4-5' }],
    ['the rest of another file', { Range: 'bytes=2-4', 'If-Range': '"other"' }],
  ])('%s gives the whole clip', async (_what, headers) => {
    const response = await (await page()).ask('/files/clip/c1', headers)
    expect([response.status, response.headers.get('Content-Range')]).toEqual([200, null])
    expect(response.headers.get('Content-Length')).toBe('10')
    expect(await response.text()).toBe('0123456789')
  })

  test('the rest of a clip goes on where it is still the same one', async () => {
    const { ask } = await page()
    const etag = (await ask('/files/clip/c1')).headers.get('ETag') ?? ''
    const response = await ask('/files/clip/c1', { Range: 'bytes=7-', 'If-Range': etag })
    expect([response.status, await response.text()]).toEqual([206, '789'])
  })

  test('a clip without a byte is sent as it is', async () => {
    const { clip, ask } = await page()
    writeFileSync(clip, '')
    const response = await ask('/files/clip/c1')
    expect([response.status, response.headers.get('Content-Length'), await response.text()]).toEqual([
      200,
      '0',
      '',
    ])
    expect((await ask('/files/clip/c1', { Range: 'bytes=0-' })).status).toBe(416)
  })

  test('a HEAD tells of the whole clip and sends none of it', async () => {
    const { ask } = await page()
    const response = await ask('/files/clip/c1', { Range: 'bytes=2-4' }, 'HEAD')
    expect([response.status, response.headers.get('Content-Length'), await response.text()]).toEqual([
      200,
      '10',
      '',
    ])
  })

  test('a clip that has not changed is not sent again', async () => {
    const { ask } = await page()
    const first = await ask('/files/clip/c1')
    expect(first.headers.get('Accept-Ranges')).toBe('bytes')
    const etag = first.headers.get('ETag') ?? ''
    for (const known of [etag, `"old", W/${etag}`, '*']) {
      expect((await ask('/files/clip/c1', { 'If-None-Match': known })).status).toBe(304)
    }
    expect((await ask('/files/clip/c1', { 'If-None-Match': '"old"' })).status).toBe(200)
  })

  test.each(['/files/clip/other', '/files/secret/c1', '/files/clip/..%2f..%2fetc%2fpasswd', '/nowhere'])(
    '%s is not there',
    async (path) => {
      expect((await (await page()).ask(path)).status).toBe(404)
    },
  )

  test('folders of this machine are listed by name, numbers in order, hidden ones left out', async () => {
    const { folder, ask } = await page()
    const root = join(folder, 'photos')
    for (const name of ['day 10', 'day 9', '.git']) mkdirSync(join(root, name), { recursive: true })
    writeFileSync(join(root, 'a.JPG'), '')
    writeFileSync(join(root, 'notes.txt'), '')
    const response = await ask(`/folders?path=${encodeURIComponent(root)}`)
    expect(await response.json()).toEqual({
      path: root,
      parent: folder,
      folders: [
        { name: 'day 9', path: join(root, 'day 9') },
        { name: 'day 10', path: join(root, 'day 10') },
      ],
      pictures: 1,
    })
  })

  test('a folder that cannot be read is told, not hidden', async () => {
    const { folder, ask } = await page()
    const response = await ask(`/folders?path=${encodeURIComponent(join(folder, 'none'))}`)
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ code: 'folder-unusable' })
  })
})
