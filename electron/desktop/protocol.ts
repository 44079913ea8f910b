/** Owns `gallop://studio/…`: page, files and uploads through the handler the browser host uses as well. */

import { protocol } from 'electron'
import type { Hono } from 'hono'
import { isPage, SCHEME } from './origin.ts'

/** Must run before the app is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ])
}

/** Answers the scheme from the handler; other hosts under it do not exist. */
export function serveScheme(app: Hono): void {
  protocol.handle(SCHEME, async (request) => {
    if (!isPage(request.url)) return new Response('Not found', { status: 404 })
    return app.fetch(request)
  })
}
