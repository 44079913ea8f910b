/** Owns the window that benchmarks look into: the browser host in a Chromium of this machine. */

import { type BrowserContextOptions, chromium } from 'playwright'
import { type Host, type HostOptions, openBrowserHost } from '#test/e2e/support/hosts.ts'
import { installedBrowser } from '../../build/browser.mjs'
import { type Entry, progress } from './measure.ts'

const WINDOW: BrowserContextOptions = { viewport: { width: 1440, height: 900 } }

/** Opens the studio, lets `measure` look at it, and ends both. Nothing is measured, and that is said, where there is no browser. */
export async function inWindow(
  options: HostOptions,
  measure: (host: Host) => Promise<Entry[]>,
): Promise<Entry[]> {
  const executablePath = installedBrowser()
  if (!executablePath) {
    progress('No Chromium, Chrome or Edge was found, so no room was opened. Name one in GALLOP_TEST_BROWSER.')
    return []
  }
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const browser = await chromium.launch({ executablePath, args })
  try {
    const host = await openBrowserHost(options, await browser.newContext(WINDOW))
    try {
      return await measure(host)
    } finally {
      await host.stop()
    }
  } finally {
    await browser.close()
  }
}
