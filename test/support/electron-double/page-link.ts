/** Owns the Chromium page that stands for a window's contents, and the messages and ports between it and main. */

import { readFileSync } from 'node:fs'
import type { MessagePort } from 'node:worker_threads'
import type { Page } from 'playwright'
import { BINDING, type FromPage, installShim, PATHS, RECEIVER, type ToPage, type Wire } from './page-shim.ts'

export type PageEars = {
  sent(channel: string, args: unknown[]): void
  invoked(channel: string, args: unknown[]): Promise<unknown>
}

/** Talks to one page. Messages keep their order and travel in bundles. */
export class PageLink {
  readonly page: Page
  readonly #ports = new Map<number, MessagePort>()
  #nextPort = 1
  #waiting: ToPage[] = []
  #sending = false

  constructor(page: Page) {
    this.page = page
    // A page that loads anew has lost its ports; the other ends must hear of it.
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) this.#dropPorts()
    })
    page.on('close', () => this.#dropPorts())
  }

  /** Puts the renderer side and the preload into every load of the page. */
  async install(preload: string, ears: PageEars): Promise<void> {
    await this.page.exposeBinding(BINDING, (_source, message: FromPage) => this.#hear(message, ears))
    const names = { binding: BINDING, receiver: RECEIVER, paths: PATHS }
    const source = JSON.stringify(readFileSync(preload, 'utf8'))
    await this.page.addInitScript({ content: `(${installShim})(${JSON.stringify(names)}, ${source})` })
  }

  send(channel: string, args: unknown[], port?: MessagePort): void {
    const message: ToPage = { kind: 'message', channel, args }
    this.#queue(port ? { ...message, port: this.#adopt(port) } : message)
  }

  #hear(message: FromPage, ears: PageEars): unknown {
    if (message.kind === 'invoke') return ears.invoked(message.channel, message.args)
    if (message.kind === 'send') return ears.sent(message.channel, message.args)
    return this.#ports.get(message.port)?.postMessage(fromWire(message.data))
  }

  #adopt(port: MessagePort): number {
    const id = this.#nextPort++
    this.#ports.set(id, port)
    port.on('message', (data: string | Uint8Array) =>
      this.#queue({ kind: 'port', port: id, data: toWire(data) }),
    )
    return id
  }

  #dropPorts(): void {
    for (const port of this.#ports.values()) port.close()
    this.#ports.clear()
    this.#waiting = []
  }

  #queue(message: ToPage): void {
    this.#waiting.push(message)
    if (!this.#sending) void this.#flush()
  }

  async #flush(): Promise<void> {
    this.#sending = true
    try {
      while (this.#waiting.length > 0) {
        const bundle = this.#waiting
        this.#waiting = []
        await this.page.evaluate(
          // biome-ignore lint/suspicious/noExplicitAny: the page's own global, put there by the shim
          ([receiver, messages]) => (globalThis as any)[receiver](messages),
          [RECEIVER, bundle] as const,
        )
      }
    } catch {
      // The page has gone or is loading anew; what was meant for it has no reader.
    } finally {
      this.#sending = false
    }
  }
}

function toWire(data: string | Uint8Array): Wire {
  return typeof data === 'string' ? { text: data } : { bytes: Buffer.from(data).toString('base64') }
}

function fromWire(wire: Wire): string | Uint8Array {
  return 'text' in wire ? wire.text : new Uint8Array(Buffer.from(wire.bytes, 'base64'))
}
