/** Owns dropping files and folders of this machine onto a window, as a file manager would. */

import { basename } from 'node:path'
import type { Host } from '../support/hosts.ts'

/** Drops in the middle of the window; the browser itself reads the files, folders included. */
export async function dropOnto(host: Host, paths: readonly string[]): Promise<void> {
  const { page } = host
  // From its first frame on, though the studio may still be opening behind it.
  await page.getByRole('heading', { name: 'Gallop', exact: true }).waitFor()
  await host.knowPaths(Object.fromEntries(paths.map((path) => [basename(path), path])))
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }))
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [...paths], dragOperationsMask: 1 }
  const drag = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    session.send('Input.dispatchDragEvent', { type, x: width / 2, y: height / 2, data })
  await drag('dragEnter')
  await drag('dragOver')
  // A hand lets go once the window shows that it takes them; let go before, the browser opens them instead of the studio.
  await page.locator('.drop-veil').waitFor()
  await drag('drop')
  await session.detach()
}
