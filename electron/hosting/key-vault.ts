/** Owns where API keys rest outside Electron: the system's key store where it works, else a private file. */

import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { KeyVault } from '#electron/engine/ports.ts'
import { SERVICES, type ServiceId } from '#shared/settings.ts'
import { readPrivateFile, writePrivateFile } from './private-file.ts'

const SERVICE_NAME = 'Gallop'

const KeysSchema = z.partialRecord(z.enum(SERVICES), z.string())

/** Keys in `<data folder>/keys.json`, mode 0600. */
export function fileVault(dataFolder: string): KeyVault {
  const path = join(dataFolder, 'keys.json')
  const read = () => KeysSchema.parse(JSON.parse(readPrivateFile(path) ?? '{}'))
  const write = (keys: z.infer<typeof KeysSchema>) => writePrivateFile(path, `${JSON.stringify(keys)}\n`)
  return {
    storedIn: 'file',
    get: (service) => read()[service],
    set: (service, key) => write({ ...read(), [service]: key }),
    remove: (service) => {
      const { [service]: _gone, ...kept } = read()
      write(kept)
    },
  }
}

/** What is asked of the system's key store; one entry holds one secret. */
export type SystemEntry = {
  getPassword(): string | null
  setPassword(password: string): void
  deletePassword(): boolean
}
export type SystemStore = (service: string, account: string) => SystemEntry

/** Keys in the system's key store; each data folder has accounts of its own. */
export function systemVault(dataFolder: string, store: SystemStore): KeyVault {
  const folder = createHash('sha256').update(resolve(dataFolder)).digest('hex').slice(0, 12)
  const entry = (service: ServiceId) => store(SERVICE_NAME, `${service} ${folder}`)
  return {
    storedIn: 'system',
    get: (service) => entry(service).getPassword() ?? undefined,
    set: (service, key) => entry(service).setPassword(key),
    remove: (service) => void entry(service).deletePassword(),
  }
}

/** The system's key store when it answers, else the private file. */
export async function openVault(dataFolder: string, options: { keysInFile: boolean }): Promise<KeyVault> {
  if (options.keysInFile) return fileVault(dataFolder)
  try {
    const { Entry } = await import('@napi-rs/keyring')
    const vault = systemVault(dataFolder, (service, account) => new Entry(service, account))
    vault.get('rehearsal')
    return vault
  } catch {
    // No binding for this system, a locked store or none: the file is the documented way out.
    return fileVault(dataFolder)
  }
}
