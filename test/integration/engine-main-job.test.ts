/** A folder of pictures becomes clips on the disk. */

import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'node:path'
import { expect, test } from 'vitest'
import { sha256Of } from '#electron/engine/library/clip-files.ts'
import { parseSidecar } from '#electron/engine/library/sidecar.ts'
import { openTestEngine } from '#test/support/engine.ts'

test('a folder of photos becomes saved clips with poster, sidecar and one task each', async () => {
  await using studio = await openTestEngine()
  const { engine, rehearsal, projectId } = studio
  await studio.drawPhotos('mist.jpg', 'pier.png', 'fox.webp')
  const jobIds = await studio.queue([`${studio.folder}/photos`], { seeds: [7] })
  await engine.whenIdle()

  const jobs = await studio.jobs()
  expect(jobs.map((job) => [job.stillName, job.state, job.seed]).sort()).toEqual([
    ['fox.webp', 'done', 7],
    ['mist.jpg', 'done', 7],
    ['pier.png', 'done', 7],
  ])
  const clips = (await engine.commands.clips.page({ projectId })).rows
  expect(clips.map((clip) => clip.name).sort()).toEqual([
    'fox_t01_s7.mp4',
    'mist_t01_s7.mp4',
    'pier_t01_s7.mp4',
  ])
  for (const clip of clips) {
    expect(await sha256Of(clip.path)).toBe(clip.sha256)
    expect(engine.locate('poster', clip.id)?.mime).toBe('image/webp')
    const { dir, name } = parse(clip.path)
    expect(parseSidecar(readFileSync(`${dir}/${name}.json`, 'utf8'))?.recipe.seed).toBe(7)
    expect(existsSync(`${clip.path}.part`)).toBe(false)
  }
  expect(rehearsal.ledger().tasks).toHaveLength(3)
  expect(await studio.story(jobIds[0] ?? '')).toEqual(
    expect.arrayContaining(['created', 'started', 'accepted', 'succeeded', 'saved']),
  )
})
