/** Owns the Chromium behind the double: one browser, its profile where Electron would keep it. */

import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright'
import { paths } from './paths.ts'

export type ChromiumPage = { page: Page; debugPort: number }

let running: { context: BrowserContext; debugPort: number } | undefined

/** Opens the page; stories reach it over the debugging port. */
export async function openChromiumPage(
  viewport: { width: number; height: number },
  mayCopy: boolean,
): Promise<ChromiumPage> {
  const debugPort = await freePort()
  const { GALLOP_TEST_BROWSER: executablePath } = process.env
  const context = await chromium.launchPersistentContext(join(paths.userData, 'chromium'), {
    ...(executablePath ? { executablePath } : {}),
    viewport,
    args: [
      `--remote-debugging-port=${debugPort}`,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--autoplay-policy=no-user-gesture-required',
    ],
  })
  running = { context, debugPort }
  const page = context.pages()[0] ?? (await context.newPage())
  if (!mayCopy) await refuseCopying(page)
  return { page, debugPort }
}

/** In Electron it is main that permits it; Chromium itself lets every page copy that is clicked. */
async function refuseCopying(page: Page): Promise<void> {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = async () => {
      throw new DOMException('Write permission denied.', 'NotAllowedError')
    }
  })
}

/** Ends it, if it runs. */
export async function closeChromium(): Promise<void> {
  await running?.context.close()
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
