import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { describe, expect, test } from 'vitest'
import { relativeName, uploadRoute } from '#electron/hosting/upload-route.ts'
import { AppError } from '#shared/app-error.ts'
import { HOST_PATHS } from '#shared/host.ts'
import { tempFolder } from '#test/support/temp-folder.ts'

async function uploads(maxBytes?: number) {
  const folder = await tempFolder()
  const engine = {
    uploadsFolder: (project: string) => {
      if (project !== 'p1') throw new AppError('not-found', { noun: 'project' })
      return folder
    },
  }
  const app = uploadRoute(engine, maxBytes)
  const send = (name: string, body: string, project = 'p1') =>
    app.request(HOST_PATHS.upload(project, name), { method: 'POST', body })
  return { folder, send }
}

describe('uploads', () => {
  test('a file lands under its own name and the path is told', async () => {
    const { folder, send } = await uploads()
    const response = await send('trip/day 1/горы.jpg', 'bytes')
    const path = join(folder, 'trip', 'day 1', 'горы.jpg')
    expect(await response.json()).toEqual({ path })
    expect(readFileSync(path, 'utf8')).toBe('bytes')
  })

  test('an empty file lands as one, so that preflight can say it is empty', async () => {
    const { folder, send } = await uploads()
    expect(await (await send('empty.png', '')).json()).toEqual({ path: join(folder, 'empty.png') })
    expect(readFileSync(join(folder, 'empty.png')).length).toBe(0)
  })

  test('a second file of the same name stands beside the first', async () => {
    const { folder, send } = await uploads()
    await send('a.jpg', 'one')
    expect(await (await send('a.jpg', 'two')).json()).toEqual({ path: join(folder, 'a-2.jpg') })
    expect(readFileSync(join(folder, 'a.jpg'), 'utf8')).toBe('one')
  })

  test('a file that is sent once more is the one that is there', async () => {
    const { folder, send } = await uploads()
    await send('a.jpg', 'one')
    await send('a.jpg', 'two')
    expect(await (await send('a.jpg', 'two')).json()).toEqual({ path: join(folder, 'a-2.jpg') })
    expect(await (await send('a.jpg', 'one')).json()).toEqual({ path: join(folder, 'a.jpg') })
    expect(readdirSync(folder).sort()).toEqual(['a-2.jpg', 'a.jpg'])
  })

  test('a file over the limit is refused and leaves nothing behind', async () => {
    const { folder, send } = await uploads(1024 * 1024)
    const response = await send('big.jpg', 'x'.repeat(1024 * 1024 + 1))
    expect(response.status).toBe(422)
    expect(await response.json()).toEqual({
      code: 'bad-request',
      values: { detail: 'The file has more than 1 MB.' },
    })
    expect(readdirSync(folder)).toEqual([])
  })

  test('a project that does not exist is told by name', async () => {
    const response = await (await uploads()).send('a.jpg', 'x', 'other')
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ code: 'not-found', values: { noun: 'project' } })
  })

  test.each([
    ['../../etc/passwd', ['etc', 'passwd']],
    ['/abs/a.jpg', ['abs', 'a.jpg']],
    ['C:\\photos\\a.jpg', ['C', 'photos', 'a.jpg']],
    ['a/./b/../c.jpg', ['a', 'b', 'c.jpg']],
    ['con/a?b*.jpg', ['ab.jpg']],
    ['..', ['unnamed']],
  ])('the name %s stays inside the folder', (name, parts) => {
    expect(relativeName(name).split(sep)).toEqual(parts)
  })
})
