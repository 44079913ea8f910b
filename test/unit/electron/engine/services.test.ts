/** Which service is in use, and with which key. */

import { expect, test } from 'vitest'
import { Services } from '#electron/engine/services.ts'
import { DEFAULT_SETTINGS, type Settings } from '#shared/settings.ts'
import { memoryVault } from '#test/support/engine.ts'

const REHEARSAL = 'http://127.0.0.1:9/api/v1'

function open(settings: Partial<Settings>, run = {}, keys = {}) {
  const ports = { vault: memoryVault(keys), rehearsalBaseUrl: async () => REHEARSAL }
  return new Services(ports, () => ({ ...DEFAULT_SETTINGS, ...settings }), run)
}

test('a base URL for this run makes the service custom and leaves the settings alone', async () => {
  const services = open(
    { service: 'beijing' },
    { baseUrlOverride: 'https://proxy.example' },
    { custom: 'sk-c' },
  )
  expect(services.inUse()).toEqual({ service: 'custom', baseUrl: 'https://proxy.example/api/v1' })
  expect((await services.profileOf(services.inUse())).key).toBe('sk-c')
})

test('a key from the environment serves the service of this run and no other', async () => {
  const services = open({ service: 'beijing' }, { keyOverride: 'sk-env' }, { singapore: 'sk-s' })
  expect((await services.profileOf(services.pin('beijing'))).key).toBe('sk-env')
  expect((await services.profileOf(services.pin('singapore'))).key).toBe('sk-s')
  expect((await services.profileOf(services.pin('rehearsal'))).key).toBe('sk-rehearsal')
})

test('without a key there is no profile', async () => {
  const services = open({ service: 'tokyo', workspaceId: 'llm-1' })
  expect(services.keySet(services.inUse())).toBe(false)
  await expect(services.profileOf(services.inUse())).rejects.toMatchObject({ code: 'key-missing' })
})

test('a service on this machine asks for no key', async () => {
  const services = open({}, { baseUrlOverride: 'http://127.0.0.1:8080' })
  expect((await services.profileOf(services.inUse())).key).toBe('sk-rehearsal')
  const elsewhere = open({}, { baseUrlOverride: 'http://127.0.0.1.example.com' })
  await expect(elsewhere.profileOf(elsewhere.inUse())).rejects.toMatchObject({ code: 'key-missing' })
})

test('the address of the rehearsal is known once it was needed', async () => {
  const services = open({})
  expect(services.baseUrlOf(services.inUse())).toBeNull()
  await services.profileOf(services.inUse())
  expect(services.baseUrlOf(services.inUse())).toBe(REHEARSAL)
})

test('a workspace for this run goes before the one in the settings', async () => {
  const services = open({ service: 'tokyo' }, { workspaceOverride: 'llm-run' }, { tokyo: 'sk-t' })
  const address = 'https://llm-run.ap-northeast-1.maas.aliyuncs.com/api/v1'
  expect(services.baseUrlOf(services.inUse())).toBe(address)
  expect((await services.profileOf(services.inUse())).baseUrl).toBe(address)
})

test('a print tells keys from one another, in one data folder alone', () => {
  const services = (salt: string) =>
    new Services(
      { vault: memoryVault(), rehearsalBaseUrl: async () => REHEARSAL },
      () => DEFAULT_SETTINGS,
      {},
      () => salt,
    )
  const print = services('a').printOf('sk-1')
  expect(print).toMatch(/^[0-9a-f]{16}$/)
  expect(services('a').printOf('sk-1')).toBe(print)
  expect(new Set([print, services('a').printOf('sk-2'), services('b').printOf('sk-1')]).size).toBe(3)
})
