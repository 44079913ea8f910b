/** Shows what the rehearsal service takes and refuses, over real HTTP. */

import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { videoOf } from '#test/support/bare-video.ts'
import {
  CREATE_HEADERS,
  CREATE_PATH,
  i2vBody,
  jpeg,
  jpegUri,
  KEY_HEADERS,
  openBench,
  t2vBody,
} from '#test/support/rehearsal-bench.ts'
import { openStillHost } from '#test/support/still-host.ts'

type Flat = { code: string; message: string; request_id: string }

async function said(response: Response): Promise<string> {
  const { code, message, request_id } = (await response.json()) as Flat
  expect(request_id).toMatch(/^[0-9a-f-]{36}$/)
  return `${response.status} ${code}: ${message}`
}

const dataUri = (type: string, bytes: Buffer) => `data:image/${type};base64,${bytes.toString('base64')}`
const frameOf = async (url: string) => i2vBody({}, { media: [{ type: 'first_frame', url }] })

test('a good create is answered with a waiting task', async () => {
  await using bench = await openBench()
  const response = await bench.create(await i2vBody())
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({
    request_id: response.headers.get('x-request-id'),
    output: { task_status: 'PENDING', task_id: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  })
})

describe('the headers', () => {
  test.each([
    [{ ...CREATE_HEADERS, Authorization: '' }, '401 InvalidApiKey: No API-key provided.'],
    [{ ...CREATE_HEADERS, Authorization: 'Bearer ' }, '401 InvalidApiKey: No API-key provided.'],
    [{ ...CREATE_HEADERS, Authorization: 'Bearer nonsense' }, '401 InvalidApiKey: Invalid API-key provided.'],
    [{ ...CREATE_HEADERS, Authorization: 'sk-bare' }, '401 InvalidApiKey: Invalid API-key provided.'],
    [KEY_HEADERS, '403 AccessDenied: current user api does not support synchronous calls.'],
    [
      { ...CREATE_HEADERS, 'X-DashScope-Async': 'disable' },
      '403 AccessDenied: current user api does not support synchronous calls.',
    ],
  ])('%j is answered by %s', async (headers, answer) => {
    await using bench = await openBench()
    expect(await said(await bench.create(t2vBody(), headers))).toBe(answer)
    expect(bench.rehearsal.ledger().tasks).toEqual([])
  })

  test('a body that is no JSON is a broken body', async () => {
    await using bench = await openBench()
    const response = await bench.call(CREATE_PATH, {
      method: 'POST',
      headers: CREATE_HEADERS,
      body: '{"model":',
    })
    expect(await said(response)).toBe(
      '400 InvalidParameter: Required body invalid, please check the request body format.',
    )
  })

  test('a path that does not exist is not found', async () => {
    await using bench = await openBench()
    expect(await said(await bench.call('/services/aigc/text-generation'))).toBe('404 NotFound: Not found!')
  })
})

describe('the first frame as a data URI', () => {
  const formatWrong =
    '400 InvalidParameter.DataInspection: The media format is not supported or incorrect for the data inspection.'
  const ratioWrong =
    '400 InvalidFile.AspectRatio: The aspect ratio of the file should be between 1:2.5 and 2.5:1.'
  const tooSmall =
    '400 InvalidImage.ImageSize: The width and height of the image should be at least 300 pixels.'

  test.each([
    [299, 400, tooSmall],
    [300, 300, 'taken'],
    [300, 751, ratioWrong],
    [751, 300, ratioWrong],
    [750, 300, 'taken'],
  ])('%d × %d is answered by %s', async (width, height, answer) => {
    await using bench = await openBench()
    const response = await bench.create(await frameOf(await jpegUri(width, height)))
    expect(response.status === 200 ? 'taken' : await said(response)).toBe(answer)
  })

  test('the type must be that of the bytes', async () => {
    await using bench = await openBench()
    const still = await jpeg(640, 480)
    expect(await said(await bench.create(await frameOf(dataUri('png', still))))).toBe(formatWrong)
    const webp = await sharp(still).webp().toBuffer()
    expect((await bench.create(await frameOf(dataUri('webp', webp)))).status).toBe(200)
    const gif = await sharp(still).gif().toBuffer()
    expect(await said(await bench.create(await frameOf(dataUri('gif', gif))))).toBe(formatWrong)
    expect(await said(await bench.create(await frameOf(dataUri('jpeg', Buffer.from('no picture')))))).toBe(
      formatWrong,
    )
  })

  test('a truncated picture cannot be decoded', async () => {
    await using bench = await openBench()
    const noise = await sharp({
      create: {
        width: 640,
        height: 480,
        channels: 3,
        background: 'teal',
        noise: { type: 'gaussian', mean: 128, sigma: 40 },
      },
    })
      .jpeg()
      .toBuffer()
    expect(
      await said(await bench.create(await frameOf(dataUri('jpeg', noise.subarray(0, noise.length / 2))))),
    ).toBe('400 InvalidParameter.DataInspection: Failed to decode the image during the data inspection.')
  })

  test('more than 20 MB is too heavy, and 20 MB is not', async () => {
    await using bench = await openBench()
    const still = await jpeg(640, 480)
    const padded = (bytes: number) => Buffer.concat([still, Buffer.alloc(bytes - still.length)])
    const limit = 20 * 1024 * 1024
    expect((await bench.create(await frameOf(dataUri('jpeg', padded(limit))))).status).toBe(200)
    expect(await said(await bench.create(await frameOf(dataUri('jpeg', padded(limit + 1)))))).toBe(
      '400 InvalidFile.Size: The file size should not exceed 20MB.',
    )
  })

  test.each([
    'data:image/jpeg,abc',
    'data:image/jpeg;base64,',
    'data:image/jpeg;base64,###',
    'ftp://a/b.jpg',
    'b.jpg',
  ])('%s is no usable URL', async (url) => {
    await using bench = await openBench()
    expect(await said(await bench.create(await frameOf(url)))).toBe(
      '400 InvalidURL: Required URL is missing or invalid, please check the request URL.',
    )
  })
})

describe('the first frame as a link', () => {
  test('is fetched, and what cannot be fetched is said', async () => {
    await using bench = await openBench()
    await using host = await openStillHost({
      '/good.jpg': await jpeg(640, 480),
      '/locked.jpg': 403,
      '/broken.jpg': 500,
    })
    const answer = async (path: string) => {
      const response = await bench.create(await frameOf(host.url + path))
      bench.pass(1_000)
      return response.status === 200 ? 'taken' : said(response)
    }
    const inspection = (words: string) =>
      `400 InvalidParameter.DataInspection: ${words} during the data inspection process.`
    expect(await answer('/good.jpg')).toBe('taken')
    expect(await answer('/absent.jpg')).toBe(inspection('Failed to find the requested media resource'))
    expect(await answer('/locked.jpg')).toBe(
      inspection("Don't have authorization to access the media resource"),
    )
    expect(await answer('/broken.jpg')).toBe(inspection('Unable to download the media resource'))
    expect(bench.rehearsal.ledger().tasks).toHaveLength(1)
  })

  test('a host that refuses the connection is named', async () => {
    await using bench = await openBench()
    const { url } = await openStillHost({}).then(async (host) => {
      await host[Symbol.asyncDispose]()
      return host
    })
    expect(await said(await bench.create(await frameOf(`${url}/a.jpg`)))).toBe(
      `400 InvalidURL.ConnectionRefused: Connection to ${new URL(url).host} refused, please provide available URL.`,
    )
  })
})

describe('the other models', () => {
  test('text to video needs no media and takes unknown fields', async () => {
    await using bench = await openBench()
    const body = t2vBody()
    const extra = { ...body, input: { ...body.input, extend_prompt: true, function: 'video-synthesis' } }
    expect((await bench.create(extra)).status).toBe(200)
  })

  test('a reference image needs 400 px and no special ratio', async () => {
    await using bench = await openBench()
    const body = async (width: number, height: number) => ({
      model: 'happyhorse-1.1-r2v',
      input: {
        prompt: '[Image 1] is waving',
        media: [{ type: 'reference_image', url: await jpegUri(width, height) }],
      },
      parameters: { ratio: '1:1' },
    })
    expect((await bench.create(await body(400, 2_000))).status).toBe(200)
    expect(await said(await bench.create(await body(399, 800)))).toBe(
      '400 InvalidImage.ImageSize: The width and height of the image should be at least 400 pixels.',
    )
  })

  test('an edit looks at its video', async () => {
    await using bench = await openBench()
    await using host = await openStillHost({
      '/good.mp4': await videoOf({ width: 848, height: 464, seconds: 6.5, fps: 24 }),
      '/short.mp4': await videoOf({ width: 848, height: 464, seconds: 2, fps: 24 }),
      '/small.mp4': await videoOf({ width: 640, height: 352, seconds: 5, fps: 24 }),
      '/slow.mp4': await videoOf({ width: 848, height: 464, seconds: 5, fps: 4 }),
      '/still.mp4': await jpeg(640, 480),
    })
    const answer = async (path: string) => {
      const response = await bench.create({
        model: 'happyhorse-1.0-video-edit',
        input: { prompt: 'it is snowing', media: [{ type: 'video', url: host.url + path }] },
        parameters: { resolution: '720P' },
      })
      bench.pass(1_000)
      return response.status === 200 ? 'taken' : (await said(response)).split(':')[0]
    }
    expect(await answer('/good.mp4')).toBe('taken')
    expect(await answer('/short.mp4')).toBe('400 InvalidFile.Duration')
    expect(await answer('/small.mp4')).toBe('400 InvalidFile.Resolution')
    expect(await answer('/slow.mp4')).toBe('400 InvalidFile.FPS')
    expect(await answer('/still.mp4')).toBe('400 InvalidFile.Format')
  })

  test('acting as Tokyo it does not know the 1.0 models', async () => {
    await using bench = await openBench({ region: 'tokyo' })
    expect(await said(await bench.create({ ...t2vBody(), model: 'happyhorse-1.0-t2v' }))).toBe(
      '404 ModelNotFound: Model can not be found.',
    )
    expect((await bench.create(t2vBody())).status).toBe(200)
  })
})

describe('too much at once', () => {
  test('the sixth create of a second is throttled, also at speed', async () => {
    await using bench = await openBench({ speed: 10 })
    const statuses = await Promise.all(
      Array.from({ length: 6 }, async () => (await bench.create(t2vBody())).status),
    )
    expect(statuses.sort()).toEqual([200, 200, 200, 200, 200, 429])
    bench.pass(100)
    expect((await bench.create(t2vBody())).status).toBe(200)
  })

  test('beyond 5 running and 500 waiting the queue is full', async () => {
    await using bench = await openBench()
    for (let made = 0; made < 505; made += 1) {
      bench.pass(250)
      if (made === 5)
        expect(bench.rehearsal.ledger().tasks.every(({ status }) => status === 'RUNNING')).toBe(true)
      await bench.taskOf(t2vBody({ resolution: '1080P', duration: 15 }))
    }
    bench.pass(250)
    expect(await said(await bench.create(t2vBody()))).toBe(
      '429 Throttling: Too many requests in route. Please try again later.',
    )
    expect(bench.rehearsal.ledger().tasks).toHaveLength(505)
  })
})
