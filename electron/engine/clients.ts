/** Owns which client talks to the service: one at a time, through the proxy of the settings. */

import { type HappyHorseClient, openClient } from './happyhorse/client.ts'
import type { Ports } from './ports.ts'

/** The client in use; a change of the proxy takes a new one. */
export class Clients {
  readonly #ports: Ports
  readonly #proxy: () => string
  #open: { proxy: string; client: HappyHorseClient } | undefined
  readonly #closing: Promise<void>[] = []

  constructor(ports: Ports, proxy: () => string) {
    this.#ports = ports
    this.#proxy = proxy
  }

  current(): HappyHorseClient {
    const proxy = this.#proxy()
    if (this.#open?.proxy !== proxy) {
      this.#retire()
      this.#open = { proxy, client: openClient({ proxy, proxyEnvironment: this.#ports.proxy }) }
    }
    return this.#open.client
  }

  async close(): Promise<void> {
    this.#retire()
    await Promise.all(this.#closing)
  }

  #retire(): void {
    if (this.#open) this.#closing.push(this.#open.client.close())
    this.#open = undefined
  }
}
