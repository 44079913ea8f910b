/** Owns the proof that faults put into a clip are found where they are, and none where there are none. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { measure } from '#electron/engine/media/measure.ts'
import { MEASURES, type MeasureValues, type Span } from '#shared/measures.ts'
import { FAULTY_FPS, type FaultyWish, faultyClip, type Painted, paint } from '#test/support/faulty-clip.ts'

const SIZE = { width: 192, height: 108 } as const
const never = new AbortController().signal
const CLEAN: Painted = { pan: 0, gain: 1, red: 1, blue: 1, picture: 'hills' }
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gallop-measure-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let made = 0
async function measured(
  wish: FaultyWish,
  sent?: { painted: Painted; width: number; height: number },
): Promise<MeasureValues> {
  made += 1
  const path = join(folder, `${made}.mp4`)
  await writeFile(path, await faultyClip(wish))
  if (!sent) return measure({ path, firstFramePath: null }, never)
  const firstFramePath = join(folder, `${made}.png`)
  const raw = { width: sent.width, height: sent.height, channels: 4 } as const
  await sharp(paint(sent.width, sent.height, sent.painted), { raw })
    .png()
    .toFile(firstFramePath)
  return measure({ path, firstFramePath }, never)
}

/** The span from one frame to another, the last one exclusive. */
function frames(from: number, to: number): Span {
  return { fromMs: Math.round((from / FAULTY_FPS) * 1000), toMs: Math.round((to / FAULTY_FPS) * 1000) }
}

/** Flashes so often a second: bright for half of the time. */
function flashing(perSecond: number, from = 0, to = Number.POSITIVE_INFINITY) {
  return (frame: number) => {
    const isBright = (frame * perSecond * 2) % (FAULTY_FPS * 2) >= FAULTY_FPS
    return frame >= from && frame < to && isBright ? { gain: 1.6 } : {}
  }
}

test('a clean clip has no mark, begins like the picture that was sent, and moves a little', async () => {
  const found = await measured({ frames: 40 }, { painted: CLEAN, ...SIZE })
  expect(found).toMatchObject({
    frozenMs: 0,
    cuts: 0,
    flashes: 0,
    frozen: [],
    flickering: [],
    flashing: [],
    flash: { exceeds: false, generalPerSecond: 0, redPerSecond: 0 },
  })
  expect(found.likeness).toBeGreaterThan(0.97)
  expect(found.motion).toBeGreaterThan(0.2)
  expect(found.flicker).toBeLessThan(0.1)
  expect(found.drift).toBeLessThan(2)
  expect(found.curve.motion).toHaveLength(40)
  expect(found.curve.stepMs).toBeCloseTo(1000 / 24, 1)
  for (const [name, { min, max }] of Object.entries(MEASURES)) {
    const value = found[name as keyof typeof MEASURES]
    expect([name, value !== null && value >= min && value <= max]).toEqual([name, true])
  }
})

test('a run of frames that stand still is found to the frame', async () => {
  const found = await measured({
    frames: 44,
    spoil: (frame) => (frame >= 20 && frame < 34 ? { pan: 20 * 0.7 } : {}),
  })
  expect(found.frozen).toEqual([frames(20, 34)])
  expect(found.frozenMs).toBe(frames(20, 34).toMs - frames(20, 34).fromMs)
  expect([found.cuts, found.flickering]).toEqual([0, []])
})

test('a clip that freezes for good is frozen to its end', async () => {
  const found = await measured({ frames: 40, spoil: (frame) => (frame >= 24 ? { pan: 24 * 0.7 } : {}) })
  expect(found.frozen).toEqual([frames(24, 40)])
})

test('a larger clip that stands still is frozen as well', async () => {
  const found = await measured({
    width: 640,
    height: 360,
    frames: 36,
    spoil: (frame) => (frame >= 10 && frame < 26 ? { pan: 10 * 0.7 } : {}),
  })
  expect(found.frozen).toEqual([frames(10, 26)])
})

test('a cut is found at the first frame of the new picture', async () => {
  const found = await measured({
    frames: 44,
    spoil: (frame) => (frame >= 31 ? { picture: 'city' } : {}),
  })
  expect(found.cutsAtMs).toEqual([frames(31, 31).fromMs])
  expect([found.frozen, found.flickering, found.flash.exceeds]).toEqual([[], [], false])
})

test('brightness that pumps is flicker where it pumps, and neither motion nor flashes', async () => {
  const found = await measured({
    frames: 60,
    spoil: (frame) => (frame >= 24 && frame < 48 ? { gain: frame % 4 < 2 ? 1.05 : 0.95 } : {}),
  })
  expect(found.flickering).toEqual([frames(24, 48)])
  expect(found.flicker).toBeGreaterThan(1)
  expect([found.cuts, found.frozen, found.flash.exceeds]).toEqual([0, [], false])
})

test('a slow change of light is no flicker', async () => {
  const found = await measured({ frames: 48, spoil: (frame) => ({ gain: 1 - frame / 140 }) })
  expect(found.flickering).toEqual([])
  expect(found.flicker).toBeLessThan(0.2)
})

test('a tint that creeps in is drift, with its direction', async () => {
  const found = await measured({
    frames: 48,
    spoil: (frame) => ({ red: 1 + frame / 180, blue: 1 - frame / 250 }),
  })
  expect(found.drift).toBeGreaterThan(6)
  expect(found.driftBy.yellow).toBeGreaterThan(4)
  expect(found.driftBy.red).toBeGreaterThan(1)
  expect(found.flickering).toEqual([])
})

describe('a first frame', () => {
  test('that is shifted by two pixels is still the same picture', async () => {
    const found = await measured({ frames: 3 }, { painted: { ...CLEAN, pan: 2 }, ...SIZE })
    expect(found.likeness).toBeGreaterThan(0.9)
  })

  test('that was sent in another size and a slightly other shape is brought to the clip’s', async () => {
    const [small, sent] = [await clipOf(SIZE), join(folder, 'sent.png')]
    const raw = { ...SIZE, channels: 4 } as const
    await sharp(paint(SIZE.width, SIZE.height, CLEAN), { raw })
      .resize(960, 548, { fit: 'fill' })
      .png()
      .toFile(sent)
    expect((await measure({ path: small, firstFramePath: sent }, never)).likeness).toBeGreaterThan(0.9)
  })

  test('of another picture is told as such', async () => {
    const painted = { ...CLEAN, picture: 'city' } as const
    expect((await measured({ frames: 3 }, { painted, ...SIZE })).likeness).toBeLessThan(0.8)
  })

  test('that is gone leaves no likeness', async () => {
    const found = await measure(
      { path: await clipOf({ width: 64, height: 48 }), firstFramePath: '/nowhere.png' },
      never,
    )
    expect(found.likeness).toBeNull()
  })
})

async function clipOf({ width, height }: { width: number; height: number }): Promise<string> {
  const path = join(folder, `${width}x${height}.mp4`)
  await writeFile(path, await faultyClip({ width, height, frames: 3 }))
  return path
}

describe('flashes', () => {
  test('of two a second are counted and below the threshold', async () => {
    const found = await measured({ frames: 40, spoil: flashing(2) })
    expect(found.flash).toEqual({ exceeds: false, generalPerSecond: 2, redPerSecond: 0 })
    expect([found.flashing, found.cuts]).toEqual([[], 0])
  })

  test('of five a second exceed it, where they are', async () => {
    const found = await measured({ frames: 60, spoil: flashing(5, 24, 48) })
    expect(found.flash).toMatchObject({ exceeds: true, generalPerSecond: 5 })
    expect(found.cuts).toBe(0)
    const [span] = found.flashing
    expect(span?.fromMs).toBeGreaterThanOrEqual(frames(24, 0).fromMs)
    expect(span?.fromMs).toBeLessThanOrEqual(frames(28, 0).fromMs)
    expect(span?.toMs).toBeGreaterThanOrEqual(frames(0, 44).toMs)
    expect(span?.toMs).toBeLessThanOrEqual(frames(0, 48).toMs)
  })

  test('of red and dark green, equally bright, are red flashes', async () => {
    const found = await measured({
      frames: 32,
      spoil: (frame) => ({ picture: frame % 6 < 3 ? 'red' : 'green' }),
    })
    expect(found.flash.exceeds).toBe(true)
    expect(found.flash.redPerSecond).toBeGreaterThanOrEqual(4)
    expect(found.flash.generalPerSecond).toBe(0)
  })
})

describe('what changes without flashing', () => {
  test('slowly, though all of it goes through light and dark, here earlier and there later, is no flash', async () => {
    const found = await measured({
      frames: 120,
      spoil: (frame) => ({
        picture: 'plain',
        light: (x) => 1 + 0.3 * Math.sin((2 * Math.PI * frame) / 72 + x / 30),
      }),
    })
    expect(found.flash).toMatchObject({ exceeds: false })
    expect(found.flashes).toBeLessThanOrEqual(1)
  })

  test('in waves that pass, each place up and down less than three times a second, is below the threshold', async () => {
    for (const [perSecond, longPx] of [
      [1.5, 24],
      [1.5, 90],
      [2, 400],
    ] as const) {
      const found = await measured({
        frames: 60,
        spoil: (frame) => ({
          picture: 'plain',
          light: (x, y) =>
            1 + 0.3 * Math.sin(2 * Math.PI * ((frame * perSecond) / FAULTY_FPS + (x + y / 3) / longPx)),
        }),
      })
      expect([perSecond, longPx, found.flash.exceeds]).toEqual([perSecond, longPx, false])
    }
  })

  test('as water glitters, every spot by itself, is below the threshold', async () => {
    const spot = (x: number, y: number) =>
      Math.abs(Math.sin(Math.floor(x / 8) * 12.9 + Math.floor(y / 8) * 78.2)) * 437
    const found = await measured({
      frames: 60,
      spoil: (frame) => ({
        picture: 'plain',
        light: (x, y) =>
          1 + 0.35 * Math.sin((2 * Math.PI * frame * (2.5 + (spot(x, y) % 3))) / FAULTY_FPS + spot(x, y)),
      }),
    })
    expect(found.flash.exceeds).toBe(false)
  })

  test('in less than a quarter of what is looked at, four times a second, is below the threshold', async () => {
    const inside = (x: number, y: number) => x > 60 && x < 84 && y > 40 && y < 64
    const found = await measured({
      frames: 48,
      spoil: (frame) => ({ picture: 'plain', light: (x, y) => (inside(x, y) && frame % 6 < 3 ? 0.5 : 1) }),
    })
    expect(found.flash.exceeds).toBe(false)
  })

  test('where it is bright at the darker end as well, four times a second, is below the threshold', async () => {
    const found = await measured({
      frames: 48,
      spoil: (frame) => ({ picture: 'plain', gain: frame % 6 < 3 ? 1.32 : 1.41 }),
    })
    expect(found.flash).toEqual({ exceeds: false, generalPerSecond: 0, redPerSecond: 0 })
  })
})

describe('the rate decides', () => {
  const shapes = {
    sudden: (turn: number) => (turn % 1 < 0.5 ? 1.25 : 0.8),
    swelling: (turn: number) => 1 + 0.25 * Math.sin(2 * Math.PI * turn),
  }
  test.each(
    [24, 25, 30].flatMap((fps) => (['sudden', 'swelling'] as const).map((shape) => [fps, shape] as const)),
  )('three in a second at %i frames a second, %s, are allowed and four are not', async (fps, shape) => {
    const at = (perSecond: number) =>
      measured({
        fps,
        frames: 3 * fps,
        spoil: (frame) => ({ picture: 'plain', gain: shapes[shape]((frame * perSecond) / fps) }),
      })
    expect((await at(3)).flash).toMatchObject({ exceeds: false, generalPerSecond: 3 })
    expect((await at(4)).flash).toMatchObject({ exceeds: true, generalPerSecond: 4 })
  })

  test('four in a second exceed it also where two halves of the picture take turns', async () => {
    const found = await measured({
      frames: 48,
      spoil: (frame) => ({ picture: 'plain', light: (x) => (x < 96 === frame % 6 < 3 ? 0.6 : 1.2) }),
    })
    expect(found.flash.exceeds).toBe(true)
  })

  test('four in a second exceed it over a picture that moves', async () => {
    const found = await measured({
      frames: 48,
      spoil: (frame) => ({ pan: frame * 3, gain: frame % 6 < 3 ? 0.8 : 1.4 }),
    })
    expect(found.flash.exceeds).toBe(true)
  })
})

test('a clip that does not decode is told, not measured', async () => {
  const path = join(folder, 'text.mp4')
  await writeFile(path, 'no clip')
  await expect(measure({ path, firstFramePath: null }, never)).rejects.toMatchObject({
    code: 'download-broken',
  })
})

test('a measuring that is not wanted any more is given up', async () => {
  const leave = new AbortController()
  const found = measure({ path: await clipOf(SIZE), firstFramePath: null }, leave.signal)
  leave.abort()
  await expect(found).rejects.toMatchObject({ code: 'given-up' })
})
