import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { startRehearsal } from '#electron/rehearsal/server.ts'
import { drawn } from '#test/support/stills.ts'
import { tempFolder } from '#test/support/temp-folder.ts'
import { gallop, startGallop } from '#test/support/terminal/gallop-process.ts'

/** Two good pictures and three bad ones. */
async function photos(folder: string): Promise<string> {
  const path = join(folder, 'photos')
  mkdirSync(path)
  await drawn(640, 400).jpeg().toFile(join(path, 'bamboo forest.jpg'))
  await drawn(400, 640).png().toFile(join(path, 'tower.png'))
  await drawn(299, 400).jpeg().toFile(join(path, 'small.jpg'))
  writeFileSync(join(path, 'letter.jpg'), 'Dear Ada,')
  writeFileSync(join(path, 'empty.png'), '')
  return path
}

async function place() {
  const folder = await tempFolder()
  const out = join(folder, 'out')
  const data = join(folder, 'data')
  const quick = [
    '--data',
    data,
    '--rehearsal-speed',
    '400',
    '--rehearsal-clips',
    'tiny',
    '--poll-seconds',
    '0.2',
  ]
  return { folder, out, data, quick, photos: await photos(folder) }
}

const RECIPE = ['--prompt', 'mist is drifting', '--resolution', '480P', '--duration', '3']

describe('gallop animate', () => {
  test('a folder becomes saved clips, bad pictures are told with value and limit, and the status says “some”', async () => {
    const { out, quick, photos } = await place()
    const ran = await gallop(['animate', photos, ...RECIPE, '--seed', '7', '--out', out, ...quick, '--json'])
    expect(ran.stderr).toContain('nothing is charged')
    expect(ran.status).toBe(2)

    const saved = ran.events.filter(({ event }) => event === 'clip.saved')
    expect(saved.map(({ still, clip, seed }) => ({ still, clip, seed })).sort(byStill)).toEqual([
      { still: join(photos, 'bamboo forest.jpg'), clip: join(out, 'bamboo forest_t01_s7.mp4'), seed: 7 },
      { still: join(photos, 'tower.png'), clip: join(out, 'tower_t01_s7.mp4'), seed: 7 },
    ])
    for (const { clip } of saved) expect(existsSync(String(clip))).toBe(true)

    const blocked = ran.events.filter(({ event }) => event === 'still.blocked')
    const says = blocked.map(({ findings }) => (findings as { says: string }[])[0]?.says).sort()
    expect(says[0]).toBe('299 × 400 px is too small; both sides must be at least 300 px')
    expect(blocked).toHaveLength(3)

    expect(ran.events.at(-1)).toEqual({
      event: 'done',
      saved: 2,
      failed: 0,
      blocked: 3,
      waiting: 0,
      spend: { currency: 'CNY', micros: 0, amount: '¥0.00' },
    })
    expect(ran.stdout.trim().split('\n')).toHaveLength(ran.events.length)
  })

  test('the same pictures again are new takes of the same shots, one for each seed', async () => {
    const { folder, out, quick } = await place()
    const still = join(folder, 'photos', 'tower.png')
    const again = ['animate', still, ...RECIPE, '--out', out, ...quick]
    expect((await gallop([...again, '--seed', '1'])).status).toBe(0)
    const second = await gallop([...again, '--seeds', '1,2'])
    expect(second.stdout).toContain('2 saved, 0 failed, 0 blocked · ¥0.00 spent')
    expect(
      readdirSync(out)
        .filter((name) => name.endsWith('.mp4'))
        .sort(),
    ).toEqual(['tower_t01_s1.mp4', 'tower_t02_s1.mp4', 'tower_t03_s2.mp4'])
  })

  test('another rehearsal at a base URL is known as one: no key, no question, and its ledger shows each task once', async () => {
    const { out, data, photos } = await place()
    await using rehearsal = disposable(await startRehearsal({ speed: 400, clips: 'tiny' }))
    const where = ['--base-url', rehearsal.url, '--poll-seconds', '0.2', '--data', data, '--out', out]
    const ran = await gallop(['animate', join(photos, 'tower.png'), ...RECIPE, '--seed', '9', ...where])
    expect(ran.stdout).toContain('nothing is charged')
    expect(ran.stdout).toContain('1 saved, 0 failed, 0 blocked · ¥0.00 spent')
    expect(ran.status).toBe(0)
    expect(rehearsal.ledger().tasks.map(({ seed, status }) => ({ seed, status }))).toEqual([
      { seed: 9, status: 'SUCCEEDED' },
    ])
  })

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

    const resumed = await gallop(['resume', '--data', data, '--poll-seconds', '0.2', '--json'])
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
    const told = await gallop(next)
    const report = told.events.find(({ event }) => event === 'recovery')
    expect(report).toMatchObject({ total: 1, jobs: [{ stillName: 'tower.png', take: 1 }], restored: null })
    expect(told.stderr).toMatch(/Gallop did not stop in order; 1 job went on:\n {2}tower\.png, take 1: .+/)
    expect(told.events.at(-1)).toMatchObject({ event: 'done', saved: 1, failed: 0 })
    const again = await gallop(['resume', '--data', data, '--poll-seconds', '0.2', '--json'])
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
    const photos = await bigPhotos(folder, 6)
    const animate = ['animate', photos, ...RECIPE, ...quick, '--out', out, '--json']
    const running = startGallop(animate)
    await expect.poll(() => checkedIn(data), { timeout: 30_000 }).toBeGreaterThan(1)
    running.child.kill('SIGKILL')
    await running.ended
    expect(checkedIn(data)).toBeLessThan(6)
    const ran = await gallop(animate)
    expect(ran.status).toBe(0)
    expect(ran.events.at(-1)).toMatchObject({ event: 'done', saved: 6, failed: 0, blocked: 0 })
  })

  test('what an earlier run has queued is not sent by the next one, which says how to go on with it', async () => {
    const { out, data, photos } = await place()
    await using rehearsal = disposable(await startRehearsal({ speed: 400, clips: 'tiny' }))
    const where = ['--base-url', rehearsal.url, '--poll-seconds', '0.2', '--data', data, '--json']
    const animate = (name: string, ...more: string[]) =>
      gallop(['animate', join(photos, name), ...RECIPE, ...where, '--out', out, ...more])
    const first = await animate('tower.png', '--seeds', '1,2,3', '--cap', '1.35')
    expect(first.events.at(-1)).toMatchObject({ event: 'done', saved: 1, waiting: 2 })
    const second = await animate('bamboo forest.jpg', '--seed', '9')
    expect(second.status).toBe(0)
    expect(second.events.slice(-2)).toMatchObject([
      { event: 'others.waiting', jobs: 2, resume: expect.stringContaining(`gallop resume --data "${data}"`) },
      { event: 'done', saved: 1, waiting: 0 },
    ])
    expect(rehearsal.ledger().tasks.map(({ seed }) => seed)).toEqual([1, 9])
    const resumed = await gallop(['resume', ...where, '--cap', '9'])
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

function byStill(a: { still: unknown }, b: { still: unknown }): number {
  return String(a.still).localeCompare(String(b.still))
}

function disposable<T extends { close(): Promise<void> }>(service: T): T & AsyncDisposable {
  return Object.assign(service, { [Symbol.asyncDispose]: () => service.close() })
}
