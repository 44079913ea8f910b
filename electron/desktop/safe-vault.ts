/** Owns where API keys rest on the desktop: sealed with the system's own secret, in the data folder. */

import { join } from 'node:path'
import { safeStorage } from 'electron'
import { z } from 'zod'
import type { KeyVault } from '#electron/engine/ports.ts'
import { fileVault } from '#electron/hosting/key-vault.ts'
import { readPrivateFile, writePrivateFile } from '#electron/hosting/private-file.ts'
import { SERVICES } from '#shared/settings.ts'

const SealedSchema = z.partialRecord(z.enum(SERVICES), z.base64())

/** The sealed vault where the system can seal; the private file of the other hosts where it cannot. */
export function openSafeVault(dataFolder: string): KeyVault {
  if (!safeStorage.isEncryptionAvailable() || onlyObscured()) return fileVault(dataFolder)
  const path = join(dataFolder, 'keys.sealed.json')
  const read = () => SealedSchema.parse(JSON.parse(readPrivateFile(path) ?? '{}'))
  const write = (keys: z.infer<typeof SealedSchema>) => writePrivateFile(path, `${JSON.stringify(keys)}\n`)
  return {
    storedIn: 'system',
    get: (service) => {
      const sealed = read()[service]
      return sealed === undefined ? undefined : unseal(sealed)
    },
    set: (service, key) => write({ ...read(), [service]: safeStorage.encryptString(key).toString('base64') }),
    remove: (service) => {
      const { [service]: _gone, ...kept } = read()
      write(kept)
    },
  }
}

/** Undefined when the system's secret has changed meanwhile: the user enters the key again. */
function unseal(sealed: string): string | undefined {
  try {
    return safeStorage.decryptString(Buffer.from(sealed, 'base64'))
  } catch {
    return undefined
  }
}

/** Linux without a key store seals with a password that everyone knows. */
function onlyObscured(): boolean {
  return process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text'
}
