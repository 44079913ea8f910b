/** Owns the proof that a clip's recipe lies beside it, whole, and never in place of a file of the user's. */

import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { framePath, isFrameOf, posterPath, sidecarPath } from '#electron/engine/library/locations.ts'
import { parseSidecar, type Sidecar, writeSidecar } from '#electron/engine/library/sidecar.ts'
import { tempFolder } from '#test/support/temp-folder.ts'

const SIDECAR: Sidecar = {
  schema: 1,
  gallop: '0.1.0',
  jobId: 'j',
  take: 1,
  savedAt: 1_790_000_000_000,
  recipe: {
    prompt: 'mist is drifting',
    model: 'happyhorse-1.1-i2v',
    resolution: '720P',
    durationSeconds: 5,
    watermark: false,
    seed: 7,
  },
  still: { name: 'a.jpg', sha256: 'ab' },
  firstFrame: { sha256: 'cd' },
  task: {
    service: 'rehearsal',
    taskId: 't',
    requestId: 'r',
    submittedAt: 1,
    acceptedAt: 2,
    scheduledAt: null,
    endedAt: 4,
    usage: { billedSeconds: 5, resolution: '720P' },
  },
  cost: { estimate: { micros: 0, currency: 'CNY' }, actual: { micros: 0, currency: 'CNY' } },
  clip: {
    name: 'a_t01_s7.mp4',
    bytes: 10,
    sha256: 'ef',
    width: 1280,
    height: 720,
    durationMs: 5_042,
    frames: 121,
    frameRate: 24,
    videoCodec: 'avc',
    audioCodec: 'aac',
  },
}

test('a sidecar lies beside its clip and reads back as it was', async () => {
  const folder = await tempFolder()
  const path = await writeSidecar(join(folder, 'a_t01_s7.mp4'), SIDECAR)
  expect(path).toBe(join(folder, 'a_t01_s7.json'))
  expect(parseSidecar(await readFile(path, 'utf8'))).toEqual(SIDECAR)
  expect(await readdir(folder)).toEqual(['a_t01_s7.json'])
})

test('a sidecar written again takes the place of the earlier one', async () => {
  const clip = join(await tempFolder(), 'a.mp4')
  await writeSidecar(clip, SIDECAR)
  const path = await writeSidecar(clip, { ...SIDECAR, take: 2 })
  expect(parseSidecar(await readFile(path, 'utf8'))?.take).toBe(2)
})

test('a file of the user’s with the sidecar’s name stays as it is', async () => {
  const folder = await tempFolder()
  await writeFile(join(folder, 'a.json'), '{"mine":true}')
  expect(await writeSidecar(join(folder, 'a.mp4'), SIDECAR)).toBe(join(folder, 'a.gallop.json'))
  expect(await readFile(join(folder, 'a.json'), 'utf8')).toBe('{"mine":true}')
})

test('a folder that is gone is told', async () => {
  const clip = join(await tempFolder(), 'gone', 'a.mp4')
  await expect(writeSidecar(clip, SIDECAR)).rejects.toMatchObject({ code: 'disk-refused' })
})

test.each(['', '{}', '[1]', JSON.stringify({ ...SIDECAR, schema: 2 }), '{"schema":1'])(
  'a text such as %j is no sidecar',
  (text) => {
    expect(parseSidecar(text)).toBeUndefined()
  },
)

test('what is made from a clip has its place', () => {
  expect(posterPath('/p', 'a_t01_s7.mp4')).toBe(join('/p', '.gallop', 'posters', 'a_t01_s7.webp'))
  expect(framePath('/p', 'a_t01_s7.mp4', 'last')).toBe(join('/p', 'a_t01_s7_last.png'))
  expect(framePath('/p', 'a_t01_s7.mp4', { atMs: 1667 })).toBe(join('/p', 'a_t01_s7_at-1667ms.png'))
  const names = ['a_t01_s7_last.png', 'a_t01_s7_at-1667ms.png', 'a_t01_s7_mine.png', 'a_t01_s71_last.png']
  expect(names.map((name) => isFrameOf('a_t01_s7.mp4', name))).toEqual([true, true, false, false])
  expect(sidecarPath(join('/p', 'a.b.mp4'))).toBe(join('/p', 'a.b.json'))
})
