import { Command, InvalidArgumentError } from 'commander'
import { describe, expect, test } from 'vitest'
import { number, readDuration, readSeed, readSeeds, withStudioFlags } from '#electron/terminal/flags.ts'

function parse(...args: string[]) {
  return withStudioFlags(new Command())
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .parse(args, { from: 'user' })
    .opts()
}

describe('the flags', () => {
  test('a base URL gets the API’s path when it has none', () => {
    expect(parse('--base-url', 'http://127.0.0.1:4500')).toEqual({ baseUrl: 'http://127.0.0.1:4500/api/v1' })
    expect(parse('--base-url', 'https://proxy.example/dash/')).toEqual({
      baseUrl: 'https://proxy.example/dash',
    })
  })

  test.each([
    ['--base-url', 'ftp://x'],
    ['--base-url', 'localhost'],
    ['--region', 'mars'],
    ['--poll-seconds', 'soon'],
    ['--poll-seconds', ''],
    ['--rehearsal-speed', '0'],
  ])('%s %s is refused', (...args) => {
    expect(() => parse(...args)).toThrow()
  })

  test('pauses may be fractions of a second', () => {
    expect(parse('--poll-seconds', '0.5')).toEqual({ pollSeconds: 0.5 })
    expect(number(0, 1)('1e-1')).toBe(0.1)
  })

  test.each(['2', '16', '5.5', '99', '-3', ''])('a duration of “%s” seconds is refused', (text) => {
    expect(() => readDuration(text)).toThrow(InvalidArgumentError)
  })

  test('seeds are whole numbers up to 2147483647', () => {
    expect(readSeed('2147483647')).toBe(2_147_483_647)
    expect(() => readSeed('2147483648')).toThrow('A whole number from 0 to 2147483647 is wanted.')
  })

  test('a list of seeds keeps its order and may not name one twice', () => {
    expect(readSeeds('3, 1,2')).toEqual([3, 1, 2])
    expect(() => readSeeds('1,2,1')).toThrow('Each seed may stand there once.')
    expect(() => readSeeds('1,,2')).toThrow(InvalidArgumentError)
  })
})
