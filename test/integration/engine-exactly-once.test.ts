/** Ways in which a clip could be paid for twice or not at all, and that neither happens. */

import { expect, test } from 'vitest'
import { openEngine } from '#electron/engine/engine.ts'
import { sha256Of } from '#electron/engine/library/clip-files.ts'
import { systemClock } from '#electron/hosting/system-clock.ts'
import { HOUR_MS } from '#shared/time.ts'
import { fillDisk } from '#test/drill/traps.ts'
import { openTestEngine, type TestEngine, testPorts } from '#test/support/engine.ts'
import { CREATE_HEADERS, CREATE_PATH, i2vBody } from '#test/support/rehearsal-bench.ts'

/** Seed and task of each job, and of each task the service has made, in one order. */
async function books({ jobs, rehearsal }: TestEngine) {
  const ours = (await jobs()).map(({ seed, taskId }) => `${seed} ${taskId}`)
  const theirs = rehearsal.ledger().tasks.map(({ seed, taskId }) => `${seed} ${taskId}`)
  return { ours: ours.sort(), theirs: theirs.sort() }
}

/** Hashes of the clips that the service has made. */
function madeBy({ rehearsal }: TestEngine) {
  return rehearsal.ledger().tasks.map(({ clipSha256 }) => clipSha256)
}

test('of two equal prompts whose replies are both lost each gets its own task', async () => {
  await using studio = await openTestEngine()
  const limits = { submitsPerSecond: 0.5, inFlightPerModel: 5, queriesPerSecond: 20 }
  await studio.engine.commands.settings.update({ limits })
  studio.rehearsal.setFaults({ seed: 1, odds: { drop: 1 }, calls: 2 })
  await studio.queue(await studio.drawPhotos('a.jpg'), { seeds: [7, 8] })
  await studio.engine.whenIdle()
  expect((await studio.jobs()).map((job) => job.state)).toEqual(['done', 'done'])
  const { ours, theirs } = await books(studio)
  expect(ours).toHaveLength(2)
  expect(ours).toEqual(theirs)
})

test('a task that was created but answered with an error 500 is found and not made again', async () => {
  await using studio = await openTestEngine()
  studio.rehearsal.setFaults({ seed: 1, odds: { 'made-500': 1 }, calls: 1 })
  const [id = ''] = await studio.queue(await studio.drawPhotos('a.jpg'), { seeds: [7] })
  await studio.engine.whenIdle()
  expect((await studio.story(id)).slice(0, 4)).toEqual(['created', 'started', 'unanswered', 'found'])
  const { ours, theirs } = await books(studio)
  expect(theirs).toHaveLength(1)
  expect(ours).toEqual(theirs)
})

test('a reply that arrives half is as good as lost, and the task is found', async () => {
  await using studio = await openTestEngine()
  studio.rehearsal.setFaults({ seed: 1, odds: { half: 1 }, calls: 1 })
  const [id = ''] = await studio.queue(await studio.drawPhotos('a.jpg'), { seeds: [7] })
  await studio.engine.whenIdle()
  expect(await studio.story(id)).toContain('found')
  expect(studio.rehearsal.ledger().tasks).toHaveLength(1)
})

test('a link that expires during its download is renewed, and one whole clip lands', async () => {
  await using studio = await openTestEngine()
  studio.rehearsal.setFaults({ seed: 1, odds: { expire: 1 }, calls: 1 })
  const [id = ''] = await studio.queue(await studio.drawPhotos('a.jpg'), { seeds: [7] })
  await studio.engine.whenIdle()
  expect((await studio.job(id)).state).toBe('done')
  const { rows } = await studio.engine.commands.clips.page({ projectId: studio.projectId })
  expect(rows.map((clip) => clip.name)).toEqual(['a_t01_s7.mp4'])
  expect(madeBy(studio)).toEqual(await Promise.all(rows.map((clip) => sha256Of(clip.path))))
  const { events } = await studio.engine.commands.jobs.history({ id })
  expect(events.flatMap(({ facts }) => ('renewed' in facts ? 'renewed' : []))).toEqual(['renewed'])
})

test('a file that changes behind its link is never put behind half of the one before', async () => {
  await using studio = await openTestEngine()
  studio.rehearsal.setFaults({ seed: 42, odds: { truncate: 0.5, swap: 0.5 }, calls: 4 })
  await studio.queue(await studio.drawPhotos('a.jpg', 'b.jpg', 'c.jpg'), { takes: 2, seeds: [7, 8] })
  await studio.engine.whenIdle()
  expect((await studio.jobs()).map((job) => job.state)).toEqual(Array.from({ length: 6 }, () => 'done'))
  const { rows } = await studio.engine.commands.clips.page({ projectId: studio.projectId })
  const saved = await Promise.all(rows.map((clip) => sha256Of(clip.path)))
  expect(saved.sort()).toEqual(madeBy(studio).sort())
})

test('a task whose id expired while the machine slept ends its job honestly, and nothing is sent again', async () => {
  let slept = 0
  const now = () => Date.now() + slept
  const ports = { clock: { ...systemClock, now } }
  await using evening = await openTestEngine({ rehearsal: { now }, ports })
  const { folder, rehearsal } = evening
  const [id = ''] = await evening.queue(await evening.drawPhotos('a.jpg'), { seeds: [7] })
  await expect
    .poll(async () => (await evening.job(id)).taskId, { interval: 5, timeout: 10_000 })
    .not.toBeNull()
  await evening.engine.stop()
  await expect.poll(() => rehearsal.ledger().tasks[0]?.status, { timeout: 10_000 }).toBe('SUCCEEDED')
  slept = 26 * HOUR_MS
  await using morning = await openTestEngine({ after: { folder, rehearsal }, ports })
  await morning.engine.whenIdle()
  const job = await morning.job(id)
  expect([job.state, job.error?.code]).toEqual(['failed', 'task-vanished'])
  expect(rehearsal.ledger().tasks).toHaveLength(1)
})

test('another program that eats the quota makes ours wait, and its tasks stay its own', async () => {
  await using studio = await openTestEngine()
  const body = JSON.stringify(await i2vBody({}, { prompt: 'a stranger sings' }))
  const strangers = 12
  const create = () =>
    fetch(studio.rehearsal.apiBase + CREATE_PATH, { method: 'POST', headers: CREATE_HEADERS, body })
  for (let made = 0; made < strangers; ) made += (await create()).ok ? 1 : 0
  studio.rehearsal.setFaults({ seed: 3, odds: { storm: 0.5 }, calls: 6 })
  await studio.queue(await studio.drawPhotos('a.jpg', 'b.jpg', 'c.jpg'), { seeds: [7] })
  await studio.engine.whenIdle()
  const jobs = await studio.jobs()
  expect(jobs.map((job) => job.state)).toEqual(['done', 'done', 'done'])
  const { tasks } = studio.rehearsal.ledger()
  const ours = tasks.filter((task) => task.prompt !== 'a stranger sings').map((task) => task.taskId)
  expect(tasks).toHaveLength(strangers + 3)
  expect(jobs.map((job) => job.taskId).sort()).toEqual(ours.sort())
})

test('a full disk keeps the job and its reason, and the clip lands once there is room', async () => {
  await using studio = await openTestEngine()
  await fillDisk(2)
  const [id = ''] = await studio.queue(await studio.drawPhotos('a.jpg'), { seeds: [7] })
  await expect
    .poll(
      async () => {
        if ((await studio.engine.commands.studio.snapshot()).status.pause)
          await studio.engine.commands.studio.resume()
        return (await studio.job(id)).state
      },
      { timeout: 20_000 },
    )
    .toBe('done')
  const { events } = await studio.engine.commands.jobs.history({ id })
  expect(events.flatMap(({ error }) => error?.code ?? [])).toContain('disk-refused')
  const { rows } = await studio.engine.commands.clips.page({ projectId: studio.projectId })
  for (const clip of rows) expect(await sha256Of(clip.path)).toBe(clip.sha256)
  expect(rows).toHaveLength(1)
})

test('a second engine on the same data folder is told who has it, and submits nothing', async () => {
  await using studio = await openTestEngine()
  const second = openEngine({
    dataFolder: studio.dataFolder,
    ports: testPorts(async () => studio.rehearsal.apiBase),
    version: '0.0.0-test',
    samplesFolder: studio.folder,
  })
  await expect(second).rejects.toMatchObject({ code: 'data-in-use' })
  expect(studio.rehearsal.ledger().tasks).toEqual([])
})
