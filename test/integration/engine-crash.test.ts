/** What a crash leaves behind, and that nothing of it is lost or paid twice. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { sha256Of } from '#electron/engine/library/clip-files.ts'
import { type Rehearsal, startRehearsal } from '#electron/rehearsal/server.ts'
import { openTestEngine, TEST_SPEED } from '#test/support/engine.ts'
import { heldMaker } from '#test/support/held-maker.ts'

const CHILD = fileURLToPath(new URL('../support/engine-process.ts', import.meta.url))

function startChild(folder: string, baseUrl: string, killAt: string, ...inFlight: string[]) {
  const args = [CHILD, join(folder, 'data'), join(folder, 'photos'), baseUrl, killAt, ...inFlight]
  return spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
}

/** Opens what the dead process left, lets it finish, and compares our books with the service's. */
async function expectAllSaved(folder: string, rehearsal: Rehearsal): Promise<string[][]> {
  await using studio = await openTestEngine({ after: { folder, rehearsal } })
  await studio.engine.whenIdle()
  const jobs = await studio.jobs()
  expect(jobs.map((job) => job.state)).toEqual(['done', 'done'])
  const report = await studio.engine.commands.studio.recovery()
  expect(report?.jobs.every((one) => one.now === 'done') ?? true).toBe(true)
  expect((report?.total ?? 0) + (report?.queued ?? 0)).toBeLessThanOrEqual(2)
  const paid = rehearsal.ledger().tasks.map((task) => task.taskId)
  expect(jobs.map((job) => job.taskId).sort()).toEqual(paid.sort())
  const { rows } = await studio.engine.commands.clips.page({ projectId: studio.projectId })
  for (const clip of rows) expect(await sha256Of(clip.path)).toBe(clip.sha256)
  const files = readdirSync(join(folder, 'data', 'projects', 'My first project'))
  expect(files.filter((name) => !name.startsWith('.')).sort()).toEqual([
    'one_t01_s7.json',
    'one_t01_s7.mp4',
    'two_t01_s7.json',
    'two_t01_s7.mp4',
  ])
  return Promise.all(jobs.map((job) => studio.story(job.id)))
}

test.each([
  ['started', 'absent'],
  ['accepted', 'succeeded'],
  ['progressed', 'succeeded'],
  ['succeeded', 'saved'],
  ['saved', 'saved'],
])(
  'a process killed right after a job was %s loses nothing and pays nothing twice',
  async (killAt, after) => {
    const folder = await mkdtemp(join(tmpdir(), 'gallop-crash-'))
    const { clipMaker, release } = heldMaker()
    if (killAt !== 'progressed') release()
    const rehearsal = await startRehearsal({ speed: TEST_SPEED, clipMaker })
    try {
      const child = startChild(folder, rehearsal.apiBase, killAt)
      const [, signal] = await once(child, 'exit')
      release()
      expect(signal).toBe('SIGKILL')
      const stories = await expectAllSaved(folder, rehearsal)
      expect(stories.flat()).toContain(after)
    } finally {
      await rehearsal.close()
      await rm(folder, { recursive: true, force: true })
    }
  },
)

test('a process killed after its task was made and before it heard so finds the task again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gallop-crash-'))
  const rehearsal = await startRehearsal({ speed: TEST_SPEED, clips: 'tiny' })
  let child: ReturnType<typeof startChild> | undefined
  // Stands between the two: hands requests on, and instead of the answer to a creation kills who asked.
  const between = createServer((asked, answer) => {
    const onward = request(
      rehearsal.url + asked.url,
      { method: asked.method, headers: asked.headers },
      (reply) => {
        if (asked.method === 'POST') return child?.kill('SIGKILL')
        answer.writeHead(reply.statusCode ?? 500, reply.headers)
        return reply.pipe(answer)
      },
    )
    asked.pipe(onward)
  }).listen(0, '127.0.0.1')
  try {
    await once(between, 'listening')
    const { port } = between.address() as AddressInfo
    // One at a time: a slow machine would send another of the same prompt before it dies, and the user be asked.
    child = startChild(folder, `http://127.0.0.1:${port}/api/v1`, 'never', '1')
    await once(child, 'exit')
    expect(rehearsal.ledger().tasks).toHaveLength(1)
    const stories = await expectAllSaved(folder, rehearsal)
    expect(stories.filter((story) => story.includes('found'))).toHaveLength(1)
  } finally {
    between.closeAllConnections()
    between.close()
    await rehearsal.close()
    await rm(folder, { recursive: true, force: true })
  }
})

test('a still whose check a crash broke off is checked by the next run', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gallop-crash-'))
  const rehearsal = await startRehearsal({ speed: TEST_SPEED, clips: 'tiny' })
  try {
    await using before = await openTestEngine({ after: { folder, rehearsal }, start: false })
    const paths = await before.drawPhotos('a.jpg')
    await before.engine.commands.shots.import({ projectId: before.projectId, paths })
    await before.engine.stop()
    const db = new Sqlite(join(folder, 'data', 'gallop.sqlite'))
    db.exec("UPDATE stills SET facts = NULL, findings = '[]', inspected_at = NULL")
    db.close()
    await using after = await openTestEngine({ after: { folder, rehearsal } })
    const still = async () =>
      (await after.engine.commands.shots.page({ projectId: after.projectId })).rows[0]?.still
    await expect.poll(async () => (await still())?.width).toBe(640)
  } finally {
    await rehearsal.close()
    await rm(folder, { recursive: true, force: true })
  }
})
