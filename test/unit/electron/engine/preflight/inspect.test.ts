/** Owns the proof that files are known by their content and that damage is found, whatever the name says. */

import { hash } from 'node:crypto'
import { mkdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { inspect, READ_MAX_BYTES } from '#electron/engine/preflight/inspect.ts'
import { judge } from '#electron/engine/preflight/judge.ts'
import { wordsForFinding } from '#shared/finding.ts'
import { cornerOf, drawn } from '#test/support/stills.ts'
import { tempFolder } from '#test/support/temp-folder.ts'

async function fileOf(name: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(await tempFolder(), name)
  await writeFile(path, bytes)
  return path
}

async function rulesOf(path: string): Promise<string[]> {
  return judge(await inspect(path)).map(({ rule }) => rule)
}

describe('a good picture', () => {
  test('is told with its hash, its size and its sides', async () => {
    const bytes = await drawn(480, 320).jpeg().toBuffer()
    const path = await fileOf('a.jpg', bytes)
    const facts = await inspect(path)
    expect(facts).toEqual({
      path,
      name: 'a.jpg',
      bytes: bytes.length,
      sha256: hash('sha256', bytes),
      format: 'jpeg',
      found: 'JPEG',
      width: 480,
      height: 320,
      orientation: 1,
      pages: 1,
      hasAlpha: false,
      space: 'srgb',
      problem: null,
      modifiedAt: expect.any(Number),
    })
    expect(judge(facts)).toEqual([])
  })

  test('held sideways has the sides it shows', async () => {
    const bytes = await drawn(480, 320).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const facts = await inspect(await fileOf('a.jpg', bytes))
    expect([facts.width, facts.height, facts.orientation]).toEqual([320, 480, 6])
    expect(judge(facts)).toEqual([{ rule: 'sideways', level: 'fix', values: { orientation: 6 } }])
  })

  test('with an alpha channel that hides nothing is not called transparent', async () => {
    expect(
      await rulesOf(await fileOf('a.png', await drawn(480, 320).ensureAlpha(1).png().toBuffer())),
    ).toEqual([])
  })

  test('with a see-through part is called transparent', async () => {
    const picture = drawn(480, 320).ensureAlpha(0.5)
    expect(await rulesOf(await fileOf('a.png', await picture.png().toBuffer()))).toEqual(['transparent'])
  })

  test('in print colours is told to change', async () => {
    const facts = await inspect(
      await fileOf('a.jpg', await drawn(480, 320).toColourspace('cmyk').jpeg().toBuffer()),
    )
    expect(judge(facts)).toEqual([{ rule: 'other-colours', level: 'warn', values: { found: 'CMYK' } }])
  })

  test('in shades of grey is left alone', async () => {
    expect(await rulesOf(await fileOf('a.jpg', await drawn(480, 320).greyscale().jpeg().toBuffer()))).toEqual(
      [],
    )
  })

  test('under another format’s name is sent as what it is', async () => {
    const facts = await inspect(await fileOf('a.JPG', await drawn(480, 320).png().toBuffer()))
    expect(judge(facts)).toEqual([
      { rule: 'misleading-name', level: 'warn', values: { extension: '.jpg', found: 'PNG' } },
    ])
  })

  test('with stray bytes between its parts harms no pixel', async () => {
    const bytes = await drawn(480, 320).jpeg().toBuffer()
    const stray = Buffer.concat([
      bytes.subarray(0, -2),
      Buffer.from([1, 2, 3, 4]),
      bytes.subarray(-2),
      Buffer.alloc(99, 7),
    ])
    expect(await rulesOf(await fileOf('a.jpg', stray))).toEqual([])
  })

  test('that moves is told to be animated', async () => {
    const pages = await Promise.all(
      [drawn(480, 320), drawn(480, 320).negate()].map((one) => one.png().toBuffer()),
    )
    const bytes = await sharp(pages, { join: { animated: true } })
      .webp({ lossless: true })
      .toBuffer()
    const facts = await inspect(await fileOf('a.webp', bytes))
    expect([facts.width, facts.height, facts.pages]).toEqual([480, 320, 2])
    expect(judge(facts).map(({ rule }) => rule)).toEqual(['animated'])
  })

  test('that moves as PNG is told to be animated, though the decoder sees one page', async () => {
    const bytes = await drawn(480, 320).png().toBuffer()
    const control = Buffer.alloc(20)
    control.writeUInt32BE(8, 0)
    control.write('acTL', 4, 'latin1')
    control.writeUInt32BE(3, 8)
    control.writeUInt32BE(crc32(control.subarray(4, 16)), 16)
    const facts = await inspect(
      await fileOf('a.png', Buffer.concat([bytes.subarray(0, 33), control, bytes.subarray(33)])),
    )
    expect([facts.format, facts.pages, facts.problem]).toEqual(['png', 3, null])
  })
})

describe('a picture cut short', () => {
  const encoders = {
    'a JPEG': () => drawn(480, 320).jpeg(),
    'a progressive JPEG': () => drawn(480, 320).jpeg({ progressive: true }),
    'a PNG': () => drawn(480, 320).png(),
    'an interlaced PNG': () => drawn(480, 320).png({ progressive: true }),
    'a WEBP': () => drawn(480, 320).webp(),
    'a lossless WEBP': () => drawn(480, 320).webp({ lossless: true }),
  }

  test.each(
    Object.entries(encoders).flatMap(([what, encode]) =>
      [0.5, 0.98].map((kept) => [what, kept, encode] as const),
    ),
  )('(%s, %d of it left) is damaged and says how much is there', async (_, kept, encode) => {
    const whole = await encode().toBuffer()
    const part = whole.subarray(0, Math.floor(whole.length * kept))
    const { problem, bytes } = await inspect(await fileOf('a.jpg', part))
    const detail = `it ends too early, after ${part.length} bytes`
    expect(problem).toEqual({ rule: 'damaged', level: 'block', values: { detail } })
    expect(bytes).toBe(part.length)
  })

  test('keeps the sides its head tells, so that other findings stand beside it', async () => {
    const whole = await drawn(200, 900).jpeg().toBuffer()
    const path = await fileOf('a.jpg', whole.subarray(0, whole.length / 2))
    expect(await rulesOf(path)).toEqual(['damaged', 'too-small', 'too-tall'])
  })
})

test.each(['jpeg', 'png'] as const)('a %s spoilt in the middle is damaged', async (format) => {
  const bytes = await drawn(480, 320).toFormat(format).toBuffer()
  for (let at = 0; at < 200; at++) bytes[Math.floor(bytes.length / 2) + at] = (at * 37) & 255
  expect(await rulesOf(await fileOf('a', bytes))).toEqual(['damaged'])
})

describe('what is no usable picture', () => {
  test.each([
    ['plain text', 'a picture of a horse, in words', 'plain text'],
    ['a text that ends within a character', Buffer.from('Pferde, schön').subarray(0, 12), 'plain text'],
    ['a web page', '<!DOCTYPE html><html><body>404</body></html>', 'an HTML page'],
    ['noise', Uint8Array.from({ length: 500 }, (_, at) => (at * 73 + 11) & 255), 'unknown data'],
    ['a PDF', '%PDF-1.7\n%âãÏÓ\n1 0 obj', 'PDF data'],
  ])('%s named .jpg is called what it is', async (_, content, found) => {
    const facts = await inspect(await fileOf('a.jpg', content as string))
    expect(judge(facts)).toEqual([{ rule: 'not-a-picture', level: 'block', values: { found } }])
  })

  test.each([
    ['gif', 'GIF', () => drawn(480, 320).gif().toBuffer()],
    ['tiff', 'TIFF', () => drawn(480, 320).tiff().toBuffer()],
    ['avif', 'AVIF', () => drawn(480, 320).avif({ effort: 0 }).toBuffer()],
    ['bmp', 'BMP', () => Promise.resolve(bitmap(480, 320))],
    [
      'heif',
      'HEIC',
      () => Promise.resolve(Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x08mdat', 'latin1')),
    ],
    [
      'svg',
      'SVG',
      () =>
        Promise.resolve(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="480" height="320"/>')),
    ],
  ] as const)('a %s is refused by the name of its format', async (format, found, make) => {
    const facts = await inspect(await fileOf('a.jpg', await make()))
    expect(facts.format).toBe(format)
    expect(judge(facts)).toContainEqual({ rule: 'wrong-format', level: 'block', values: { found } })
    expect(facts.problem).toBeNull()
  })

  test('an empty file says so', async () => {
    expect(await rulesOf(await fileOf('a.jpg', ''))).toEqual(['empty'])
  })

  test('a missing file says so', async () => {
    expect(await rulesOf(join(await tempFolder(), 'gone.jpg'))).toEqual(['missing'])
  })

  test('a folder named like a picture cannot be read', async () => {
    const path = join(await tempFolder(), 'a.jpg')
    await mkdir(path)
    expect(await rulesOf(path)).toEqual(['unreadable'])
  })

  test('a picture that claims to fill the memory is refused undecoded', async () => {
    const bytes = await drawn(480, 320).png().toBuffer()
    bytes.writeUInt32BE(60_000, 16)
    bytes.writeUInt32BE(60_000, 20)
    bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29)
    const facts = await inspect(await fileOf('a.png', bytes))
    expect(facts.problem?.values).toEqual({
      detail: 'it claims more than 268 megapixels, the most that is decoded',
    })
    expect([facts.width, facts.height]).toEqual([60_000, 60_000])
  })
})

describe('a heavy file', () => {
  test('that is also too small gets both findings, with value and limit', async () => {
    const picture = await drawn(200, 320).jpeg().toBuffer()
    const path = await fileOf(
      'a.jpg',
      Buffer.concat([picture, Buffer.alloc(25 * 1024 * 1024 - picture.length)]),
    )
    const findings = judge(await inspect(path))
    expect(findings).toEqual([
      { rule: 'too-heavy', level: 'block', values: { megabytes: 25, limit: 20 } },
      { rule: 'too-small', level: 'block', values: { width: 200, height: 320, limit: 300 } },
    ])
    expect(findings.map((one) => wordsForFinding(one).says)).toEqual([
      'The file has 25 MB; the limit is 20 MB',
      '200 × 320 px is too small; both sides must be at least 300 px',
    ])
  })

  test('beyond all measure is named without being read', async () => {
    const path = await fileOf('a.jpg', await drawn(200, 320).jpeg().toBuffer())
    await truncate(path, READ_MAX_BYTES + 1)
    const facts = await inspect(path)
    expect(facts).toMatchObject({
      format: 'jpeg',
      width: 200,
      height: 320,
      sha256: null,
      bytes: READ_MAX_BYTES + 1,
    })
    expect(judge(facts).map(({ rule }) => rule)).toEqual(['too-heavy', 'too-small'])
  })
})

describe('the thumbnail of the same decode', () => {
  test('is upright, small and named by the still’s hash', async () => {
    const bytes = await drawn(1200, 800).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const folder = join(await tempFolder(), 'thumbnails')
    const facts = await inspect(await fileOf('a.jpg', bytes), (sha256) => join(folder, `${sha256}.webp`))
    const thumbnail = join(folder, `${facts.sha256}.webp`)
    const { format, width, height } = await sharp(thumbnail).metadata()
    expect([format, width, height]).toEqual(['webp', 341, 512])
    // Turned by a quarter, the red corner has come to the right, the blue one to the left.
    expect(await cornerOf(thumbnail, 'top-left')).toBe('001')
    expect(await cornerOf(thumbnail, 'top-right')).toBe('100')
  })

  test('of a see-through picture stays see-through', async () => {
    const folder = await tempFolder()
    const path = await fileOf('a.png', await drawn(480, 320).ensureAlpha(0.5).png().toBuffer())
    const facts = await inspect(path, () => join(folder, 't.webp'))
    expect(facts.hasAlpha).toBe(true)
    expect((await sharp(join(folder, 't.webp')).metadata()).hasAlpha).toBe(true)
  })
})

/** A Windows bitmap, which sharp does not write. */
function bitmap(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(54 + width * height * 3, 128)
  bytes.fill(0, 0, 54)
  bytes.write('BM', 0, 'latin1')
  bytes.writeUInt32LE(bytes.length, 2)
  bytes.writeUInt32LE(54, 10)
  bytes.writeUInt32LE(40, 14)
  bytes.writeInt32LE(width, 18)
  bytes.writeInt32LE(height, 22)
  bytes.writeUInt16LE(1, 26)
  bytes.writeUInt16LE(24, 28)
  return bytes
}
