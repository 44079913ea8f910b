/** Owns what the terminal says: people's words, or one JSON object a line and nothing else on stdout. */

import type { AppErrorData } from '#shared/app-error.ts'
import { wordsFor } from '#shared/app-error.ts'

/** Where the words go; a test gives its own. */
export type Streams = {
  stdout: NodeJS.WritableStream & { isTTY?: boolean }
  stderr: NodeJS.WritableStream & { isTTY?: boolean }
  stdin: NodeJS.ReadableStream & { isTTY?: boolean }
}

export type JsonEvent = { event: string } & Record<string, unknown>

export type Output = {
  json: boolean
  streams: Streams
  /** Words for people: stdout, or stderr while stdout carries JSON. */
  say(line: string): void
  /** What went wrong, always on stderr. */
  complain(line: string): void
  /** One JSON line; nothing without `--json`. */
  emit(event: JsonEvent): void
}

/** Makes an output. A reader that has gone away (EPIPE) is no error of ours: the work goes on in silence. */
export function openOutput(streams: Streams, json: boolean): Output {
  for (const stream of [streams.stdout, streams.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
  const complain = (line: string) => void streams.stderr.write(`${line}\n`)
  return {
    json,
    streams,
    complain,
    say: (line) => (json ? complain(line) : void streams.stdout.write(`${line}\n`)),
    emit: (event) => {
      if (json) streams.stdout.write(`${JSON.stringify(event)}\n`)
    },
  }
}

/** An error as three sentences: what, why, what to do. */
export function errorLines(error: AppErrorData): string {
  const { what, why, fix } = wordsFor(error)
  const requestId = error.requestId ? `\n  Request id: ${error.requestId}` : ''
  return `${what}.\n  ${why}\n  ${fix}${requestId}`
}

/** The same on one line, for lists. */
export function errorLine(error: AppErrorData): string {
  const { what, why } = wordsFor(error)
  return `${what}: ${why}`
}
