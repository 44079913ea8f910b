/** What the service may do wrong, and what becomes of the jobs. */

import { expect, test } from 'vitest'
import { sha256Of } from '#electron/engine/library/clip-files.ts'
import type { ScenarioName } from '#electron/rehearsal/scenarios.ts'
import { HOUR_MS } from '#shared/time.ts'
import { inState, openTestEngine, TEST_PACE, type TestEngine } from '#test/support/engine.ts'

const NAMES = ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg']

/** Each photo has words of its own: tasks that look alike are another test's matter. */
async function play(scenario: ScenarioName, names = NAMES) {
  const studio = await openTestEngine({ rehearsal: { scenario } })
  const jobIds: string[] = []
  for (const [place, path] of (await studio.drawPhotos(...names)).entries()) {
    jobIds.push(
      ...(await studio.queue([path], { seeds: [7], prompt: `the light of ${names[place]} is fading` })),
    )
  }
  await studio.engine.whenIdle()
  return { studio, jobIds, jobs: await studio.jobs() }
}

/** Tasks of the service and tasks of our jobs, each as a sorted list. */
async function books(studio: TestEngine) {
  const theirs = studio.rehearsal.ledger().tasks.map((task) => task.taskId)
  const ours = (await studio.jobs()).flatMap((job) => job.taskId ?? [])
  return { theirs: theirs.sort(), ours: ours.sort() }
}

test('a job whose reply was lost is found in the task list and never submitted twice', async () => {
  const { studio, jobIds, jobs } = await play('drops-reply')
  await using _ = studio
  expect(jobs.map((job) => job.state)).toEqual(['done', 'done', 'done', 'done'])
  const { theirs, ours } = await books(studio)
  expect(theirs).toHaveLength(4)
  expect(ours).toEqual(theirs)
  const stories = await Promise.all(jobIds.map((id) => studio.story(id)))
  expect(stories.filter((story) => story.includes('unanswered') && story.includes('found'))).toHaveLength(2)
})

test('faults while polling never fail a job', async () => {
  const { studio, jobs } = await play('flaky-polls', ['a.jpg', 'b.jpg'])
  await using _ = studio
  expect(jobs.map((job) => job.state)).toEqual(['done', 'done'])
  expect(studio.rehearsal.ledger().tasks).toHaveLength(2)
})

test('a download that is cut, reset and refused ends as one whole clip', async () => {
  const { studio, jobIds, jobs } = await play('broken-download', ['a.jpg', 'b.jpg'])
  await using _ = studio
  expect(jobs.map((job) => job.state)).toEqual(['done', 'done'])
  const { rows } = await studio.engine.commands.clips.page({ projectId: studio.projectId })
  for (const clip of rows) expect(await sha256Of(clip.path)).toBe(clip.sha256)
  expect(rows.map((clip) => clip.name).sort()).toEqual(['a_t01_s7.mp4', 'b_t01_s7.mp4'])
  expect(await studio.story(jobIds[0] ?? '')).toContain('interrupted')
})

test('a link that dies at once is renewed by asking the task again', async () => {
  const { studio, jobs } = await play('link-expires', ['a.jpg', 'b.jpg'])
  await using _ = studio
  expect(jobs.map((job) => job.state)).toEqual(['done', 'done'])
  expect(studio.rehearsal.ledger().tasks).toHaveLength(2)
})

test('told that the network is back, a job that would have waited for an hour more is sent at once', async () => {
  let isOut = true
  await using studio = await openTestEngine({
    // Port 9 is closed on every machine that tests run on; fetch keeps no port from us as browsers would.
    ports: { rehearsalBaseUrl: async () => (isOut ? 'http://127.0.0.1:9/api/v1' : studio.rehearsal.apiBase) },
    engine: { pace: { ...TEST_PACE, backoffMs: HOUR_MS } },
  })
  const [id = ''] = await studio.queue(await studio.drawPhotos('a.jpg'))
  await expect.poll(async () => (await studio.job(id)).error?.code, { timeout: 30_000 }).toBe('unreachable')
  isOut = false
  await studio.engine.commands.studio.lookNow()
  await studio.engine.whenIdle()
  expect((await studio.job(id)).state).toBe('done')
})

test('what the content filter refuses fails with its reason, and retry knows what cannot succeed', async () => {
  const { studio, jobs } = await play('moderated', ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg'])
  await using _ = studio
  const failed = inState(jobs, 'failed')
  expect(failed.map((job) => job.error?.code).sort()).toEqual(['moderated-input', 'moderated-output'])
  expect(inState(jobs, 'done')).toHaveLength(3)
  studio.rehearsal.setScenario('happy')
  const ids = failed.map((job) => job.id)
  const retried = await studio.engine.commands.jobs.retry({ ids, agreed: { micros: 0, currency: 'CNY' } })
  expect([retried.jobIds.length, retried.leftOut]).toEqual([1, 1])
  await studio.engine.whenIdle()
  const retake = await studio.job(retried.jobIds[0] ?? '')
  const original = failed.find((job) => job.error?.code === 'moderated-output')
  // The same seed would most likely be refused again.
  expect([retake.state, retake.take, retake.seed === 7, retake.retakeOf]).toEqual([
    ...['done', 2, false, original?.id],
  ])
})

test('throttled submissions keep their place and all end as clips', async () => {
  const { studio, jobs } = await play('throttled', ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg'])
  await using _ = studio
  expect(inState(jobs, 'done')).toHaveLength(5)
  expect(studio.rehearsal.ledger().tasks).toHaveLength(5)
  const inOrder = [...jobs].sort((a, b) => a.orderKey - b.orderKey)
  expect(inOrder.map((job) => job.stillName)).toEqual(['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg'])
  expect((await Promise.all(jobs.map((job) => studio.story(job.id)))).flat()).toContain('throttled')
})

test('a task the service forgot ends its job, and the others go on', async () => {
  const { studio, jobs } = await play('unknown-task', ['a.jpg', 'b.jpg', 'c.jpg'])
  await using _ = studio
  expect(inState(jobs, 'failed').map((job) => job.error?.code)).toEqual(['task-vanished'])
  expect(inState(jobs, 'done')).toHaveLength(2)
})
