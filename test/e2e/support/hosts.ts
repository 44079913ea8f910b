/** Owns starting a studio for a story: in the browser host, through the Electron double, or in Electron itself. */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { _electron, type Browser, type BrowserContext, chromium, type Page } from 'playwright'
import { PATHS } from '#test/support/electron-double/page-shim.ts'
import type { DoubleNews, StoryWord } from '#test/support/electron-double/story-line.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const NODE = join(ROOT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

export type HostKind = 'browser' | 'double' | 'electron'

export type HostOptions = {
  /** Job table, keys, rehearsal: everything that outlives the studio. */
  dataFolder: string
  /** Divides the rehearsal's times. */
  speed: number
  /** `tiny`: ready-made clips, for stories that do not look at them. */
  clips: 'full' | 'tiny'
  /** Null: as often as the host would by itself. */
  pollSeconds: number | null
}

export type Host = {
  kind: HostKind
  page: Page
  /** What the desktop was asked to do; empty in the browser host. */
  news: DoubleNews[]
  /** Says what the user answers in native dialogs and menus. Only through the double. */
  say(word: StoryWord): void
  /** Tells the page where the files it is about to be given lie. Only through the double. */
  knowPaths(paths: Record<string, string>): Promise<void>
  /** What the host has said on stderr so far. */
  words(): string
  /** Ends the studio as its user would: everything is written down. */
  stop(): Promise<void>
  /** Ends it as a power cut would. */
  kill(): Promise<void>
}

function environment(): Record<string, string> {
  const { DASHSCOPE_API_KEY: _key, HTTP_PROXY: _http, HTTPS_PROXY: _https, ...env } = process.env
  // A studio that starts again and again need not strip the same types each time.
  const compiled = join(ROOT, 'node_modules', '.cache', 'gallop-tests')
  const set = Object.entries({ NODE_COMPILE_CACHE: compiled, ...env, GALLOP_KEYS: 'file', CI: '1' })
  return Object.fromEntries(set.filter((entry): entry is [string, string] => entry[1] !== undefined))
}

function flags({ dataFolder, speed, clips, pollSeconds }: HostOptions): string[] {
  const poll = pollSeconds === null ? [] : ['--poll-seconds', String(pollSeconds)]
  const numbers = ['--rehearsal-speed', String(speed), ...poll]
  return ['--data', dataFolder, '--rehearsal-clips', clips, ...numbers]
}

function wordsOf(child: ChildProcess): () => string {
  let words = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    words += chunk.toString('utf8')
  })
  return () => words
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

/** `gallop serve`, entered by its printed address in a page of `context`. */
export async function openBrowserHost(options: HostOptions, context: BrowserContext): Promise<Host> {
  const args = [
    join(ROOT, 'electron', 'cli.ts'),
    'serve',
    '--no-open',
    '--port',
    '0',
    '--json',
    ...flags(options),
  ]
  const child = spawn(NODE, args, { cwd: ROOT, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] })
  const words = wordsOf(child)
  const page = await context.newPage()
  await page.goto(await printedAddress(child, words))
  await page.waitForURL((url) => url.pathname === '/' && url.search === '')
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    await page.close()
    child.kill(signal)
    await ended(child)
  }
  return {
    kind: 'browser',
    page,
    words,
    news: [],
    say: onlyDouble,
    knowPaths: async () => {},
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  }
}

async function printedAddress(child: ChildProcess, words: () => string): Promise<string> {
  if (!child.stdout) throw new Error('The host has no stdout')
  for await (const line of createInterface({ input: child.stdout })) {
    const event = JSON.parse(line) as { event: string; url?: string }
    if (event.event === 'serve.listening' && event.url) return event.url
  }
  await ended(child)
  throw new Error(`The host ended before it listened (exit ${child.exitCode}): ${words()}`)
}

/** `main.ts` and the preload, unmodified, on the double of Electron. */
export async function openDoubleHost(options: HostOptions): Promise<Host> {
  const register = new URL('../../support/electron-double/register.ts', import.meta.url).href
  const args = ['--import', register, join(ROOT, 'electron', 'main.ts'), ...flags(options)]
  const child = spawn(NODE, args, {
    cwd: ROOT,
    env: environment(),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const words = wordsOf(child)
  const news: DoubleNews[] = []
  child.on('message', (message) => news.push(message as DoubleNews))
  const { browser, page } = await doublePage(child, news)
  return {
    kind: 'double',
    page,
    words,
    news,
    say: (word) => void child.send(word),
    knowPaths: async (paths) => {
      // biome-ignore lint/suspicious/noExplicitAny: the page's own global, read by the double's preload
      await page.evaluate(([name, known]) => ((globalThis as any)[name] = known), [PATHS, paths] as const)
    },
    stop: async () => {
      child.send({ kind: 'quit' } satisfies StoryWord)
      await ended(child)
      await browser.close()
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended(child)
      await browser.close()
    },
  }
}

async function doublePage(
  child: ChildProcess,
  news: DoubleNews[],
): Promise<{ browser: Browser; page: Page }> {
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`The desktop host ended before its window opened (exit ${code})`)
  })
  for (;;) {
    const window = news.find((one) => one.kind === 'window')
    if (!window) {
      await Promise.race([once(child, 'message'), gone])
      continue
    }
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${window.debugPort}`)
    const page = browser.contexts()[0]?.pages()[0]
    if (!page) throw new Error('The desktop host has no page')
    return { browser, page }
  }
}

/** The real thing. */
export async function openElectronHost(options: HostOptions): Promise<Host> {
  const executablePath = process.env.GALLOP_ELECTRON
  if (!executablePath) throw new Error('Run these stories with “npm run test:electron”.')
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const electron = await _electron.launch({
    executablePath,
    args: [...sandbox, ROOT, ...flags(options)],
    env: environment(),
  })
  return {
    kind: 'electron',
    page: await electron.firstWindow(),
    words: wordsOf(electron.process()),
    news: [],
    say: onlyDouble,
    knowPaths: async () => {},
    stop: () => electron.close(),
    kill: async () => {
      electron.process().kill('SIGKILL')
      await ended(electron.process())
    },
  }
}

function onlyDouble(): never {
  throw new Error('Only the double of Electron can be told what the user answers')
}
