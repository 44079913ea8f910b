/** Owns the proof that a comparison leaves the studio whole, named apart from all others, or not at all. */

import { mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { ExportEvent, ExportWish } from '#shared/comparison-contract.ts'
import { openTestEngine, type TestEngine } from '#test/support/engine.ts'
import { probeClip } from '#test/support/media/clip-facts.ts'
import { evenTimes, numberedClip } from '#test/support/media/numbered-clip.ts'

const WISH = {
  layout: 'grid',
  form: 'video',
  labels: { title: true, prompt: true, seed: true },
  locale: 'en',
} as const

/** Two saved takes of one still. */
async function takes(studio: TestEngine): Promise<string[]> {
  const [photo] = await studio.drawPhotos('misty lake.jpg')
  await studio.queue([photo ?? ''], { takes: 2, prompt: 'the mist <b>drifts</b> & "glows" 雾' })
  await studio.engine.whenIdle()
  const { rows } = await studio.engine.commands.clips.page({ projectId: studio.projectId })
  return rows.toSorted((a, b) => a.take - b.take).map(({ id }) => id)
}

async function exported(
  studio: TestEngine,
  wish: Partial<ExportWish> & { clipIds: string[] },
): Promise<ExportEvent[]> {
  const events: ExportEvent[] = []
  for await (const event of await studio.engine.commands.comparisons.export({ ...WISH, ...wish }))
    events.push(event)
  return events
}

function pathOf(events: readonly ExportEvent[]): string {
  const last = events.at(-1)
  if (last?.kind !== 'done') throw new Error(`the export ended with ${JSON.stringify(last)}`)
  return last.path
}

test('a comparison becomes a video, a picture and a page, each under a name of its own', async () => {
  await using studio = await openTestEngine()
  const clipIds = await takes(studio)
  const events = await exported(studio, { clipIds, soundOf: 0 })
  const video = pathOf(events)
  expect(basename(video)).toBe('misty lake_t01-t02_grid.mp4')
  expect(events.filter(({ kind }) => kind === 'progress').length).toBeGreaterThan(3)
  const [labelled, one] = [await probeClip(video), await probeClip(await clipPath(studio, clipIds[0] ?? ''))]
  expect(labelled).toMatchObject({ frames: one.frames, videoCodec: 'avc', audioCodec: 'aac' })

  const before = await readFile(video)
  const labels = { title: false, prompt: false, seed: false }
  const again = pathOf(await exported(studio, { clipIds, labels }))
  expect(basename(again)).toBe('misty lake_t01-t02_grid-2.mp4')
  expect(await readFile(video)).toEqual(before)
  expect((await probeClip(again)).height).toBeLessThan(labelled.height)

  const frame = pathOf(
    await exported(studio, { clipIds, form: 'frame', layout: 'wipe', atMs: 500, locale: 'zh-CN' }),
  )
  expect(basename(frame)).toBe('misty lake_t01-t02_wipe.png')

  const folder = pathOf(await exported(studio, { clipIds, form: 'folder' }))
  expect((await readdir(folder)).sort()).toEqual(['clips', 'index.html'])
  const page = await readFile(join(folder, 'index.html'), 'utf8')
  expect(page).toContain('the mist &lt;b&gt;drifts&lt;/b&gt; &amp; &quot;glows&quot; 雾')
  expect(page).not.toMatch(/https?:/)
  expect(await readdir(join(folder, 'clips'))).toHaveLength(2)
  expect((await readdir(dirname(video))).filter((name) => name.endsWith('.part'))).toEqual([])
})

async function clipPath(studio: TestEngine, id: string): Promise<string> {
  return (await studio.engine.commands.clips.byIds({ ids: [id] }))[0]?.path ?? ''
}

test('an export that is given up, or that the disk refuses, leaves nothing behind', async () => {
  await using studio = await openTestEngine()
  const clipIds = await takes(studio)
  const exports = join(dirname(await clipPath(studio, clipIds[0] ?? '')), 'exports')
  for await (const event of await studio.engine.commands.comparisons.export({ ...WISH, clipIds })) {
    if (event.kind === 'progress') break
  }
  expect(await readdir(exports)).toEqual([])

  const [gone, away] = clipIds
  await studio.engine.commands.clips.trash({ ids: [away ?? ''] })
  expect((await exported(studio, { clipIds })).at(-1)).toMatchObject({
    kind: 'failed',
    error: { code: 'clip-trashed' },
  })
  await studio.engine.commands.clips.untrash({ ids: [away ?? ''] })
  await writeFile(await clipPath(studio, gone ?? ''), 'something else')
  expect((await exported(studio, { clipIds })).at(-1)).toMatchObject({
    kind: 'failed',
    error: { code: 'clip-missing' },
  })
  expect(await readdir(exports)).toEqual([])

  // A file where the folder should be: refused for every user, the system's own among them.
  await rmdir(exports)
  await writeFile(exports, '')
  const whole = [clipIds[1] ?? '', clipIds[1] ?? '']
  expect((await exported(studio, { clipIds: whole })).at(-1)).toMatchObject({
    kind: 'failed',
    error: { code: 'export-refused' },
  })
})

test('what flashes is measured before it leaves: held in a video, or played behind a warning, at rest on a page', async () => {
  await using studio = await openTestEngine()
  const clipIds = await takes(studio)
  await studio.engine.whenIdle()
  const shape = { width: 160, height: 90, times: evenTimes(24, 24), end: 1, flashing: true }
  await putInPlace(studio, clipIds[1] ?? '', await numberedClip(shape))

  const held = await exported(studio, { clipIds })
  expect(held.at(-1)).toMatchObject({ kind: 'done', held: 1 })
  const played = await exported(studio, { clipIds, flashing: 'played' })
  expect(played.at(-1)).toMatchObject({ kind: 'done', held: 0 })
  const [still, warned] = [await probeClip(pathOf(held)), await probeClip(pathOf(played))]
  expect(warned.durationSeconds - still.durationSeconds).toBeCloseTo(5, 1)

  const folder = await exported(studio, { clipIds, form: 'folder' })
  expect(folder.at(-1)).toMatchObject({ kind: 'done', held: 0 })
  expect(await readFile(join(pathOf(folder), 'index.html'), 'utf8')).toContain('"isFlashing":true')
  const frame = await exported(studio, { clipIds, form: 'frame' })
  expect(frame.at(-1)).toMatchObject({ kind: 'done', held: 0 })
})

/** Bytes of the test's own making in the place of a saved clip, of which nothing is known yet. */
async function putInPlace(studio: TestEngine, id: string, bytes: Buffer): Promise<void> {
  await writeFile(await clipPath(studio, id), bytes)
  const table = new Sqlite(join(studio.dataFolder, 'gallop.sqlite'))
  table.prepare('UPDATE clips SET bytes = ? WHERE id = ?').run(bytes.length, id)
  table.prepare('DELETE FROM clip_measures').run()
  table.close()
}

test('what a crash left of exports is gone after the next start, and nothing that is the user’s', async () => {
  await using before = await openTestEngine()
  const { folder, rehearsal } = before
  const clipIds = await takes(before)
  const exports = dirname(pathOf(await exported(before, { clipIds, form: 'frame' })))
  await before.engine.stop()
  const id = '0f9d3c5e-1a2b-4c3d-8e4f-5a6b7c8d9e0f'
  for (const left of [`.misty lake_t01-t02_grid-${id}.part`, `.grid-${id}.part.frames`])
    await writeFile(join(exports, left), 'half')
  await mkdir(join(exports, `.page-${id}.part`, 'clips'), { recursive: true })
  for (const own of ['.notes.part', `mine-${id}.part`]) await writeFile(join(exports, own), 'mine')
  await using after = await openTestEngine({ after: { folder, rehearsal } })
  await expect
    .poll(async () => (await readdir(exports)).sort())
    .toEqual(['.notes.part', `mine-${id}.part`, 'misty lake_t01-t02_grid.png'])
  expect(after.projectId).toBe(before.projectId)
})
