import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startRehearsal } from '#electron/rehearsal/server.ts'
import { disposable, place, RECIPE } from '#test/support/terminal/animate-place.ts'
import { gallop } from '#test/support/terminal/gallop-process.ts'
import { gallopWithin } from '#test/support/terminal/gallop-within.ts'

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
    expect((await gallopWithin([...again, '--seed', '1'])).status).toBe(0)
    const second = await gallopWithin([...again, '--seeds', '1,2'])
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
    const ran = await gallopWithin(['animate', join(photos, 'tower.png'), ...RECIPE, '--seed', '9', ...where])
    expect(ran.stdout).toContain('nothing is charged')
    expect(ran.stdout).toContain('1 saved, 0 failed, 0 blocked · ¥0.00 spent')
    expect(ran.status).toBe(0)
    expect(rehearsal.ledger().tasks.map(({ seed, status }) => ({ seed, status }))).toEqual([
      { seed: 9, status: 'SUCCEEDED' },
    ])
  })
})

function byStill(a: { still: unknown }, b: { still: unknown }): number {
  return String(a.still).localeCompare(String(b.still))
}
