/** Owns the desktop host: one window on one studio, from start to a quit that leaves nothing half done. */

import { once } from 'node:events'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { app, BrowserWindow, dialog, powerMonitor, shell } from 'electron'
import { AppError, toAppError } from '#shared/app-error.ts'
import type { HostFacts } from '#shared/host.ts'
import { errorWordsIn } from '#shared/host-words.ts'
import { answerPage } from './desktop/bridge.ts'
import { systemLanguage } from './desktop/language.ts'
import { showMenus } from './desktop/menu.ts'
import { declareScheme, serveScheme } from './desktop/protocol.ts'
import { openSafeVault } from './desktop/safe-vault.ts'
import { denyPermissions, openWindow, preloadPath } from './desktop/window.ts'
import { type Environment, readEnvironment } from './environment.ts'
import { pageApp } from './hosting/page-app.ts'
import { PAGE_FOLDER, PROJECT_ROOT } from './hosting/project-root.ts'
import { openStudio, type Studio } from './hosting/studio.ts'

const FACTS: HostFacts = {
  kind: 'electron',
  capabilities: {
    reveal: true,
    dropPaths: true,
    pickFolder: true,
    browseFolders: false,
    notifications: true,
    dragOut: true,
    menu: true,
  },
  platform: process.platform,
}

// Chromium and the system add words of their own to the command line; only ours are read.
const { values: flags } = parseArgs({
  args: process.argv.slice(1),
  options: {
    data: { type: 'string' },
    'poll-seconds': { type: 'string' },
    'rehearsal-speed': { type: 'string' },
    'rehearsal-clips': { type: 'string' },
  },
  strict: false,
  allowPositionals: true,
})
/** Nothing, as from a variable that is not set, would be the folder the program was started in, or the usual one. */
function dataFolder(fallback: string): string {
  if (flags.data === undefined) return fallback
  const named = text(flags.data)?.trim() ? text(flags.data) : undefined
  if (named === undefined) throw new AppError('folder-unnamed')
  return named
}
const text = (value: string | boolean | undefined) => (typeof value === 'string' ? value : undefined)

try {
  const environment = readEnvironment()
  launch({ ...environment, dataFolder: dataFolder(environment.dataFolder) })
} catch (thrown) {
  void endWith(thrown)
}

function launch(environment: Environment): void {
  // What Chromium keeps is no concern of the other hosts, and the single-instance lock goes with it.
  app.setPath('userData', join(environment.dataFolder, 'desktop'))
  declareScheme()
  if (app.requestSingleInstanceLock()) run(environment)
  else app.quit()
}

/** What keeps the studio from opening is told in a box, for there is no page to do it. */
async function endWith(thrown: unknown): Promise<void> {
  await app.whenReady()
  const { what, why, fix } = errorWordsIn(systemLanguage(), toAppError(thrown).toJSON())
  dialog.showErrorBox(what, `${why}\n\n${fix}`)
  app.quit()
}

function run(environment: Environment): void {
  let studio: Studio | undefined
  app.on('second-instance', showWindow)
  app.on('activate', showWindow)
  app.on('window-all-closed', () => app.quit())
  quitOnlyWhenStopped(async () => {
    await studio?.close()
    studio = undefined
  })
  app
    .whenReady()
    .then(async () => {
      studio = await begin(environment)
    })
    .catch(endWith)
}

async function begin(environment: Environment): Promise<Studio> {
  denyPermissions()
  showMenus(systemLanguage())
  const studio = await openStudio(studioOptions(environment))
  serveScheme(
    pageApp({ engine: studio.engine, facts: FACTS, pageFolder: environment.pageFolder ?? PAGE_FOLDER }),
  )
  answerPage(studio.engine)
  studio.engine.start()
  // After a sleep everything that was due meanwhile is due now.
  powerMonitor.on('resume', () => studio.engine.nudge())
  await openWindow({ dataFolder: environment.dataFolder, preload: preloadPath(PROJECT_ROOT) })
  return studio
}

function studioOptions({ dataFolder, proxy, keysInFile, key }: Environment) {
  const numbers = {
    pollSeconds: Number(text(flags['poll-seconds'])) || undefined,
    rehearsalSpeed: Number(text(flags['rehearsal-speed'])) || undefined,
  }
  return {
    dataFolder,
    proxy,
    keysInFile,
    vault: openSafeVault(dataFolder),
    trash: (path: string) => shell.trashItem(path),
    ...(key ? { key } : {}),
    ...(numbers.pollSeconds ? { pollSeconds: numbers.pollSeconds } : {}),
    ...(numbers.rehearsalSpeed ? { rehearsalSpeed: numbers.rehearsalSpeed } : {}),
    ...(text(flags['rehearsal-clips']) === 'tiny' ? { rehearsalClips: 'tiny' as const } : {}),
  }
}

function showWindow(): void {
  const window = BrowserWindow.getAllWindows()[0]
  if (window?.isMinimized()) window.restore()
  window?.focus()
}

/** The first quit closes the windows and waits for the pipeline to write down its end; then the program may go. */
function quitOnlyWhenStopped(stop: () => Promise<void>): void {
  let isStopping = false
  let stopped = false
  app.on('before-quit', (event) => {
    if (stopped) return
    event.preventDefault()
    // The last window that closes asks to quit as well.
    if (isStopping) return
    isStopping = true
    closeWindows()
      .then(stop)
      .finally(() => {
        stopped = true
        app.quit()
      })
  })
}

/** Their pages save what is not saved yet; that needs an engine which still answers. */
async function closeWindows(): Promise<void> {
  const windows = BrowserWindow.getAllWindows()
  const closed = windows.map((window) => once(window, 'closed'))
  for (const window of windows) window.close()
  await Promise.all(closed)
}
