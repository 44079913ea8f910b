/** Owns whether this machine can run Electron: its binary, where it is or can be had, and a screen. */

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { PINNED_NODE, ROOT } from './setup.mjs'

const FOLDER = join(ROOT, 'node_modules', 'electron')
const FAILED_STAMP = join(ROOT, 'node_modules', '.gallop-electron-failed')
/** After a failed download the next start does not wait for another one that day. */
const RETRY_AFTER_MS = 24 * 60 * 60 * 1000
const PROBE_MS = 5_000
/** Some 120 MB. */
const DOWNLOAD_MS = 120_000

/** Path of the installed binary; undefined when there is none. */
export function installedElectron() {
  try {
    const given = process.env.ELECTRON_OVERRIDE_DIST_PATH
    const require = createRequire(join(ROOT, 'package.json'))
    const { readFileSync } = require('node:fs')
    const name = readFileSync(join(FOLDER, 'path.txt'), 'utf8').trim()
    const path = join(given ?? join(FOLDER, 'dist'), name)
    return existsSync(path) ? path : undefined
  } catch {
    return undefined
  }
}

/**
 * Finds or fetches the binary.
 * @returns {Promise<{ path: string } | { why: string }>} why is half a sentence
 */
export async function getElectron() {
  const installed = installedElectron()
  if (installed) return { path: installed }
  if (await failedLately()) return { why: 'its download failed earlier today' }
  if (!(await reachable())) return { why: 'its binary is not here and its download site cannot be reached' }
  console.error('Downloading Electron (once; about 120 MB) …')
  await download()
  const fetched = installedElectron()
  if (fetched) return { path: fetched }
  await writeFile(FAILED_STAMP, String(Date.now()))
  return { why: 'its binary could not be downloaded' }
}

async function failedLately() {
  const at = Number(await readFile(FAILED_STAMP, 'utf8').catch(() => '0'))
  return Date.now() - at < RETRY_AFTER_MS
}

/** Mirrors and proxies are the installer's own affair; there, only trying tells. */
async function reachable() {
  const { env } = process
  if (env.ELECTRON_MIRROR || env.npm_config_electron_mirror || env.HTTPS_PROXY || env.https_proxy) return true
  try {
    await fetch('https://github.com/electron/electron', {
      method: 'HEAD',
      signal: AbortSignal.timeout(PROBE_MS),
    })
    return true
  } catch {
    return false
  }
}

function download() {
  return new Promise((resolve) => {
    const child = spawn(PINNED_NODE, [join(FOLDER, 'install.js')], {
      cwd: ROOT,
      stdio: 'ignore',
      timeout: DOWNLOAD_MS,
      env: { ...process.env, ELECTRON_GET_USE_PROXY: '1' },
    })
    child.on('error', resolve)
    child.on('close', resolve)
  })
}

/** Why a window cannot be opened here whatever binary there is; undefined when it can. */
export function windowless() {
  const { env } = process
  if (process.platform !== 'linux') return undefined
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display'
  if (process.getuid?.() === 0) return 'it does not run as root'
  return undefined
}
