/** Owns which service is in use and where a job's own service is found: pinned to the job, its key and address looked up now. */

import { createHmac } from 'node:crypto'
import { normalizeBaseUrl, regionBaseUrl, STILL_MODELS } from '#shared/happyhorse.ts'
import type { ServiceId, Settings } from '#shared/settings.ts'
import { type Profile, profileFor, REHEARSAL_KEY } from './happyhorse/profile.ts'
import type { Ports } from './ports.ts'

/** A service and, for `custom` alone, its base URL; else empty. */
export type ServicePin = { service: ServiceId; baseUrl: string }

/** What this run does otherwise than the settings say. */
export type RunOverrides = {
  baseUrlOverride?: string | undefined
  serviceOverride?: ServiceId | undefined
  workspaceOverride?: string | undefined
  keyOverride?: string | undefined
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/

export class Services {
  readonly #ports: Pick<Ports, 'vault' | 'rehearsalBaseUrl'>
  readonly #settings: () => Settings
  readonly #run: RunOverrides
  readonly #salt: () => string
  #rehearsalBaseUrl: string | undefined

  constructor(
    ports: Pick<Ports, 'vault' | 'rehearsalBaseUrl'>,
    settings: () => Settings,
    run: RunOverrides = {},
    salt: () => string = () => '',
  ) {
    this.#ports = ports
    this.#settings = settings
    this.#run = run
    this.#salt = salt
  }

  /** Where new jobs go. */
  inUse(): ServicePin {
    const { baseUrlOverride, serviceOverride } = this.#run
    if (baseUrlOverride) {
      return { service: 'custom', baseUrl: normalizeBaseUrl(baseUrlOverride) ?? baseUrlOverride }
    }
    return this.pin(serviceOverride ?? this.#settings().service)
  }

  /** Gates that new jobs may go through. */
  gatesInUse(): (ServicePin & { model: string })[] {
    return STILL_MODELS.map((model) => ({ ...this.inUse(), model }))
  }

  pin(service: ServiceId): ServicePin {
    if (service !== 'custom') return { service, baseUrl: '' }
    const { customBaseUrl } = this.#settings()
    return { service, baseUrl: normalizeBaseUrl(customBaseUrl) ?? customBaseUrl }
  }

  /** The environment's key belongs to the service of this run, and to no other. */
  keyOf({ service, baseUrl }: ServicePin): string | undefined {
    const mine = this.inUse()
    const fromRun = mine.service === service && mine.baseUrl === baseUrl ? this.#run.keyOverride : undefined
    const stored = fromRun || this.#ports.vault.get(service)
    return stored ?? (isLoopback(baseUrl) ? REHEARSAL_KEY : undefined)
  }

  /** Tells a key from others and nothing else: salted by the data folder, and cut short. */
  printOf(key: string): string {
    return createHmac('sha256', this.#salt()).update(key).digest('hex').slice(0, 16)
  }

  keySet(pin: ServicePin): boolean {
    return pin.service === 'rehearsal' || this.keyOf(pin) !== undefined
  }

  /** Address as far as it is known without starting anything. */
  baseUrlOf({ service, baseUrl }: ServicePin): string | null {
    if (service === 'rehearsal') return this.#rehearsalBaseUrl ?? null
    if (service === 'custom') return baseUrl || null
    return regionBaseUrl(service, this.#workspaceId()) ?? null
  }

  /** Address and key of a service. @throws AppError `key-missing`, `key-malformed`, `bad-request` */
  async profileOf({ service, baseUrl }: ServicePin, key?: string): Promise<Profile> {
    if (service === 'rehearsal') this.#rehearsalBaseUrl = await this.#ports.rehearsalBaseUrl()
    return profileFor({
      service,
      workspaceId: this.#workspaceId(),
      customBaseUrl: baseUrl,
      key: key ?? this.keyOf({ service, baseUrl }),
      rehearsalBaseUrl: this.#rehearsalBaseUrl,
    })
  }

  #workspaceId(): string {
    return this.#run.workspaceOverride ?? this.#settings().workspaceId
  }
}

function isLoopback(baseUrl: string): boolean {
  const url = URL.parse(baseUrl)
  return url !== null && LOOPBACK.test(url.hostname)
}
