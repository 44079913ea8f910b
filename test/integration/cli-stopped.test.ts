import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { startRehearsal } from '#electron/rehearsal/server.ts'
import { drawn } from '#test/support/stills.ts'
import { disposable, place, RECIPE } from '#test/support/terminal/animate-place.ts'
import { startGallop } from '#test/support/terminal/gallop-process.ts'
import { gallopWithin } from '#test/support/terminal/gallop-within.ts'

describe('gallop animate, stopped on its way', () => {
  test('Ctrl-C stops cleanly, and resume finishes what was begun without a second task', async () => {
    const { out, data, photos } = await place()
    await using rehearsal = disposable(await startRehearsal({ speed: 20, clips: 'tiny' }))
    const where = ['--base-url', rehearsal.url, '--poll-seconds', '0.2', '--data', data]
    const running = startGallop([
      'animate',
      join(photos, 'tower.png'),
      ...RECIPE,
      ...where,
      '--out',
      out,
      '--json',
    ])
    await expect.poll(() => rehearsal.ledger().tasks.length, { timeout: 15_000 }).toBe(1)
    running.child.kill('SIGINT')
    const stopped = await running.ended
    expect(stopped.status).toBe(130)
    expect(stopped.events.at(-1)).toMatchObject({ event: 'stopped', saved: 0, waiting: 1 })
    expect(stopped.stderr).toContain('gallop resume')

    const resumed = await gallopWithin(['resume', '--data', data, '--poll-seconds', '0.2', '--json'])
    expect(resumed.status).toBe(0)
    expect(resumed.events.at(-1)).toMatchObject({ event: 'done', saved: 1, failed: 0 })
    expect(rehearsal.ledger().tasks).toHaveLength(1)
    expect(readdirSync(out).filter((name) => name.endsWith('.mp4'))).toHaveLength(1)
  })

  test('after a power cut the next run says what was under way and what was done with it, once', async () => {
    const { out, data, photos } = await place()
    await using rehearsal = disposable(await startRehearsal({ speed: 20, clips: 'tiny' }))
    const where = ['--base-url', rehearsal.url, '--poll-seconds', '0.2', '--data', data, '--out', out]
    const running = startGallop(['animate', join(photos, 'tower.png'), ...RECIPE, ...where])
    await expect.poll(() => rehearsal.ledger().tasks.length, { timeout: 15_000 }).toBe(1)
    running.child.kill('SIGKILL')
    await running.ended

    const next = ['animate', join(photos, 'bamboo forest.jpg'), ...RECIPE, ...where, '--json']
    const told = await gallopWithin(next)
    const report = told.events.find(({ event }) => event === 'recovery')
    expect(report).toMatchObject({ total: 1, jobs: [{ stillName: 'tower.png', take: 1 }], restored: null })
    expect(told.stderr).toMatch(/Gallop did not stop in order; 1 job went on:\n {2}tower\.png, take 1: .+/)
    expect(told.events.at(-1)).toMatchObject({ event: 'done', saved: 1, failed: 0 })
    const again = await gallopWithin(['resume', '--data', data, '--poll-seconds', '0.2', '--json'])
    expect(again.events.map(({ event }) => event)).not.toContain('recovery')
    expect(rehearsal.ledger().tasks).toHaveLength(2)
  })

  test('Ctrl-C while pictures are being checked ends it there: nothing is queued, nothing is sent', async () => {
    const { folder, out, data } = await place()
    const photos = await bigPhotos(folder, 12)
    await using rehearsal = disposable(await startRehearsal({ speed: 400, clips: 'tiny' }))
    const where = ['--base-url', rehearsal.url, '--data', data, '--out', out]
    const running = startGallop(['animate', photos, ...RECIPE, ...where, '--json'])
    await expect.poll(() => checkedIn(data), { timeout: 30_000 }).toBeGreaterThan(1)
    running.child.kill('SIGINT')
    const stopped = await running.ended
    expect(checkedIn(data)).toBeLessThan(12)
    expect([stopped.status, stopped.events]).toEqual([
      130,
      [{ event: 'stopped', saved: 0, failed: 0, blocked: 0, waiting: 0, resume: null }],
    ])
    expect(stopped.stderr).toContain('nothing was queued')
    expect(rehearsal.ledger().tasks).toEqual([])
  })

  test('a run that was killed while pictures were being checked goes on with the next run', async () => {
    const { folder, out, data, quick } = await place()
    const photos = await bigPhotos(folder, 4)
    const animate = ['animate', photos, ...RECIPE, ...quick, '--out', out, '--json']
    const running = startGallop(animate)
    await expect.poll(() => checkedIn(data), { timeout: 30_000 }).toBeGreaterThan(0)
    running.child.kill('SIGKILL')
    await running.ended
    expect(checkedIn(data)).toBeLessThan(4)
    const ran = await gallopWithin(animate)
    expect(ran.status).toBe(0)
    expect(ran.events.at(-1)).toMatchObject({ event: 'done', saved: 4, failed: 0, blocked: 0 })
  })

  test('what an earlier run has queued is not sent by the next one, which says how to go on with it', async () => {
    const { out, data, photos } = await place()
    await using rehearsal = disposable(await startRehearsal({ speed: 400, clips: 'tiny' }))
    const where = ['--base-url', rehearsal.url, '--poll-seconds', '0.2', '--data', data, '--json']
    const animate = (name: string, ...more: string[]) =>
      gallopWithin(['animate', join(photos, name), ...RECIPE, ...where, '--out', out, ...more])
    const first = await animate('tower.png', '--seeds', '1,2,3', '--cap', '1.35')
    expect(first.events.at(-1)).toMatchObject({ event: 'done', saved: 1, waiting: 2 })
    const second = await animate('bamboo forest.jpg', '--seed', '9')
    expect(second.status).toBe(0)
    expect(second.events.slice(-2)).toMatchObject([
      { event: 'others.waiting', jobs: 2, resume: expect.stringContaining(`gallop resume --data "${data}"`) },
      { event: 'done', saved: 1, waiting: 0 },
    ])
    expect(rehearsal.ledger().tasks.map(({ seed }) => seed)).toEqual([1, 9])
    const resumed = await gallopWithin(['resume', ...where, '--cap', '9'])
    expect(resumed.events.at(-1)).toMatchObject({ event: 'done', saved: 2, waiting: 0 })
  })
})

/** Pictures that take a while to be looked at. */
async function bigPhotos(folder: string, count: number): Promise<string> {
  const path = join(folder, 'big')
  mkdirSync(path)
  const first = join(path, '0.jpg')
  await drawn(640, 480).resize(5_600, 4_200).jpeg({ progressive: true }).toFile(first)
  for (let made = 1; made < count; made += 1) copyFileSync(first, join(path, `${made}.jpg`))
  return path
}

/** How many pictures of a data folder somebody has looked at. */
function checkedIn(data: string): number {
  const path = join(data, 'gallop.sqlite')
  if (!existsSync(path)) return 0
  const db = new Sqlite(path, { readonly: true })
  try {
    return Number(db.prepare('SELECT count(*) FROM stills WHERE inspected_at IS NOT NULL').pluck().get())
  } catch {
    return 0
  } finally {
    db.close()
  }
}
