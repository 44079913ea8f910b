/** Owns finding a Chromium for the end-to-end tests, and getting one where there is none. */

import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
]

/** Where each system's installers put Chrome, Edge and Chromium. */
function usualPlaces() {
  const { env } = process
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Microsoft Edge', 'Chromium'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    )
  }
  if (process.platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean)
    const tails = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe']
    return roots.flatMap((root) => tails.map((tail) => join(root, tail)))
  }
  return []
}

function runnable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Path of a Chromium, Chrome or Edge that is there already; undefined when there is none. */
export function installedBrowser() {
  const given = process.env.GALLOP_TEST_BROWSER
  if (given) return runnable(given) ? given : undefined
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [...usualPlaces(), ...(process.platform === 'win32' ? [] : onPath)].find(runnable)
}

function quietly(command, args) {
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', process.stderr, process.stderr],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  return status === 0
}

function installWithApt() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return undefined
  console.error('Installing Chromium (once) …')
  quietly('apt-get', ['update', '-q'])
  return quietly('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'])
    ? installedBrowser()
    : undefined
}

function installWithPlaywright(node, root) {
  console.error('Downloading Chromium (once) …')
  const cli = join(root, 'node_modules', 'playwright', 'cli.js')
  if (!quietly(node, [cli, 'install', 'chromium'])) return undefined
  const where = "import('playwright').then(({ chromium }) => process.stdout.write(chromium.executablePath()))"
  const { stdout } = spawnSync(node, ['--input-type=module', '-e', where], { cwd: root, encoding: 'utf8' })
  return stdout && existsSync(stdout) ? stdout : undefined
}

/**
 * Path of an installed Chromium, Chrome or Edge; installs one where there is none.
 * @param {string} node
 * @param {string} root
 */
export async function findBrowser(node, root) {
  const found = installedBrowser() ?? installWithApt() ?? installWithPlaywright(node, root)
  if (found) return found
  throw new Error(
    'No Chromium, Chrome or Edge was found and none could be installed; the end-to-end tests need one. ' +
      'Install one, or name it in GALLOP_TEST_BROWSER.',
  )
}
