import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type ServeOptions, startServe } from '#electron/serve.ts'
import type { StudioContract } from '#shared/contract.ts'
import { HOST_PATHS, UploadedSchema } from '#shared/host.ts'
import { drawn } from '#test/support/stills.ts'
import { tempFolder } from '#test/support/temp-folder.ts'

async function open(folder: string, more: Partial<ServeOptions> = {}) {
  const pageFolder = join(folder, 'page')
  mkdirSync(pageFolder, { recursive: true })
  writeFileSync(join(pageFolder, 'index.html'), 'studio')
  const options = { dataFolder: join(folder, 'data'), proxy: {}, keysInFile: true, pageFolder, port: 0 }
  const serving = await startServe({
    ...options,
    rehearsalSpeed: 400,
    rehearsalClips: 'tiny',
    pollSeconds: 0.2,
    ...more,
  })
  let open = true
  const close = async () => {
    if (open) await serving.close()
    open = false
  }
  onTestFinished(close)
  return { serving, close }
}

/** What a browser does with the printed address. */
async function enter(address: string) {
  const { origin } = new URL(address)
  const response = await fetch(address)
  const cookie = response.headers.get('Set-Cookie')?.split(';')[0] ?? ''
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(origin + path, { ...init, headers: { Cookie: cookie, Origin: origin, ...init.headers } })
  const link = new RPCLink({ url: `${origin}${HOST_PATHS.rpc}`, headers: { Cookie: cookie, Origin: origin } })
  const studio: ContractRouterClient<StudioContract> = createORPCClient(link)
  return { status: response.status, cookie, ask, studio }
}

describe('the browser host', () => {
  test('an uploaded picture becomes a clip that plays, by commands and addresses of one origin', async () => {
    const { serving } = await open(await tempFolder())
    const { ask, studio } = await enter(serving.url)
    const snapshot = await studio.studio.snapshot()
    const projectId = snapshot.projects[0]?.id ?? ''

    const body = new Uint8Array(await drawn(640, 400).jpeg().toBuffer())
    const uploaded = await ask(HOST_PATHS.upload(projectId, 'trip/a.jpg'), { method: 'POST', body })
    const { path } = UploadedSchema.parse(await uploaded.json())
    expect(readFileSync(path).length).toBe(body.length)

    const { shotIds } = await studio.shots.import({ projectId, paths: [path] })
    const wanted = { shotIds, takes: 1, seeds: [7] }
    const { cost } = await studio.shots.estimate(wanted)
    await studio.jobs.enqueue({ ...wanted, agreed: cost })
    await expect.poll(async () => (await studio.clips.page({ projectId })).total, { timeout: 20_000 }).toBe(1)

    const clip = (await studio.clips.page({ projectId })).rows[0]
    const video = await ask(HOST_PATHS.file('clip', clip?.id ?? ''), { headers: { Range: 'bytes=4-7' } })
    expect(video.status).toBe(206)
    expect(await video.text()).toBe('ftyp')
    const shot = (await studio.shots.page({ projectId })).rows[0]
    const thumbnail = await ask(HOST_PATHS.file('thumbnail', shot?.still.id ?? ''))
    expect(thumbnail.headers.get('Content-Type')).toBe('image/webp')
  })

  test('changes arrive as they happen, until the host ends', async () => {
    const { serving, close } = await open(await tempFolder())
    const { studio } = await enter(serving.url)
    const changes = (await studio.studio.watch())[Symbol.asyncIterator]()
    const first = changes.next()
    await studio.projects.create({ name: 'Second' })
    const { value } = await first
    expect(value).toHaveProperty('revision')
    const rest = (async () => {
      // What changed before the host went may still arrive.
      while (!(await changes.next().catch(() => ({ done: true }))).done);
      return 'ended'
    })()
    await close()
    expect(await rest).toBe('ended')
  })

  test('an error of the engine keeps its code on the way', async () => {
    const { serving } = await open(await tempFolder())
    const { studio } = await enter(serving.url)
    const failing = studio.projects.rename({ id: 'nobody', name: 'x' })
    await expect(failing).rejects.toMatchObject({ data: { code: 'not-found', values: { noun: 'project' } } })
  })

  test('nothing is told without the cookie', async () => {
    const { serving } = await open(await tempFolder())
    const { origin } = new URL(serving.url)
    for (const path of ['/', '/host.json', '/rpc/studio/snapshot', '/files/clip/x', '/folders']) {
      const { status } = await fetch(origin + path)
      expect([path, status]).toEqual([path, 401])
    }
  })

  test('a page left open is known again after a restart on the same port', async () => {
    const folder = await tempFolder()
    const first = await open(folder)
    const { cookie } = await enter(first.serving.url)
    const port = Number(new URL(first.serving.url).port)
    await first.close()
    const second = await open(folder, { port })
    const response = await fetch(new URL('/host.json', second.serving.url), { headers: { Cookie: cookie } })
    expect(await response.json()).toMatchObject({ kind: 'browser', capabilities: { browseFolders: true } })
  })

  test('a port that was asked for and is taken is an error, and the data folder is free again', async () => {
    const { serving } = await open(await tempFolder())
    const folder = await tempFolder()
    const port = Number(new URL(serving.url).port)
    await expect(open(folder, { port })).rejects.toMatchObject({ code: 'port-in-use', values: { port } })
    expect((await open(folder)).serving.url).toContain('127.0.0.1')
  })
})
