/** Owns the law of imports: which folder may know which, and what to do instead. */

import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** One rule: the files it binds, what they may import, what to do instead. The first rule that binds a file holds. */
type Law = { files: RegExp; may: RegExp; instead: string }

const ENGINE_SHARED = String.raw`electron/engine/(ports|clock|log)\.ts`
const ENGINE_LIBRARIES =
  '(better-sqlite3|sharp|undici|zod|@orpc/(server|contract|client)|mediabunny|@mediabunny/server|sanitize-filename|uuid|file-type|p-map)'

const anyOf = (...parts: string[]) => new RegExp(`^(${parts.join('|')})`)
const engine = (...folders: string[]) =>
  anyOf(
    'node:',
    'shared/',
    ENGINE_LIBRARIES,
    ENGINE_SHARED,
    ...folders.map((folder) => `electron/engine/${folder}/`),
  )

const LAWS: Law[] = [
  {
    files: /^shared\//,
    may: anyOf('shared/', 'zod$', '@orpc/contract$'),
    instead:
      'shared/ is pure: pass what it needs as an argument, or move the code to its host or the engine.',
  },
  {
    files: /^electron\/engine\/pipeline\//,
    may: engine('pipeline', 'database', 'happyhorse', 'library'),
    instead:
      'The pipeline knows database, happyhorse and library, and gets media handed in; commands call it, never the other way.',
  },
  ...['database', 'happyhorse', 'preflight', 'library', 'media'].map((leaf) => ({
    files: new RegExp(`^electron/engine/${leaf}/`),
    may: engine(leaf),
    instead: `${leaf}/ is a leaf: let pipeline/ or commands/ bring the two together.`,
  })),
  {
    files: /^electron\/engine\//,
    may: anyOf('node:', 'shared/', 'electron/engine/', ENGINE_LIBRARIES),
    instead: 'The engine is headless: hosts hand it what it needs through engine/ports.ts.',
  },
  {
    files: /^electron\/rehearsal\//,
    may: anyOf(
      'node:',
      'shared/',
      'electron/rehearsal/',
      '(hono|@hono/node-server|sharp|mediabunny|@mediabunny/server|zod|busboy|undici|uuid|better-sqlite3|node-av)',
    ),
    instead: 'The rehearsal service meets the engine over HTTP only.',
  },
  {
    files: /^electron\/preload\.ts$/,
    may: anyOf('electron$', String.raw`electron/desktop/channels\.ts$`, String.raw`shared/host\.ts$`),
    instead:
      'The preload is bundled alone: it takes names from desktop/channels.ts and types from shared/host.ts.',
  },
  {
    files: /^electron\/(main\.ts$|desktop\/)/,
    may: anyOf(
      'node:',
      'electron$',
      'shared/',
      'electron/(desktop|hosting)/',
      String.raw`electron/(environment|engine/engine|engine/ports)\.ts`,
      '(hono|@orpc/server|zod)',
    ),
    instead:
      'The desktop host knows of the engine engine.ts and ports.ts alone; what hosts share is in hosting/.',
  },
  {
    files: /^electron\/hosting\//,
    may: anyOf(
      'node:',
      'shared/',
      'electron/hosting/',
      'electron/rehearsal/server.ts',
      String.raw`electron/engine/(engine|ports)\.ts`,
      '(hono|@hono/node-server|@napi-rs/keyring|zod|uuid|sanitize-filename|trash$)',
    ),
    instead:
      'What hosts share knows of the engine engine.ts and ports.ts alone, and nothing of Electron: what fills a port is written here.',
  },
  {
    files: /^electron\/(terminal\/|[\w-]+\.ts$)/,
    may: anyOf(
      'node:',
      'shared/',
      'electron/(terminal|hosting)/',
      String.raw`electron/(serve|environment|engine/engine|engine/ports)\.ts`,
      String.raw`electron/rehearsal/(server|scenarios)\.ts`,
      '(hono|@hono/node-server|@orpc/(server|client)|commander|cli-progress|open|zod)',
    ),
    instead: 'Hosts know of the engine engine.ts and ports.ts alone, and never import electron.',
  },
  {
    files: /^renderer\/ui\//,
    may: anyOf('renderer/ui/', 'react', 'lucide-react', '.*\\.css$'),
    instead: 'ui/ takes props and gives events; let a feature bring data and words.',
  },
  {
    files: /^renderer\/frames\//,
    may: anyOf('renderer/frames/', 'mediabunny$'),
    instead: 'frames/ decodes, keeps time and draws; components bring it ids, addresses and canvases.',
  },
  {
    files: /^renderer\/stores\//,
    may: anyOf('renderer/stores/', 'shared/', 'zustand'),
    instead: 'Stores hold what sync.ts brings; they call nothing.',
  },
]

/** Value and type imports alike: a type drags its module's meaning along. */
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

function importsOf(file: string): string[] {
  const source = readFileSync(join(ROOT, file), 'utf8')
  return [...source.matchAll(IMPORT)].map(([, plain, dynamic]) => resolved(file, plain ?? dynamic ?? ''))
}

/** A path from the root for our own files; the name for packages. */
function resolved(file: string, specifier: string): string {
  if (specifier.startsWith('#')) return specifier.slice(1)
  if (!specifier.startsWith('.')) return specifier
  return posix(relative(ROOT, join(ROOT, dirname(file), specifier)))
}

function posix(path: string): string {
  return path.split(sep).join('/')
}

function sources(): string[] {
  const found = globSync('{shared,electron,renderer}/**/*.{ts,tsx}', { cwd: ROOT })
  return found.map(posix).filter((file) => !file.endsWith('.d.ts'))
}

/** Every breach as a sentence that names the way out. */
function breaches(files: readonly string[], read: (file: string) => string[]): string[] {
  return files.flatMap((file) => {
    const law = LAWS.find(({ files: bound }) => bound.test(file))
    if (!law) return []
    return read(file)
      .filter((name) => !law.may.test(name))
      .map((name) => `${file} imports ${name}. ${law.instead}`)
  })
}

/** Features do not know each other. */
function featureBreaches(files: readonly string[]): string[] {
  const featureOf = (path: string) => /^renderer\/features\/([\w-]+)\//.exec(path)?.[1]
  return files.flatMap((file) => {
    const own = featureOf(file)
    if (!own) return []
    return importsOf(file)
      .filter((name) => featureOf(name) !== undefined && featureOf(name) !== own)
      .map((name) => `${file} imports ${name}. Features do not know each other: app.tsx composes them.`)
  })
}

describe('the law of imports', () => {
  test('every folder imports only what it may know', () => {
    expect(breaches(sources(), importsOf)).toEqual([])
  })

  test('no feature imports another feature', () => {
    expect(featureBreaches(sources())).toEqual([])
  })

  test('nothing but the desktop host and its preload imports electron', () => {
    const outside = sources().filter((file) => !/^electron\/(main\.ts|preload\.ts|desktop\/)/.test(file))
    expect(outside.filter((file) => importsOf(file).includes('electron'))).toEqual([])
  })

  test('a breach is told with the module that should be used instead', () => {
    const told = breaches(['electron/engine/media/probe.ts'], () => ['electron/engine/database/jobs.ts'])
    expect(told).toEqual([
      'electron/engine/media/probe.ts imports electron/engine/database/jobs.ts. ' +
        'media/ is a leaf: let pipeline/ or commands/ bring the two together.',
    ])
  })

  test('imports are found in every form they are written in', () => {
    const found = importsOf('test/support/electron-double/electron.ts')
    expect(found).toContain('test/support/electron-double/natives.ts')
  })
})
