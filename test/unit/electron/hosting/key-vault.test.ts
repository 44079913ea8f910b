import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fileVault, openVault, systemVault } from '#electron/hosting/key-vault.ts'
import { tempFolder } from '#test/support/temp-folder.ts'

/** A key store that keeps its entries in the open. */
function openStore() {
  const kept = new Map<string, string>()
  const store = (service: string, account: string) => {
    const name = `${service}: ${account}`
    return {
      getPassword: () => kept.get(name) ?? null,
      setPassword: (password: string) => void kept.set(name, password),
      deletePassword: () => kept.delete(name),
    }
  }
  return { kept, store }
}

describe('the key vault', () => {
  test('a key in a file can be read by its owner alone', async () => {
    const folder = await tempFolder()
    fileVault(folder).set('beijing', 'sk-secret')
    const path = join(folder, 'keys.json')
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ beijing: 'sk-secret' })
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test('a vault opened again knows the keys that were set, and not the removed ones', async () => {
    const folder = await tempFolder()
    fileVault(folder).set('beijing', 'sk-1')
    fileVault(folder).set('tokyo', 'sk-2')
    fileVault(folder).remove('beijing')
    expect(fileVault(folder).get('beijing')).toBeUndefined()
    expect(fileVault(folder).get('tokyo')).toBe('sk-2')
  })

  test('two data folders keep their keys of one region apart in the system’s store', () => {
    const { kept, store } = openStore()
    systemVault('/data/one', store).set('beijing', 'sk-1')
    systemVault('/data/two', store).set('beijing', 'sk-2')
    expect(systemVault('/data/one', store).get('beijing')).toBe('sk-1')
    expect(kept.size).toBe(2)
    systemVault('/data/one', store).remove('beijing')
    expect(systemVault('/data/one', store).get('beijing')).toBeUndefined()
  })

  test('the file is taken when it is asked for', async () => {
    expect((await openVault(await tempFolder(), { keysInFile: true })).storedIn).toBe('file')
  })
})
