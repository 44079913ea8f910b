/** Shows which create requests pass, and the documented refusal of each that does not. */

import { describe, expect, test } from 'vitest'
import { RefusalError } from '#electron/rehearsal/refusal.ts'
import { parseModel, parseOrder } from '#electron/rehearsal/rules.ts'
import { REGIONS } from '#shared/happyhorse.ts'

const FRAME = { type: 'first_frame', url: 'https://example.test/a.jpg' }
const REFERENCE = { type: 'reference_image', url: 'https://example.test/r.jpg' }

function refusalOf(run: () => unknown) {
  try {
    run()
  } catch (error) {
    if (error instanceof RefusalError)
      return `${error.refusal.status} ${error.refusal.code}: ${error.refusal.message}`
    throw error
  }
  return 'accepted'
}

function order(model: string, rest: Record<string, unknown>) {
  const body = { model, ...rest }
  return parseOrder(body, parseModel(body, REGIONS.beijing))
}

const i2v = (parameters: Record<string, unknown>) =>
  order('happyhorse-1.1-i2v', { input: { media: [FRAME] }, parameters })

describe('the model', () => {
  test.each([
    ['happyhorse-1.1-i2v', 'accepted'],
    ['Happyhorse-1.1-I2V ', '400 InvalidParameter: Model not exist.'],
    ['happyhorse-1.5-i2v', '404 ModelNotFound: Model can not be found.'],
    ['', '400 InvalidParameter: Field required: model'],
    [
      12,
      '400 InvalidParameter: Required parameter(model) missing or invalid, please check the request parameters.',
    ],
  ])('%j is answered by %s', (model, answer) => {
    expect(refusalOf(() => parseModel({ model }, REGIONS.beijing))).toBe(answer)
  })

  test('a model of another region cannot be found', () => {
    expect(refusalOf(() => parseModel({ model: 'happyhorse-1.0-i2v' }, REGIONS.tokyo))).toBe(
      '404 ModelNotFound: Model can not be found.',
    )
  })
})

describe('the media', () => {
  test('the old img_url alone leaves input.media required', () => {
    const run = () =>
      order('happyhorse-1.1-i2v', { input: { prompt: 'x', img_url: 'https://example.test/a.jpg' } })
    expect(refusalOf(run)).toBe('400 InvalidParameter: Field required: input.media')
  })

  test.each([
    ['no medium', 'happyhorse-1.1-i2v', []],
    ['two first frames', 'happyhorse-1.1-i2v', [FRAME, FRAME]],
    ['ten references', 'happyhorse-1.1-r2v', Array.from({ length: 10 }, () => REFERENCE)],
    ['an edit without its video', 'happyhorse-1.0-video-edit', [REFERENCE]],
  ])('%s is refused', (_name, model, media) => {
    expect(refusalOf(() => order(model, { input: { prompt: 'x', media } }))).toBe(
      '400 InvalidParameter: Required parameter(input.media) missing or invalid, please check the request parameters.',
    )
  })

  test('text to video takes none at all', () => {
    const run = (media: unknown) => () => order('happyhorse-1.1-t2v', { input: { prompt: 'x', media } })
    expect(refusalOf(run([FRAME]))).toBe(
      '400 InvalidParameter: Required parameter(input.media) missing or invalid, please check the request parameters.',
    )
    expect([refusalOf(run([])), refusalOf(run(null))]).toEqual(['accepted', 'accepted'])
  })

  test('a type of another model is named by its place', () => {
    expect(refusalOf(() => order('happyhorse-1.1-i2v', { input: { media: [REFERENCE] } }))).toBe(
      '400 InvalidParameter: Required parameter(input.media.0.type) missing or invalid, please check the request parameters.',
    )
  })

  test('a medium without a url is named by its path', () => {
    expect(
      refusalOf(() => order('happyhorse-1.1-i2v', { input: { media: [{ type: 'first_frame' }] } })),
    ).toBe('400 InvalidParameter: Field required: input.media.0.url')
  })
})

describe('the prompt', () => {
  test.each([
    ['happyhorse-1.1-t2v', null],
    ['happyhorse-1.1-r2v', '  '],
  ])('%s needs one, and %j is none', (model, prompt) => {
    expect(refusalOf(() => order(model, { input: { prompt, media: [REFERENCE] } }))).toBe(
      '400 InvalidParameter: Field required: input.prompt',
    )
  })

  test('image to video does without', () => {
    expect(order('happyhorse-1.1-i2v', { input: { prompt: null, media: [FRAME] } }).prompt).toBe('')
  })
})

describe('the parameters', () => {
  test('left out they are the documented defaults', () => {
    const { resolution, durationSeconds, seed, watermark, ratio } = order('happyhorse-1.1-t2v', {
      input: { prompt: 'x' },
    })
    expect({ resolution, durationSeconds, seed, watermark, ratio }).toEqual({
      resolution: '1080P',
      durationSeconds: 5,
      seed: null,
      watermark: true,
      ratio: '16:9',
    })
  })

  test.each([
    [{ duration: 2 }, '400 InvalidParameter: Range of duration should be [3, 15]'],
    [{ duration: 16 }, '400 InvalidParameter: Range of duration should be [3, 15]'],
    [{ duration: 3 }, 'accepted'],
    [{ duration: 15 }, 'accepted'],
    [{ seed: -1 }, '400 InvalidParameter: Range of seed should be [0, 2147483647]'],
    [{ seed: 2_147_483_647 }, 'accepted'],
    [{ seed: 2_147_483_648 }, '400 InvalidParameter: Range of seed should be [0, 2147483647]'],
    [{ resolution: '720p' }, '400 InvalidParameter: The resolution is not valid 720p'],
    [{ resolution: '480P' }, 'accepted'],
    [{ ratio: 'nonsense', prompt_extend: true, size: '1280*720' }, 'accepted'],
  ])('%j is answered by %s', (parameters, answer) => {
    expect(refusalOf(() => i2v(parameters))).toBe(answer)
  })

  test.each([
    [{ duration: 5.5 }, 'duration'],
    [{ seed: '7' }, 'seed'],
    [{ watermark: 'no' }, 'watermark'],
  ])('%j is of the wrong type', (parameters, field) => {
    expect(refusalOf(() => i2v(parameters))).toBe(
      `400 InvalidParameter: Required parameter(parameters.${field}) missing or invalid, please check the request parameters.`,
    )
  })

  test('version 1.0 has no 480P', () => {
    const run = () =>
      order('happyhorse-1.0-i2v', { input: { media: [FRAME] }, parameters: { resolution: '480P' } })
    expect(refusalOf(run)).toBe('400 InvalidParameter: The resolution is not valid 480P')
  })

  test('a ratio is read where the model takes one', () => {
    const run = (ratio: string) => () =>
      order('happyhorse-1.1-t2v', { input: { prompt: 'x' }, parameters: { ratio } })
    expect(refusalOf(run('21:9'))).toBe('accepted')
    expect(refusalOf(run('2:1'))).toMatch(/parameters\.ratio/)
  })

  test('an edit takes its length from its input', () => {
    const media = [{ type: 'video', url: 'https://example.test/v.mp4' }]
    expect(
      order('happyhorse-1.0-video-edit', { input: { prompt: 'x', media }, parameters: { duration: 99 } })
        .durationSeconds,
    ).toBeUndefined()
  })
})

test('a body that is no object is a broken body', () => {
  expect(refusalOf(() => parseModel('[]', REGIONS.beijing))).toMatch(/Required body invalid/)
  expect(refusalOf(() => order('happyhorse-1.1-t2v', {}))).toBe('400 InvalidParameter: Field required: input')
})
