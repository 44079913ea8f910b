/** Owns a small web server on loopback for tests: what lies at each path, or the status it answers with. */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type StillHost = AsyncDisposable & { url: string }

/** Serves `pages` (path → bytes, or an HTTP status); every other path is a 404. `await using` closes it. */
export async function openStillHost(pages: Record<string, Buffer | number>): Promise<StillHost> {
  const server = createServer((request, response) => {
    const page = pages[request.url ?? ''] ?? 404
    if (typeof page === 'number') response.writeHead(page).end()
    else response.writeHead(200).end(page)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
