/** Owns running `gallop` without a process of its own: the same command line, words and exit status, and no start to wait for. */

import { PassThrough } from 'node:stream'
import { vi } from 'vitest'
import { runTerminal } from '#electron/terminal/program.ts'
import { type JsonLine, type Ran, TESTERS_OWN } from './gallop-process.ts'

/**
 * Runs it to its end. What only a process can show (its signals, its port, its lock) is not for here. `typed`: somebody
 * sits at the terminal and answers so.
 */
export async function gallopWithin(
  args: readonly string[],
  extra: Record<string, string> = {},
  typed?: string,
): Promise<Ran> {
  for (const name of TESTERS_OWN) vi.stubEnv(name, undefined)
  for (const [name, value] of Object.entries({ GALLOP_KEYS: 'file', CI: '1', ...extra }))
    vi.stubEnv(name, value)
  const stdin = Object.assign(new PassThrough(), { isTTY: typed !== undefined })
  stdin.end(typed)
  const stdout = kept()
  const stderr = kept()
  const shown = Object.assign(stderr.stream, { isTTY: typed !== undefined })
  const status = await runTerminal(args, { stdin, stdout: stdout.stream, stderr: shown })
  const lines = stdout.text().split('\n')
  const events = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as JsonLine)
  return { status, stdout: stdout.text(), stderr: stderr.text(), events }
}

function kept() {
  const chunks: string[] = []
  const stream = new PassThrough({ encoding: 'utf8' })
  stream.on('data', (chunk: string) => chunks.push(chunk))
  return { stream, text: () => chunks.join('') }
}
