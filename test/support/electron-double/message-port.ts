/** Owns Electron's message channel, made of Node's: a port that is an event emitter and starts when told. */

import { EventEmitter } from 'node:events'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import type Electron from 'electron'

/** A port as the main process holds it; {@link port} is what really carries the messages. */
export class MessagePortMain extends EventEmitter {
  readonly port: MessagePort

  constructor(port: MessagePort) {
    super()
    this.port = port
    port.on('close', () => this.emit('close'))
  }

  start(): void {
    this.port.on('message', (data: unknown) => this.emit('message', { data, ports: [] }))
  }

  close(): void {
    this.port.close()
  }

  postMessage(message: unknown): void {
    this.port.postMessage(message)
  }
}

type PortMethods = Pick<Electron.MessagePortMain, 'start' | 'close' | 'postMessage'>

/** Two ports that hear each other. */
export class MessageChannelMain {
  readonly port1: MessagePortMain & PortMethods
  readonly port2: MessagePortMain & PortMethods

  constructor() {
    const { port1, port2 } = new MessageChannel()
    this.port1 = new MessagePortMain(port1)
    this.port2 = new MessagePortMain(port2)
  }
}
