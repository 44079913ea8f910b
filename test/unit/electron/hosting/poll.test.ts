import { describe, expect, test } from 'vitest'
import { pollsTooOften, rehearsalPollSeconds } from '#electron/hosting/poll.ts'

describe('how often a task is looked at', () => {
  test('a rehearsal is looked at in its own faster time, never more than once a second', () => {
    expect(rehearsalPollSeconds(1)).toBe(15)
    expect(rehearsalPollSeconds(4)).toBe(3.75)
    expect(rehearsalPollSeconds(60)).toBe(0.25)
    expect(rehearsalPollSeconds(600)).toBe(0.25)
  })

  test('below five seconds is too often for the vendor and for nobody else', () => {
    expect(pollsTooOften('https://dashscope.aliyuncs.com/api/v1', 4.9)).toBe(true)
    expect(pollsTooOften('https://dashscope.aliyuncs.com/api/v1', 5)).toBe(false)
    expect(pollsTooOften('https://dashscope.aliyuncs.com./api/v1', 4.9)).toBe(true)
    expect(pollsTooOften('http://127.0.0.1:4500/api/v1', 0.5)).toBe(false)
  })
})
