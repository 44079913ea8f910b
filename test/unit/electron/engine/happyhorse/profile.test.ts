/** Owns the proof that service, host and key travel together. */

import { describe, expect, test } from 'vitest'
import { profileFor } from '#electron/engine/happyhorse/profile.ts'
import { AppError } from '#shared/app-error.ts'

const none = { workspaceId: '', customBaseUrl: '' }

function refused(wish: Parameters<typeof profileFor>[0]): AppError {
  try {
    profileFor(wish)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('a region', () => {
  test('without a workspace is its shared host', () => {
    expect(profileFor({ ...none, service: 'singapore', key: ' sk-1 ' })).toEqual({
      service: 'singapore',
      baseUrl: 'https://dashscope-intl.aliyuncs.com/api/v1',
      key: 'sk-1',
      temporaryUpload: true,
    })
  })

  test('with a workspace is the workspace’s host, which needs no header', () => {
    expect(profileFor({ ...none, service: 'beijing', workspaceId: 'llm-a', key: 'sk-1' })).toEqual({
      service: 'beijing',
      baseUrl: 'https://llm-a.cn-beijing.maas.aliyuncs.com/api/v1',
      key: 'sk-1',
      temporaryUpload: true,
    })
  })

  test('that documents no temporary upload is told so', () => {
    expect(profileFor({ ...none, service: 'virginia', key: 'sk-1' }).temporaryUpload).toBe(false)
  })

  test('with workspace hosts only asks for the workspace', () => {
    expect(refused({ ...none, service: 'tokyo', key: 'sk-1' }).code).toBe('bad-request')
  })

  test('without a key is refused by name', () => {
    const error = refused({ ...none, service: 'beijing', key: '  ' })
    expect(error.toJSON()).toEqual({ code: 'key-missing', values: { region: 'beijing' } })
  })
})

describe('a custom base URL', () => {
  test('gets its prefix and is asked for temporary uploads when it is not the vendor’s', () => {
    expect(
      profileFor({ ...none, service: 'custom', customBaseUrl: 'http://nas.local:8080/', key: 'sk-1' }),
    ).toEqual({
      service: 'custom',
      baseUrl: 'http://nas.local:8080/api/v1',
      key: 'sk-1',
      temporaryUpload: true,
    })
  })

  test('on a shared host names the workspace in a header', () => {
    const customBaseUrl = 'https://dashscope-us.aliyuncs.com'
    expect(profileFor({ service: 'custom', customBaseUrl, workspaceId: 'ws-1', key: 'sk-1' })).toEqual({
      service: 'custom',
      baseUrl: 'https://dashscope-us.aliyuncs.com/api/v1',
      key: 'sk-1',
      workspaceId: 'ws-1',
      temporaryUpload: false,
    })
  })

  test.each(['', 'ftp://x', 'nonsense'])('“%s” is refused', (customBaseUrl) => {
    expect(refused({ ...none, service: 'custom', customBaseUrl, key: 'sk-1' }).code).toBe('bad-request')
  })
})

describe('the rehearsal', () => {
  test('needs no key', () => {
    expect(
      profileFor({ ...none, service: 'rehearsal', rehearsalBaseUrl: 'http://127.0.0.1:9/api/v1' }),
    ).toEqual({
      service: 'rehearsal',
      baseUrl: 'http://127.0.0.1:9/api/v1',
      key: 'sk-rehearsal',
      temporaryUpload: true,
    })
  })
})
