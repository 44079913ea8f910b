/** Owns running `gallop` as its users do: a process, its words, its exit status. */

import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

export type JsonLine = { event: string } & Record<string, unknown>

export type Ran = { status: number | null; stdout: string; stderr: string; events: JsonLine[] }

export type Running = {
  child: ChildProcess
  /** The first JSON line with that event, printed already or still to come. */
  event(name: string): Promise<JsonLine>
  ended: Promise<Ran>
}

/** Nothing of the tester's own keys and services reaches a test. */
export const TESTERS_OWN = ['DASHSCOPE_API_KEY', 'HTTP_PROXY', 'HTTPS_PROXY']

function environment(extra: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours = Object.entries(process.env).filter(([name]) => !TESTERS_OWN.includes(name))
  return { ...Object.fromEntries(ours), GALLOP_KEYS: 'file', CI: '1', ...extra }
}

/** Starts `gallop` from source. */
export function startGallop(args: readonly string[], extra: NodeJS.ProcessEnv = {}): Running {
  const child = spawn(process.execPath, [join(ROOT, 'electron', 'cli.ts'), ...args], {
    cwd: ROOT,
    env: environment(extra),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const events: JsonLine[] = []
  const waiting = new Map<string, (line: JsonLine) => void>()
  let rest = ''
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('utf8')).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines.filter((one) => one.startsWith('{'))) {
      const event = JSON.parse(line) as JsonLine
      events.push(event)
      waiting.get(event.event)?.(event)
    }
  })
  const exited = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)))
  const ended = Promise.all([exited, text(child.stdout), text(child.stderr)]).then(
    ([status, stdout, stderr]): Ran => ({ status, stdout, stderr, events }),
  )
  const event = async (name: string) => {
    const seen = events.find((one) => one.event === name)
    if (seen) return seen
    const coming = new Promise<JsonLine>((resolve) => waiting.set(name, resolve))
    const gone = ended.then((ran) => {
      throw new Error(`gallop ended with ${ran.status} before “${name}”: ${ran.stderr}`)
    })
    return Promise.race([coming, gone])
  }
  return { child, event, ended }
}

/** Runs `gallop` to its end. */
export function gallop(args: readonly string[], extra: NodeJS.ProcessEnv = {}): Promise<Ran> {
  return startGallop(args, extra).ended
}
