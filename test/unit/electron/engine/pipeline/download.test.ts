/** How a finished clip comes onto the disk. */

import { createHash } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { JobRecord } from '#electron/engine/database/job-record.ts'
import type { DownloadOptions } from '#electron/engine/happyhorse/download.ts'
import type { DownloadResponse, QueryOutcome } from '#electron/engine/happyhorse/outcomes.ts'
import { sha256Of } from '#electron/engine/library/clip-files.ts'
import { apply } from '#electron/engine/pipeline/apply.ts'
import { download } from '#electron/engine/pipeline/download.ts'
import { AppError, type AppErrorData } from '#shared/app-error.ts'
import { HOUR_MS } from '#shared/time.ts'
import { MADE_AT } from '#test/support/job-table.ts'
import { openPipelineBench, type PipelineBench, refusal, succeededTask } from '#test/support/pipeline.ts'

const CLIP = Buffer.from('nine byte')
const NAME = 'mist_t01_s7.mp4'
const READY = {
  ...{ state: 'downloading', taskId: 't1', videoUrl: 'https://store/t1.mp4', linkDiesAt: MADE_AT + 60_000 },
  ...{ actual: { micros: 4_500_000, currency: 'CNY' }, billedSeconds: 5, submittedAt: MADE_AT },
} as const satisfies Partial<JobRecord>

const SAYS_NO: AppErrorData = { code: 'download-broken', values: { detail: 'HTTP 403' } }
const DEAD: DownloadResponse = { kind: 'refused', error: SAYS_NO }
const SILENT: DownloadResponse = {
  kind: 'interrupted',
  error: { ...SAYS_NO, values: { detail: 'ENOTFOUND' } },
}
const UNKNOWN = async (): Promise<QueryOutcome> => ({
  kind: 'task',
  task: { taskId: 't1', status: 'UNKNOWN' },
})

/** A storage host that serves a clip, broken off after `until` bytes. */
function serve(clip: Buffer, until = clip.length, etag = '"e1"') {
  return async (_url: string, { from = 0, etag: known }: DownloadOptions = {}): Promise<DownloadResponse> => {
    if (from > 0 && known !== etag) return { kind: 'changed' }
    return {
      ...{ kind: 'body', from, totalBytes: clip.length, etag },
      body: (async function* () {
        yield clip.subarray(from, until)
        if (until < clip.length) throw new AppError('download-broken', { detail: 'the line went dead' })
      })(),
    }
  }
}

async function run(bench: PipelineBench, id: string): Promise<JobRecord> {
  const job = bench.job(id)
  apply(bench.context, job, await bench.clock.until(download(bench.context, job)))
  return bench.job(id)
}

test('a clip lands whole under its readable name, with its row, its sidecar and its cost', async () => {
  using bench = openPipelineBench({ client: { download: serve(CLIP) } })
  bench.queue(READY)
  const job = await run(bench, 'j1')
  expect([job.state, job.clipName, job.videoUrl]).toEqual(['done', NAME, null])
  expect(readFileSync(join(bench.folder, NAME))).toEqual(CLIP)
  const clip = bench.tables.clips.byId(job.clipId ?? '')
  expect(clip).toMatchObject({ jobId: 'j1', name: NAME, cost: { micros: 4_500_000 }, bytes: 9 })
  expect(readdirSync(bench.folder).sort()).toEqual(['frame.jpeg', 'mist_t01_s7.json', NAME])
})

test('a broken download goes on where it stopped', async () => {
  const asked: DownloadOptions[] = []
  let until = 4
  using bench = openPipelineBench({
    client: {
      download: (url, options = {}) => {
        asked.push({ ...options })
        return serve(CLIP, until)(url, options)
      },
    },
  })
  bench.queue(READY)
  const broken = await run(bench, 'j1')
  expect([broken.state, broken.error?.code, broken.attempts]).toEqual(['downloading', 'download-broken', 1])
  expect(existsSync(join(bench.folder, NAME))).toBe(false)
  until = CLIP.length
  expect((await run(bench, 'j1')).state).toBe('done')
  expect(asked.map(({ from, etag }) => [from, etag])).toEqual([
    [undefined, undefined],
    [4, '"e1"'],
  ])
  expect(readFileSync(join(bench.folder, NAME))).toEqual(CLIP)
})

test('a file that changed meanwhile begins anew', async () => {
  const other = Buffer.from('another clip')
  let answer: (url: string, options?: DownloadOptions) => Promise<DownloadResponse> = serve(CLIP, 4)
  using bench = openPipelineBench({ client: { download: (url, options) => answer(url, options) } })
  bench.queue(READY)
  await run(bench, 'j1')
  answer = (url) => serve(other, other.length, '"e2"')(url)
  expect((await run(bench, 'j1')).state).toBe('done')
  expect(readFileSync(join(bench.folder, NAME))).toEqual(other)
})

test('a part of another file is not put behind what is there already: its file is fetched whole', async () => {
  const other = Buffer.from('nine more')
  let answer = serve(CLIP, 4)
  using bench = openPipelineBench({ client: { download: (url, options) => answer(url, options) } })
  bench.queue(READY)
  await run(bench, 'j1')
  answer = serve(other, other.length, '"e2"')
  expect((await run(bench, 'j1')).state).toBe('done')
  expect(bench.calls).toEqual(['download', 'download', 'download'])
  expect(readFileSync(join(bench.folder, NAME))).toEqual(other)
})

test.each([
  ['goes on behind its half', CLIP, '"e1"', [undefined, 4, 4]],
  [
    'begins anew where another file is behind it',
    Buffer.from('the other'),
    '"e2"',
    [undefined, 4, 4, undefined],
  ],
])(
  'a link that dies under a half-fetched clip is renewed, and the clip %s',
  async (_, clip, etag, ranges) => {
    const links = new Map([['https://store/t1.mp4', serve(CLIP, 4)]])
    const asked: (number | undefined)[] = []
    const task = succeededTask('t1', { videoUrl: 'https://store/new.mp4' })
    using bench = openPipelineBench({
      client: {
        download: async (url, options = {}) => {
          asked.push(options.from)
          return (await links.get(url)?.(url, options)) ?? DEAD
        },
        query: async () => ({ kind: 'task', task }),
      },
    })
    bench.queue(READY)
    await run(bench, 'j1')
    links.delete('https://store/t1.mp4')
    links.set('https://store/new.mp4', serve(clip, clip.length, etag))
    expect((await run(bench, 'j1')).videoUrl).toBe('https://store/new.mp4')
    const done = await run(bench, 'j1')
    expect([done.state, asked]).toEqual(['done', ranges])
    expect(bench.tables.clips.byId(done.clipId ?? '')?.sha256).toBe(
      createHash('sha256').update(clip).digest('hex'),
    )
    expect(readFileSync(join(bench.folder, NAME))).toEqual(clip)
  },
)

test('a crash between the rename and its commit is recognised, and nothing is fetched twice', async () => {
  using bench = openPipelineBench({ client: { download: serve(CLIP) } })
  const path = join(bench.folder, NAME)
  writeFileSync(path, CLIP)
  bench.queue({ ...READY, clipName: NAME, clipKey: NAME, clipSha256: await sha256Of(path) })
  const job = await run(bench, 'j1')
  expect([job.state, bench.calls]).toEqual(['done', []])
  expect(readdirSync(bench.folder).filter((name) => name.endsWith('.mp4'))).toEqual([NAME])
})

test('a clip that was whole before a crash is saved without its link, however long ago that died', async () => {
  using bench = openPipelineBench({ client: { download: async () => DEAD, query: UNKNOWN } })
  const part = join(bench.folder, `${NAME}.part`)
  writeFileSync(part, CLIP)
  bench.queue({ ...READY, clipName: NAME, clipKey: NAME, clipSha256: await sha256Of(part) })
  bench.clock.jump(48 * HOUR_MS)
  const job = await run(bench, 'j1')
  expect([job.state, bench.calls]).toEqual(['done', []])
  expect(readFileSync(join(bench.folder, NAME))).toEqual(CLIP)
})

test('a crash between the two names of a clip leaves neither a second name nor a second download', async () => {
  using bench = openPipelineBench({ client: { download: serve(CLIP) } })
  const path = join(bench.folder, NAME)
  writeFileSync(`${path}.part`, CLIP)
  linkSync(`${path}.part`, path)
  writeFileSync(join(bench.folder, '.mist_t01_s7.json.tmp'), '{"half":')
  bench.queue({ ...READY, clipName: NAME, clipKey: NAME, clipSha256: await sha256Of(path) })
  const job = await run(bench, 'j1')
  expect([job.state, bench.calls]).toEqual(['done', []])
  expect(readdirSync(bench.folder).sort()).toEqual(['frame.jpeg', 'mist_t01_s7.json', NAME])
})

test('a file of the user with the same name is never touched', async () => {
  using bench = openPipelineBench({ client: { download: serve(CLIP) } })
  writeFileSync(join(bench.folder, NAME), 'mine')
  bench.queue(READY)
  expect((await run(bench, 'j1')).clipName).toBe('mist_t01_s7-2.mp4')
  expect(readFileSync(join(bench.folder, NAME), 'utf8')).toBe('mine')
})

test('a file that appears under the reserved name during the download is not touched either', async () => {
  using bench = openPipelineBench({ client: { download: serve(CLIP) } })
  bench.context.media.probe = async (path) => {
    writeFileSync(path.replace(/\.part$/, ''), 'mine')
    return { ...FACTS }
  }
  bench.queue(READY)
  const job = await run(bench, 'j1')
  expect([job.state, job.clipName]).toEqual(['done', 'mist_t01_s7-2.mp4'])
  expect(readFileSync(join(bench.folder, NAME), 'utf8')).toBe('mine')
})

test('a clip that an earlier run had finished, in a folder that was away when we looked, is not kept twice', async () => {
  using bench = openPipelineBench({
    client: {
      download: (url, options) => {
        writeFileSync(join(bench.folder, NAME), CLIP)
        return serve(CLIP)(url, options)
      },
    },
  })
  const clipSha256 = createHash('sha256').update(CLIP).digest('hex')
  bench.queue({ ...READY, clipName: NAME, clipKey: NAME, clipSha256 })
  const job = await run(bench, 'j1')
  expect([job.state, job.clipName]).toEqual(['done', NAME])
  expect(readdirSync(bench.folder).sort()).toEqual(['frame.jpeg', 'mist_t01_s7.json', NAME])
})

test('what does not open as a clip is thrown away and fetched anew', async () => {
  using bench = openPipelineBench({ client: { download: serve(CLIP) } })
  const { probe } = bench.context.media
  bench.context.media.probe = async () => {
    throw new AppError('download-broken', { detail: 'no frames' })
  }
  bench.queue(READY)
  const broken = await run(bench, 'j1')
  expect([broken.state, broken.error?.values]).toEqual(['downloading', { detail: 'no frames' }])
  expect(existsSync(join(bench.folder, `${NAME}.part`))).toBe(false)
  bench.context.media.probe = probe
  expect((await run(bench, 'j1')).state).toBe('done')
})

test('a dead link is renewed by asking the task', async () => {
  const task = succeededTask('t1', { videoUrl: 'https://store/new.mp4', linkDiesAt: MADE_AT + 90_000 })
  using bench = openPipelineBench({
    client: {
      download: async () => DEAD,
      query: async () => ({ kind: 'task', task }),
    },
  })
  bench.queue(READY)
  const job = await run(bench, 'j1')
  expect([job.state, job.videoUrl, job.linkDiesAt]).toEqual(['downloading', task.videoUrl, task.linkDiesAt])
  expect(job.dueAt).toBe(MADE_AT)
})

test('a host that refuses every new link is not asked in a circle', async () => {
  let links = 0
  using bench = openPipelineBench({
    client: {
      download: async () => DEAD,
      query: async () => ({
        kind: 'task',
        task: succeededTask('t1', { videoUrl: `https://store/${++links}` }),
      }),
    },
  })
  bench.queue(READY)
  const pauses: number[] = []
  for (let round = 0; round < 3; round += 1) {
    const { dueAt } = await run(bench, 'j1')
    pauses.push((dueAt ?? 0) - bench.clock.now())
  }
  expect(pauses).toEqual([0, 1_500, 3_000])
})

test('a dead link of a dead task ends the job, with what was paid on record', async () => {
  using bench = openPipelineBench({ client: { download: async () => DEAD, query: UNKNOWN } })
  bench.queue({ ...READY, linkDiesAt: MADE_AT })
  const job = await run(bench, 'j1')
  expect([job.state, job.error?.code, job.actual?.micros]).toEqual(['failed', 'link-expired', 4_500_000])
  expect(bench.calls).toEqual(['download', 'query'])
  expect(readdirSync(bench.folder)).toEqual(['frame.jpeg'])
})

test('a host that is gone leads to the task for another link, after a few tries', async () => {
  const task = succeededTask('t1', { videoUrl: 'https://store/moved.mp4' })
  using bench = openPipelineBench({
    client: {
      download: async (url, options) => (url === task.videoUrl ? serve(CLIP)(url, options) : SILENT),
      query: async () => ({ kind: 'task', task }),
    },
  })
  bench.queue({ ...READY, linkDiesAt: MADE_AT + 24 * HOUR_MS })
  for (let tries = 1; tries < 6; tries += 1) expect((await run(bench, 'j1')).attempts).toBe(tries)
  expect((await run(bench, 'j1')).videoUrl).toBe(task.videoUrl)
  expect((await run(bench, 'j1')).state).toBe('done')
  expect(bench.calls.filter((call) => call === 'query')).toHaveLength(1)
})

test('a link past its time is renewed, whatever its host says', async () => {
  const task = succeededTask('t1', { videoUrl: 'https://store/new.mp4' })
  using bench = openPipelineBench({
    client: { download: async () => SILENT, query: async () => ({ kind: 'task', task }) },
  })
  bench.queue({ ...READY, linkDiesAt: MADE_AT })
  expect((await run(bench, 'j1')).videoUrl).toBe(task.videoUrl)
})

test.each<[string, QueryOutcome, number]>([
  ['that the service has forgotten', { kind: 'task', task: { taskId: 't1', status: 'UNKNOWN' } }, 24],
  ['that is told for ever with its dead link', { kind: 'task', task: succeededTask('t1', READY) }, 27],
  ['that the service refuses to tell', { kind: 'refused', refusal: refusal('fail') }, 27],
])('a download from a host that is gone, of a task %s, ends once both are dead', async (_, said, hours) => {
  using bench = openPipelineBench({ client: { download: async () => SILENT, query: async () => said } })
  const diesAt = MADE_AT + 24 * HOUR_MS
  bench.queue({ ...READY, linkDiesAt: diesAt, taskDiesAt: diesAt })
  let ended = -1
  for (let hour = 0; hour <= 40 && ended < 0; hour += 1) {
    if ((await run(bench, 'j1')).state === 'failed') ended = hour
    bench.clock.jump(HOUR_MS)
  }
  expect([ended, bench.job('j1').error?.code]).toEqual([hours, 'link-expired'])
})

test('a clock set ahead by days ends no download that the service can still tell of', async () => {
  const task = succeededTask('t1', READY)
  using bench = openPipelineBench({
    client: {
      download: async () => SILENT,
      query: async () => ({ kind: 'task', task, serverDate: MADE_AT + 1_000 }),
    },
  })
  bench.queue(READY)
  bench.clock.jump(40 * HOUR_MS)
  expect((await run(bench, 'j1')).state).toBe('downloading')
})

test('a young task that is denied once is asked again, and its clip comes home', async () => {
  let denials = 0
  const task = succeededTask('t1', { videoUrl: 'https://store/new.mp4' })
  using bench = openPipelineBench({
    client: {
      download: async (url, options) => (url === task.videoUrl ? serve(CLIP)(url, options) : DEAD),
      query: async () => (denials++ === 0 ? UNKNOWN() : { kind: 'task', task }),
    },
  })
  bench.queue(READY)
  expect((await run(bench, 'j1')).state).toBe('downloading')
  await run(bench, 'j1')
  expect((await run(bench, 'j1')).state).toBe('done')
})

test('a refused link of a young task that is denied again and again is given up within minutes', async () => {
  using bench = openPipelineBench({ client: { download: async () => DEAD, query: UNKNOWN } })
  bench.queue({ ...READY, linkDiesAt: MADE_AT + 24 * HOUR_MS })
  bench.scheduler.start()
  await bench.clock.advance(30_000)
  expect(bench.job('j1').state).toBe('downloading')
  await bench.clock.advance(120_000)
  expect([bench.job('j1').state, bench.job('j1').error?.code]).toEqual(['failed', 'link-expired'])
  await bench.scheduler.stop()
})

test('a link that is dead by our clock alone is tried, for the clock may be wrong', async () => {
  using bench = openPipelineBench({ client: { download: serve(CLIP) } })
  bench.queue({ ...READY, linkDiesAt: MADE_AT - 1 })
  expect((await run(bench, 'j1')).state).toBe('done')
})

test('a service that cannot be asked for a new link is asked again, and the job is kept', async () => {
  using bench = openPipelineBench({
    client: {
      download: async () => DEAD,
      query: async () => ({ kind: 'throttled', refusal: refusal('wait', 'throttled') }),
    },
  })
  bench.queue(READY)
  const job = await run(bench, 'j1')
  expect([job.state, job.error?.code, job.dueAt]).toEqual(['downloading', 'throttled', MADE_AT + 750])
})

test('a folder that is gone keeps the job and says what stands in its way', async () => {
  using bench = openPipelineBench({ client: { download: serve(CLIP) } })
  const folder = join(bench.folder, 'gone')
  bench.tables.projects.insert({ id: 'p2', name: 'Gone', folder, seed: null, createdAt: 1 })
  bench.queue({ ...READY, projectId: 'p2' })
  const job = await run(bench, 'j1')
  expect([job.state, job.error?.code]).toEqual(['downloading', 'disk-refused'])
})

test('a clip that finds no place stops the spending once, and is itself tried on', async () => {
  using bench = openPipelineBench({ client: { download: serve(CLIP) } })
  const folder = join(bench.folder, 'gone')
  const { settings, projects } = bench.tables
  projects.insert({ id: 'p2', name: 'Gone', folder, seed: null, createdAt: 1 })
  bench.queue({ ...READY, projectId: 'p2', dueAt: MADE_AT })
  for (let more = 0; more < 3; more += 1) bench.queue({ projectId: 'p2', dueAt: MADE_AT + 5_000 })
  bench.scheduler.start()
  await bench.clock.advance(60_000)
  expect(settings.pause()).toMatchObject({ byUser: false, error: { code: 'no-place-for-clips' } })
  expect(settings.pause()?.error?.values.detail).toContain('The folder is not there any more')
  expect(bench.calls).not.toContain('submit')
  mkdirSync(folder)
  await bench.clock.advance(60_000)
  expect([bench.job('j1').state, settings.pause()?.error?.code]).toEqual(['done', 'no-place-for-clips'])
  settings.savePause(null)
  bench.scheduler.release()
  await bench.clock.advance(10_000)
  expect(bench.calls.filter((call) => call === 'submit')).toHaveLength(3)
  await bench.scheduler.stop()
})

test('who resumes although one clip finds no place is not stopped again by that clip, but by the next', async () => {
  using bench = openPipelineBench({ client: { download: serve(CLIP) } })
  const folder = join(bench.folder, 'gone')
  const { settings, projects } = bench.tables
  projects.insert({ id: 'p2', name: 'Gone', folder, seed: null, createdAt: 1 })
  bench.queue({ ...READY, projectId: 'p2' })
  bench.queue({ ...READY, projectId: 'p2', taskId: 't2' })
  await run(bench, 'j1')
  settings.savePause(null)
  await run(bench, 'j1')
  expect(settings.pause()).toBeNull()
  await run(bench, 'j2')
  expect(settings.pause()?.error?.code).toBe('no-place-for-clips')
})

test('a clip that never found a place ends with its link and its task; one that lies on the missing disk waits', async () => {
  using bench = openPipelineBench({ client: { query: UNKNOWN } })
  const folder = join(bench.folder, 'gone')
  bench.tables.projects.insert({ id: 'p2', name: 'Gone', folder, seed: null, createdAt: 1 })
  bench.queue({ ...READY, projectId: 'p2' })
  bench.queue({ ...READY, projectId: 'p2', taskId: 't2', clipName: NAME, clipSha256: 'known' })
  bench.clock.jump(HOUR_MS)
  expect((await run(bench, 'j1')).state).toBe('failed')
  expect((await run(bench, 'j2')).state).toBe('downloading')
})

test('two takes whose names differ in case alone get two names', async () => {
  using bench = openPipelineBench({ client: { download: serve(CLIP, 4) } })
  bench.queue({ ...READY, stillName: 'ÄLG.jpg' })
  const { removedAt: _, still, ...shot } = bench.tables.shots.byId('h1') ?? never()
  bench.tables.shots.append([{ ...shot, id: 'h2', stillId: still.id }])
  bench.queue({ ...READY, taskId: 't2', stillName: 'älg.jpg', take: 1, shotId: 'h2', id: 'k2' })
  await run(bench, 'j1')
  await run(bench, 'k2')
  expect([bench.job('j1').clipName, bench.job('k2').clipName]).toEqual(['ÄLG_t01_s7.mp4', 'älg_t01_s7-2.mp4'])
})

function never(): never {
  throw new Error('the table is made with a shot')
}

const FACTS = {
  ...{ bytes: 9, width: 1280, height: 720, durationMs: 5_000, frames: 120, frameRate: 24 },
  ...{ videoCodec: 'avc', audioCodec: 'aac' },
}
