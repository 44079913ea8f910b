/** Owns the proof that every documented reply shape is read, and that odd ones are read as far as they go. */

import { describe, expect, test } from 'vitest'
import {
  linkDiesAt,
  parseError,
  parseJson,
  parseLimits,
  parseList,
  parsePolicy,
  parseSubmit,
  parseTask,
} from '#electron/engine/happyhorse/wire.ts'

describe('a task', () => {
  const succeeded = {
    request_id: '8ae698ba',
    output: {
      task_id: 'e56d806f',
      task_status: 'SUCCEEDED',
      submit_time: '2026-04-20 19:33:50.425',
      scheduled_time: '2026-04-20 19:33:50.463',
      end_time: '2026-04-20 19:35:34.216',
      orig_prompt: 'mist is drifting',
      video_url: 'https://a.oss-cn-beijing.aliyuncs.com/x.mp4?Expires=1776771334&Signature=a%2Bb',
      something_new: { deep: [1] },
    },
    usage: { duration: 5, input_video_duration: 0, output_video_duration: 5, video_count: 1, SR: 720 },
  }

  test('that succeeded is read whole, its times from UTC+8', () => {
    expect(parseTask(succeeded, 'asked')).toEqual({
      taskId: 'e56d806f',
      status: 'SUCCEEDED',
      requestId: '8ae698ba',
      submitTime: Date.UTC(2026, 3, 20, 11, 33, 50, 425),
      scheduledTime: Date.UTC(2026, 3, 20, 11, 33, 50, 463),
      endTime: Date.UTC(2026, 3, 20, 11, 35, 34, 216),
      prompt: 'mist is drifting',
      videoUrl: 'https://a.oss-cn-beijing.aliyuncs.com/x.mp4?Expires=1776771334&Signature=a%2Bb',
      linkDiesAt: 1_776_771_334_000,
      usage: { billedSeconds: 5, resolution: '720P' },
    })
  })

  test.each([
    ['a number', 1080, '1080P'],
    ['a string', '480', '480P'],
    ['a word', '720P', '720P'],
  ])('tells its resolution as %s', (_, SR, resolution) => {
    const reply = { ...succeeded, usage: { duration: '13.24', SR } }
    expect(parseTask(reply, 'x')?.usage).toEqual({ billedSeconds: 13.24, resolution })
  })

  test('with fields of the wrong type keeps the rest', () => {
    const reply = {
      request_id: 7,
      output: { task_id: 't', task_status: 'RUNNING', submit_time: {}, end_time: null, orig_prompt: 3 },
      usage: 'none',
    }
    expect(parseTask(reply, 'x')).toEqual({ taskId: 't', status: 'RUNNING', requestId: '7' })
  })

  test('that failed says why, wherever the reason stands', () => {
    const inOutput = {
      request_id: 'r',
      output: { task_status: 'FAILED', code: 'InvalidParameter', message: 'bad' },
    }
    const atRoot = {
      request_id: 'r',
      code: 'InvalidParameter',
      message: 'bad',
      output: { task_status: 'FAILED' },
    }
    const refusal = {
      error: {
        code: 'parameter-refused',
        values: { code: 'InvalidParameter', message: 'bad' },
        requestId: 'r',
      },
      httpStatus: 200,
      verdict: 'fail',
      retake: false,
    }
    expect(parseTask(inOutput, 'x')).toEqual({ taskId: 'x', status: 'FAILED', requestId: 'r', refusal })
    expect(parseTask(atRoot, 'x')?.refusal).toEqual(refusal)
  })

  test.each([
    ['CANCELLED', 'CANCELED'],
    ['unknown', 'UNKNOWN'],
    ['POST-PROCESSING', 'RUNNING'],
  ])('whose status is written %s is %s', (word, status) => {
    expect(parseTask({ output: { task_status: word } }, 'x')?.status).toBe(status)
  })

  test('without a status is no task', () => {
    expect(parseTask({ output: {} }, 'x')).toBeUndefined()
    expect(parseTask('a page', 'x')).toBeUndefined()
  })
})

describe('a link', () => {
  test.each([
    ['https://a/x.mp4?Expires=1790000000&Signature=s', 1_790_000_000_000],
    ['https://a/x.mp4?OSSAccessKeyId=k&Expires=1790000000', 1_790_000_000_000],
    ['https://a/x.mp4?MyExpires=1790000000', undefined],
    ['https://a/x.mp4', undefined],
  ])('%s dies at %s', (url, at) => {
    expect(linkDiesAt(url)).toBe(at)
  })
})

describe('an error', () => {
  test('is read in its flat shape', () => {
    expect(parseError({ code: 'InvalidApiKey', message: 'No.', request_id: 'r' })).toEqual({
      code: 'InvalidApiKey',
      message: 'No.',
      requestId: 'r',
    })
  })

  test('is read in its nested shape, its type standing in for a missing code', () => {
    expect(
      parseError({ error: { message: 'No.', type: 'invalid_request_error', code: null } }),
    ).toMatchObject({
      code: 'invalid_request_error',
      message: 'No.',
    })
  })

  test('with an empty code is none', () => {
    expect(parseError({ code: '', message: '', output: {} })).toBeUndefined()
  })
})

describe('a list', () => {
  const row = { task_id: 't', status: 'SUCCEEDED', model_name: 'm', gmt_create: 1_745_568_428_109 }

  test('is read row by row, times in epoch milliseconds', () => {
    const reply = {
      data: [{ ...row, end_time: '1745568430000', request_id: 'q', api_key_id: '15' }],
      total: 11,
      total_page: 2,
    }
    expect(parseList(reply, 10)).toEqual({
      rows: [
        {
          taskId: 't',
          createdAt: 1_745_568_428_109,
          endedAt: 1_745_568_430_000,
          status: 'SUCCEEDED',
          model: 'm',
          requestId: 'q',
        },
      ],
      total: 11,
      totalPages: 2,
    })
  })

  test('that tells no number of pages has as many as its total needs', () => {
    expect(parseList({ data: [row], total: '21' }, 10)).toMatchObject({ total: 21, totalPages: 3 })
  })

  test('of a smaller page than was asked for has the pages that its own size makes', () => {
    expect(parseList({ data: [row], total: 45, page_size: 20 }, 50)).toMatchObject({
      total: 45,
      totalPages: 3,
    })
  })

  test.each([{}, { total: 0 }, { total: 'many' }])('that counts %j tells no end', (counts) => {
    const list = parseList({ data: [row], ...counts }, 50)
    expect([list?.total, list?.totalPages]).toEqual([undefined, undefined])
  })

  test('with a row that has no time is unreadable, for an unread row is not an absent task', () => {
    expect(parseList({ data: [row, { ...row, gmt_create: 'soon' }] }, 10)).toBeUndefined()
  })
})

test('an accepted submission needs a task id', () => {
  expect(parseSubmit({ output: { task_id: 't' }, request_id: 'r' })).toEqual({ taskId: 't', requestId: 'r' })
  expect(parseSubmit({ output: { task_id: '' } })).toBeUndefined()
})

test('an upload credential may leave out what has one usual value', () => {
  const data = { policy: 'p', signature: 's', upload_dir: 'd', upload_host: 'h', oss_access_key_id: 'k' }
  expect(parsePolicy({ data: { ...data, x_oss_forbid_overwrite: 1, max_file_size_mb: '100' } })).toEqual({
    ...data,
    x_oss_object_acl: 'private',
    x_oss_forbid_overwrite: '1',
    max_file_size_mb: 100,
  })
})

test('limits are the tighter of the model’s and the workspace’s, per second', () => {
  const quotas = [
    {
      model: 'm',
      model_limit: { request_limit: 300, request_limit_period: 60, async_user_queue_limit: 500 },
      workspace_limit: { request_limit: 2, request_limit_period: 1, async_user_concurrency_limit: 5 },
    },
  ]
  expect(parseLimits({ output: { quotas } }, 'm')).toEqual({ submitsPerSecond: 2, queued: 500, running: 5 })
  expect(parseLimits({ output: { quotas: [{ model: 'm', workspace_limit: null }] } }, 'm')).toEqual({})
  expect(parseLimits({ output: { quotas } }, 'another')).toBeUndefined()
})

test('a gateway’s page is no JSON', () => {
  expect(parseJson('<html>')).toBeUndefined()
})
