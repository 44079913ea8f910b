import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readEnvironment } from '#electron/environment.ts'

const read = (variables: Record<string, string>, platform: NodeJS.Platform = 'linux') =>
  readEnvironment(variables, platform, '/home/ada')

describe('the environment', () => {
  test('an empty one names no key, no proxy and no display', () => {
    expect(read({})).toEqual({
      proxy: {},
      hasDisplay: false,
      keysInFile: true,
      dataFolder: join('/home/ada', '.local', 'share', 'gallop'),
    })
  })

  test('the key is taken without the line end a file brought along', () => {
    expect(read({ DASHSCOPE_API_KEY: ' sk-1\n' }).key).toBe('sk-1')
    expect(read({ DASHSCOPE_API_KEY: '  ' })).not.toHaveProperty('key')
  })

  test.each(['sk-密钥', 'sk-x\ny'])('the key %j could be sent by no request and is refused', (key) => {
    expect(() => read({ DASHSCOPE_API_KEY: key })).toThrow(expect.objectContaining({ code: 'key-malformed' }))
  })

  test('lower-case proxy names go before upper-case ones, and ALL_PROXY stands in for both', () => {
    const variables = { https_proxy: 'http://low:1', HTTPS_PROXY: 'http://up:1', ALL_PROXY: 'socks5://all:1' }
    expect(read({ ...variables, NO_PROXY: 'localhost' }).proxy).toEqual({
      httpProxy: 'socks5://all:1',
      httpsProxy: 'http://low:1',
      noProxy: 'localhost',
    })
  })

  test('a session over SSH or in CI opens no window', () => {
    expect(read({ DISPLAY: ':0' }).hasDisplay).toBe(true)
    expect(read({ DISPLAY: ':0', SSH_CONNECTION: '1' }).hasDisplay).toBe(false)
    expect(read({ CI: 'true' }, 'darwin').hasDisplay).toBe(false)
    expect(read({}, 'win32').hasDisplay).toBe(true)
  })

  test('on Linux keys go to the key store only where a session bus leads to one that lasts', () => {
    expect(read({ DBUS_SESSION_BUS_ADDRESS: 'unix:' }).keysInFile).toBe(false)
    expect(read({}, 'darwin').keysInFile).toBe(false)
    expect(read({ GALLOP_KEYS: 'file' }, 'darwin').keysInFile).toBe(true)
  })
})
