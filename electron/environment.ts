/** Owns what Gallop reads from the environment; nothing else looks at `process.env`. */

import { homedir } from 'node:os'
import { join } from 'node:path'
import type { ProxyEnvironment } from '#electron/engine/ports.ts'
import { parseApiKey } from '#shared/api-key.ts'

export type Environment = {
  /** `DASHSCOPE_API_KEY`, which the vendor's own SDKs read as well. */
  key?: string
  proxy: ProxyEnvironment
  /** False where a window or a browser cannot be opened. */
  hasDisplay: boolean
  /** `GALLOP_KEYS=file` keeps keys out of the system's key store. */
  keysInFile: boolean
  /** Where the job table, keys and logs rest unless `--data` says otherwise. */
  dataFolder: string
  /** `GALLOP_PAGE`: another build of the page than `out/renderer`. */
  pageFolder?: string
}

type Variables = Readonly<Record<string, string | undefined>>

/** Reads the environment once, at the start of a host. @throws AppError `key-malformed` */
export function readEnvironment(
  variables: Variables = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): Environment {
  const key = variables.DASHSCOPE_API_KEY?.trim() && parseApiKey(variables.DASHSCOPE_API_KEY)
  return {
    ...(key ? { key } : {}),
    proxy: readProxy(variables),
    hasDisplay: readDisplay(variables, platform),
    keysInFile: readKeysInFile(variables, platform),
    dataFolder: readDataFolder(variables, platform, home),
    ...(variables.GALLOP_PAGE ? { pageFolder: variables.GALLOP_PAGE } : {}),
  }
}

function readProxy(variables: Variables): ProxyEnvironment {
  const read = (name: string) => variables[name.toLowerCase()] || variables[name]
  const all = read('ALL_PROXY')
  const httpProxy = read('HTTP_PROXY') ?? all
  const httpsProxy = read('HTTPS_PROXY') ?? all
  const noProxy = read('NO_PROXY')
  return {
    ...(httpProxy ? { httpProxy } : {}),
    ...(httpsProxy ? { httpsProxy } : {}),
    ...(noProxy ? { noProxy } : {}),
  }
}

function readDisplay(variables: Variables, platform: NodeJS.Platform): boolean {
  if (variables.CI || variables.SSH_CONNECTION) return false
  const desktop = platform === 'darwin' || platform === 'win32'
  return desktop || Boolean(variables.DISPLAY || variables.WAYLAND_DISPLAY)
}

/** Without a session bus Linux would fall back to a key store that forgets at the next boot. */
function readKeysInFile(variables: Variables, platform: NodeJS.Platform): boolean {
  if (variables.GALLOP_KEYS) return variables.GALLOP_KEYS === 'file'
  return platform === 'linux' && !variables.DBUS_SESSION_BUS_ADDRESS
}

function readDataFolder(variables: Variables, platform: NodeJS.Platform, home: string): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Gallop')
  if (platform === 'win32') return join(variables.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Gallop')
  return join(variables.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'gallop')
}
