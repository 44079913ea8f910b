/** Owns the proof that a sheet shows every clip in its place, at its time, with its words. */

import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FilePathSource, Input, MP4 } from 'mediabunny'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { saveSheetPicture, saveSheetVideo } from '#electron/engine/media/sheet.ts'
import { type Box, planSheet, type SheetWish } from '#electron/engine/media/sheets/sheet-plan.ts'
import { setWords } from '#electron/engine/media/sheets/sheet-words.ts'
import { frameAt, type Picture, probeClip } from '#test/support/media/clip-facts.ts'
import { tempFolder } from '#test/support/temp-folder.ts'
import { type TinyClipWish, tinyClip } from '#test/support/tiny-clip.ts'

const BARE = { layout: 'grid', columns: 2, columnHeadings: [], rowHeadings: [], soundOf: null } as const
const CLIP = { width: 64, height: 48 }

/** Clips that are red at first, green in between, blue at last. */
async function clipsIn(folder: string, ...wishes: TinyClipWish[]): Promise<string[]> {
  return Promise.all(
    wishes.map(async (wish, at) => {
      const path = join(folder, `${at}.mp4`)
      await writeFile(path, await tinyClip({ sound: false, ...wish }))
      return path
    }),
  )
}

const cell = (path: string | undefined, lines: string[] = [], aheadMs = 0) => ({
  path: path ?? '',
  lines,
  aheadMs,
})

/** Which of the channels the middle of a box is brightest in. */
function colourIn({ rgb, width }: Picture, box: Box | null | undefined): string {
  if (!box) return 'none'
  const at = ((box.y + box.height / 2) * width + box.x + box.width / 2) * 3
  return (
    ['red', 'green', 'blue'][[0, 1, 2].toSorted((a, b) => (rgb[at + b] ?? 0) - (rgb[at + a] ?? 0))[0] ?? 0] ??
    ''
  )
}

async function pictureOf(path: string): Promise<Picture> {
  const { data, info } = await sharp(path).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, rgb: data }
}

describe('the plan of a sheet', () => {
  const size = { width: 1280, height: 720 }
  const wish: SheetWish = { ...BARE, cells: [cell('a'), cell('b'), null, cell('c', ['one', 'two'])] }

  test('fits any number of clips, all as large as each other, without overlap', () => {
    const { panes, size: whole } = planSheet(wish, [size, size, null, size])
    expect(panes[2]).toBeNull()
    const boxes = panes.filter((pane) => pane !== null)
    expect(new Set(boxes.map(({ width, height }) => `${width}×${height}`)).size).toBe(1)
    expect(Math.max(...boxes.map((box) => box.x + box.width))).toBeLessThanOrEqual(whole.width)
    expect(Math.max(...boxes.map((box) => box.y + box.height))).toBeLessThanOrEqual(whole.height)
    expect(boxes[1]?.x).toBeGreaterThanOrEqual((boxes[0]?.x ?? 0) + (boxes[0]?.width ?? 0))
    expect([whole.width % 2, whole.height % 2]).toEqual([0, 0])
  })

  test('keeps a tall clip’s shape beside a wide one', () => {
    const { panes } = planSheet({ ...wish, cells: [cell('a'), cell('b')] }, [
      size,
      { width: 720, height: 1280 },
    ])
    expect((panes[1]?.width ?? 0) / (panes[1]?.height ?? 1)).toBeCloseTo(9 / 16, 1)
    expect((panes[0]?.width ?? 0) / (panes[0]?.height ?? 1)).toBeCloseTo(16 / 9, 1)
  })

  test('stays as small as players take, however many clips there are', () => {
    const many = Array.from({ length: 144 }, () => cell('a'))
    for (const columns of [24, 12, 6]) {
      const { size: whole, panes } = planSheet(
        { ...BARE, columns, cells: many },
        many.map(() => size),
      )
      expect(Math.max(whole.width, whole.height)).toBeLessThanOrEqual(4096)
      expect(whole.width * whole.height).toBeLessThanOrEqual(4096 * 2304)
      expect(panes.every((pane) => (pane?.width ?? 0) >= 150)).toBe(true)
    }
  })

  test('takes no room for words that are not there', () => {
    const bare = planSheet({ ...BARE, cells: [cell('a'), cell('b')] }, [size, size])
    expect(bare.words).toEqual([])
    expect(bare.size.height).toBe(bare.panes[0]?.height)
  })
})

test('a video has every clip in its place on one clock; the shorter one keeps its last frame', async () => {
  const folder = await tempFolder()
  const [long, short] = await clipsIn(folder, { frames: 36 }, { frames: 12 })
  const sheet: SheetWish = { ...BARE, cells: [cell(long), cell(short)] }
  const shares: number[] = []
  await saveSheetVideo(sheet, join(folder, 'sheet.mp4'), { onProgress: (share) => shares.push(share) })
  const { panes, size } = planSheet(sheet, [CLIP, CLIP])
  const facts = await probeClip(join(folder, 'sheet.mp4'))
  expect(facts).toMatchObject({ ...size, frames: 36, videoCodec: 'avc', audioCodec: null })
  expect(facts.durationSeconds).toBeCloseTo(1.5, 2)
  const seen = async (frame: number) => {
    const picture = await frameAt(join(folder, 'sheet.mp4'), (frame + 0.5) / 24)
    return panes.map((pane) => colourIn(picture, pane))
  }
  expect(await seen(0)).toEqual(['red', 'red'])
  expect(await seen(10)).toEqual(['green', 'green'])
  expect(await seen(11)).toEqual(['green', 'blue'])
  expect(await seen(34)).toEqual(['green', 'blue'])
  expect(await seen(35)).toEqual(['blue', 'blue'])
  expect(shares.at(-1)).toBeGreaterThan(0.9)
})

test('a clip that runs ahead is that much earlier, and the chosen one is heard', async () => {
  const folder = await tempFolder()
  const [one, other] = await clipsIn(folder, { frames: 24, sound: true }, { frames: 24 })
  const sheet: SheetWish = { ...BARE, soundOf: 0, cells: [cell(one), cell(other, [], 500)] }
  await saveSheetVideo(sheet, join(folder, 'sheet.mp4'))
  const { panes } = planSheet(sheet, [CLIP, CLIP])
  const picture = await frameAt(join(folder, 'sheet.mp4'), 11.5 / 24)
  expect(panes.map((pane) => colourIn(picture, pane))).toEqual(['green', 'blue'])
  const facts = await probeClip(join(folder, 'sheet.mp4'))
  expect([facts.frames, facts.audioCodec]).toEqual([24, 'aac'])
})

test('a clip that must not move is held at its first frame with the word why, beside others that play', async () => {
  const folder = await tempFolder()
  const shape = { frames: 24, width: 320, height: 240 }
  const [one, other] = await clipsIn(folder, shape, shape)
  const held = { ...cell(one), held: 'Held: it flashes 闪烁' }
  const sheet: SheetWish = { ...BARE, cells: [held, cell(other)] }
  await saveSheetVideo(sheet, join(folder, 'sheet.mp4'))
  const { panes } = planSheet(sheet, [shape, shape])
  const [first, last] = [
    await frameAt(join(folder, 'sheet.mp4'), 0),
    await frameAt(join(folder, 'sheet.mp4'), 0.99),
  ]
  expect(panes.map((pane) => colourIn(first, pane))).toEqual(['red', 'red'])
  expect(panes.map((pane) => colourIn(last, pane))).toEqual(['red', 'blue'])
  const note = (pane: Box | null | undefined) => ({ ...(pane as Box), y: (pane as Box).y + 150, height: 80 })
  expect([whitestIn(last, note(panes[0])), whitestIn(last, note(panes[1]))]).toEqual([true, false])
})

/** Whether some pixel is as good as white: only words are. */
function whitestIn({ rgb, width }: Picture, box: Box): boolean {
  for (let y = box.y; y < box.y + box.height; y += 1) {
    for (let x = box.x; x < box.x + box.width; x += 1) {
      const at = (y * width + x) * 3
      if (Math.min(rgb[at] ?? 0, rgb[at + 1] ?? 0, rgb[at + 2] ?? 0) > 200) return true
    }
  }
  return false
}

test('a warning stands alone before the first frame, and picture and sound begin behind it together', async () => {
  const folder = await tempFolder()
  const [one] = await clipsIn(folder, { frames: 24, width: 320, height: 240, sound: true })
  const warning = { title: 'Flashing images', text: 'What follows flashes. Look away if that can harm you.' }
  const sheet: SheetWish = { ...BARE, columns: 1, soundOf: 0, warning, cells: [cell(one)] }
  const path = join(folder, 'sheet.mp4')
  await saveSheetVideo(sheet, path)
  const facts = await probeClip(path)
  expect(facts.durationSeconds).toBeCloseTo(6, 1)
  const { panes, size } = planSheet(sheet, [{ width: 320, height: 240 }])
  const card = await frameAt(path, 4.99)
  expect(whitestIn(card, { x: 0, y: 0, ...size })).toBe(true)
  expect(colourIn(await frameAt(path, 5), panes[0])).toBe('red')
  expect(colourIn(await frameAt(path, 5.99), panes[0])).toBe('blue')
  expect(await soundBeginsAt(path)).toBeGreaterThan(4.9)
})

async function soundBeginsAt(path: string): Promise<number | undefined> {
  using input = new Input({ source: new FilePathSource(path), formats: [MP4] })
  return (await input.getPrimaryAudioTrack())?.getFirstTimestamp()
}

test.each([
  ['smaller than their places', CLIP],
  ['many times as large', { width: 800, height: 608 }],
])(
  'a large sheet of clips %s shows every frame as a small one does, and keeps nothing of how it was made',
  async (_, shape) => {
    const folder = await tempFolder()
    const paths = await clipsIn(folder, { frames: 36, ...shape }, { frames: 12, ...shape })
    const cells = Array.from({ length: 12 }, (_, at) =>
      at === 5 ? null : cell(paths[at % 2], [], at === 2 ? 500 : 0),
    )
    const sheet: SheetWish = { ...BARE, columns: 4, cells }
    const shares: number[] = []
    await saveSheetVideo(sheet, join(folder, 'large.mp4'), { onProgress: (share) => shares.push(share) })
    const { panes } = planSheet(
      sheet,
      cells.map((one) => one && shape),
    )
    expect(await probeClip(join(folder, 'large.mp4'))).toMatchObject({ frames: 36 })
    const picture = await frameAt(join(folder, 'large.mp4'), 11.5 / 24)
    const [long, short] = ['green', 'blue']
    expect(panes.map((pane) => colourIn(picture, pane))).toEqual([
      ...[long, short, long, short],
      ...[long, 'none', long, short],
      ...[long, short, long, short],
    ])
    // Told within each clip as well: a bar that stands for a whole clip looks stuck.
    expect(shares.length).toBeGreaterThan(10 * 36)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect((await readdir(folder)).sort()).toEqual(['0.mp4', '1.mp4', 'large.mp4'])
  },
)

test('a picture shows one moment, words in any script below it, and an empty place empty', async () => {
  const folder = await tempFolder()
  const [path] = await clipsIn(folder, { frames: 12 })
  const lines = ['Nebel & <Wald>'.repeat(30), '清晨的薄雾在湖面上飘动']
  const cells = [cell(path, lines), null, cell(path), cell(path)]
  const sheet: SheetWish = { ...BARE, columnHeadings: ['mist', '雾'], rowHeadings: ['7', '8'], cells }
  await saveSheetPicture(sheet, join(folder, 'sheet.png'), 400)
  const { panes, words, size } = planSheet(sheet, [CLIP, null, CLIP, CLIP])
  const picture = await pictureOf(join(folder, 'sheet.png'))
  expect([picture.width, picture.height]).toEqual([size.width, size.height])
  expect(panes.map((pane) => colourIn(picture, pane))).toEqual(['green', 'none', 'green', 'green'])
  // Words are brighter than the ground wherever they were set, and stay in their boxes.
  for (const { box } of words) expect(brightestIn(picture, box)).toBeGreaterThan(100)
  const empty = {
    x: (panes[0]?.x ?? 0) + (panes[0]?.width ?? 0) + 8,
    y: panes[0]?.y ?? 0,
    width: 200,
    height: 100,
  }
  expect(brightestIn(picture, empty)).toBeLessThan(40)
})

test('a heading too long for a line goes on below, so that those which part late can be told apart', async () => {
  const folder = await tempFolder()
  const [path] = await clipsIn(folder, { frames: 2, width: 320, height: 240 })
  const start = 'A slow camera is pushing in over the lake while'
  const headings = [`${start} the mist drifts`, `${start} rain is falling`]
  const sheet: SheetWish = {
    ...{ ...BARE, columns: 1, rowHeadings: headings },
    ...{ columnHeadings: [`${start} ${start}`], cells: [cell(path), cell(path)] },
  }
  await saveSheetPicture(sheet, join(folder, 'sheet.png'), 0)
  const size = { width: 320, height: 240 }
  const { words } = planSheet(sheet, [size, size])
  const picture = await pictureOf(join(folder, 'sheet.png'))
  const [above, first, second] = words.map(({ box }) => pixelsIn(picture, box))
  expect(first).not.toEqual(second)
  expect(words[0]?.box.height, 'room for more than one line').toBeGreaterThan(2 * 14)
  expect(above?.some((value) => value > 100)).toBe(true)
})

function pixelsIn({ rgb, width }: Picture, box: Box): number[] {
  const rows = Array.from({ length: box.height }, (_, y) => ((box.y + y) * width + box.x) * 3)
  return rows.flatMap((start) => [...rgb.subarray(start, start + box.width * 3)])
}

function brightestIn({ rgb, width }: Picture, box: Box): number {
  let most = 0
  for (let y = box.y; y < box.y + box.height; y += 1) {
    for (let x = box.x; x < box.x + box.width; x += 1) most = Math.max(most, rgb[(y * width + x) * 3] ?? 0)
  }
  return most
}

test('no word loses the edge of its last letter, whatever letter that is', async () => {
  const box = { x: 0, y: 0, width: 400, height: 60 }
  const cut: string[] = []
  for (const letter of ['P', 'T', 'V', 'W', 'e', '7', '雾']) {
    const [set] = await setWords([{ lines: ['', letter], box, align: 'left' }], 50)
    const { width } = await sharp(set?.input as Buffer).metadata()
    const ink = await sharp({ text: { text: letter, font: 'sans 43', rgba: true, dpi: 72 } }).metadata()
    if (width < ink.width) cut.push(letter)
  }
  expect(cut).toEqual([])
})

test('a wipe shows one clip left of the line and the other right of it', async () => {
  const folder = await tempFolder()
  const [one, other] = await clipsIn(folder, { frames: 24 }, { frames: 12 })
  const sheet: SheetWish = { ...BARE, layout: 'wipe', cells: [cell(one), cell(other)] }
  await saveSheetPicture(sheet, join(folder, 'wipe.png'), 700)
  const picture = await pictureOf(join(folder, 'wipe.png'))
  const half = { width: picture.width / 2 - 4, height: picture.height, y: 0 }
  expect(colourIn(picture, { ...half, x: 0 })).toBe('green')
  expect(colourIn(picture, { ...half, x: picture.width / 2 + 4 })).toBe('blue')
})
