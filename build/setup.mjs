/** Owns getting a fresh clone ready: packages, builds, a browser for tests. Each only when it is missing or stale. */

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { findBrowser } from './browser.mjs'
import { withLock } from './lock.mjs'

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const MODULES = join(ROOT, 'node_modules')

/** The pinned Node 24, which runs TypeScript as it is. Named by its own path: a shell may remember another `node`. */
export const PINNED_NODE = join(MODULES, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

/** What each build is made of and how it is made; a change of any source makes it stale. */
const BUILDS = {
  renderer: {
    out: 'out/renderer',
    sources: ['renderer', 'shared', 'build/renderer.config.ts', 'package.json', 'package-lock.json'],
    configs: ['build/renderer.config.ts'],
  },
  electron: {
    out: 'out/electron',
    sources: [
      'electron',
      'shared',
      'build/electron.config.ts',
      'build/preload.config.ts',
      'package-lock.json',
    ],
    configs: ['build/electron.config.ts', 'build/preload.config.ts'],
  },
}

/**
 * Makes ready what is asked for; does nothing that is done already. Everything it has to say goes to stderr,
 * because stdout belongs to the program that runs afterwards.
 * @param {{ renderer?: boolean, electron?: boolean, browser?: boolean }} [wanted]
 * @returns {Promise<{ browser?: string }>} path of a Chromium, when one was asked for
 */
export async function ensure(wanted = {}) {
  const builds = Object.keys(BUILDS).filter((name) => wanted[name])
  if (!(await modulesCurrent()) || (await anyStale(builds))) {
    await withLock(join(ROOT, '.setup-lock'), async () => {
      if (!(await modulesCurrent())) await installModules()
      for (const name of builds) await build(name)
    })
  }
  return wanted.browser ? { browser: await findBrowser(PINNED_NODE, ROOT) } : {}
}

async function anyStale(builds) {
  for (const name of builds) if (!(await buildCurrent(name))) return true
  return false
}

/**
 * Runs a program; resolves with its exit code.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ['ignore', process.stderr, process.stderr],
      ...options,
    })
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
}

async function modulesStamp() {
  const lock = await readFile(join(ROOT, 'package-lock.json'))
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform} ${process.arch}`
}

async function modulesCurrent() {
  const stamp = await modulesStamp()
  const found = await readFile(join(MODULES, '.gallop-stamp'), 'utf8').catch(() => '')
  if (found === stamp && existsSync(PINNED_NODE)) return true
  if (!(await installedMatchesLock()) || !(await installNode())) return false
  await writeFile(join(MODULES, '.gallop-stamp'), stamp)
  return true
}

/** Someone may have run npm themselves; npm's own note of what it installed tells whether it fits. */
async function installedMatchesLock() {
  try {
    const wanted = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')).packages
    const found = JSON.parse(await readFile(join(MODULES, '.package-lock.json'), 'utf8')).packages
    return Object.entries(wanted).every(
      ([path, entry]) => path === '' || entry.optional || found[path]?.version === entry.version,
    )
  } catch {
    return false
  }
}

async function installModules() {
  console.error('Installing packages (once; a minute or two) …')
  const windows = process.platform === 'win32'
  const code = await run(windows ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund'], {
    env: { ...process.env, NODE_ENV: '' },
    shell: windows,
  })
  if (code !== 0 || !(await installNode())) {
    throw new Error(
      'Packages could not be installed (see above). Check the network and npm’s proxy settings.',
    )
  }
  await writeFile(join(MODULES, '.gallop-stamp'), await modulesStamp())
}

/** The package of Node brings its binary in a script of its own, and `.npmrc` lets none run by itself. */
async function installNode() {
  if (existsSync(PINNED_NODE)) return true
  const code = await run(process.execPath, ['installArchSpecificPackage.js'], { cwd: join(MODULES, 'node') })
  return code === 0 && existsSync(PINNED_NODE)
}

async function sourcesHash(sources) {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const file of await filesOf(join(ROOT, source))) {
      hash.update(`${file.slice(ROOT.length)}\0`).update(await readFile(file))
    }
  }
  return hash.digest('hex')
}

async function filesOf(path) {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => undefined)
  if (!entries) return existsSync(path) ? [path] : []
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
}

async function buildCurrent(name) {
  const { out, sources } = BUILDS[name]
  const found = await readFile(join(ROOT, out, '.stamp'), 'utf8').catch(() => '')
  return found !== '' && found === (await sourcesHash(sources))
}

/** Builds beside the old one and swaps, so that a running host hardly misses its page. */
async function build(name) {
  if (await buildCurrent(name)) return
  const { out, sources, configs } = BUILDS[name]
  console.error(`Building ${out} …`)
  const stamp = await sourcesHash(sources)
  const target = join(ROOT, out)
  const fresh = `${target}.new`
  await rm(fresh, { recursive: true, force: true })
  for (const config of configs) {
    const vite = join(MODULES, 'vite', 'bin', 'vite.js')
    const args = [vite, 'build', '--logLevel', 'warn', '--config', config, '--outDir', fresh]
    const code = await run(PINNED_NODE, args)
    if (code !== 0) throw new Error(`${out} could not be built (see above).`)
  }
  await writeFile(join(fresh, '.stamp'), stamp)
  await rm(target, { recursive: true, force: true })
  await rename(fresh, target)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const wanted = Object.fromEntries(process.argv.slice(2).map((name) => [name, true]))
  ensure(wanted).catch((error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}
