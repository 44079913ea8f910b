/** Owns what the engine asks of its host: time, chance, a log, a place for keys, the service in use. */

import type { ServiceId } from '#shared/settings.ts'
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'

/** Where API keys rest. Only the engine reads them; a window learns at most that one is set. */
export type KeyVault = {
  /** `system`: the key store of the operating system; `file`: a file only its owner may read. */
  readonly storedIn: 'system' | 'file'
  get(service: ServiceId): string | undefined
  set(service: ServiceId, key: string): void
  remove(service: ServiceId): void
}

/** Proxy as the environment names it; what the user sets goes before it. */
export type ProxyEnvironment = { httpProxy?: string; httpsProxy?: string; noProxy?: string }

export type Ports = {
  clock: Clock
  log: Log
  vault: KeyVault
  /** Uniform in [0, 1). */
  random(): number
  newId(): string
  proxy: ProxyEnvironment
  /** Moves a file to the system's trash; throws where there is none. */
  trash(path: string): Promise<void>
  /** Base URL with `/api/v1` of the running rehearsal service; starts it on first use. */
  rehearsalBaseUrl(): Promise<string>
}
