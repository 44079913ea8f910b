/** Owns what a page gets from its host besides commands: itself, files, uploads, facts. One Request → Response handler for both hosts. */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Engine } from '#electron/engine/engine.ts'
import { HOST_PATHS, type HostFacts } from '#shared/host.ts'
import { HOST_WORDS } from '#shared/host-words.ts'
import { acceptedLanguage } from '#shared/language.ts'
import { fileRoutes } from './file-routes.ts'
import { folderRoute } from './folder-route.ts'
import { uploadRoute } from './upload-route.ts'

export type PageAppOptions = {
  engine: Pick<Engine, 'locate' | 'middleOf' | 'uploadsFolder'>
  facts: HostFacts
  /** Folder with the built page. */
  pageFolder: string
}

/** Everything a page may load comes from its own origin; scripts only as files. Styles may be set by components. */
export const pageHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    workerSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    mediaSrc: ["'self'", 'blob:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
    objectSrc: ["'none'"],
  },
  crossOriginResourcePolicy: 'same-origin',
  referrerPolicy: 'no-referrer',
  strictTransportSecurity: false,
  xFrameOptions: 'DENY',
})

/** The handler without any word on who may call it; that is each host's own. */
export function pageApp({ engine, facts, pageFolder }: PageAppOptions): Hono {
  const app = new Hono()
  app.use(pageHeaders)
  app.get(HOST_PATHS.facts, (context) => context.json(facts, 200, { 'Cache-Control': 'no-store' }))
  app.route('/', fileRoutes(engine))
  app.route('/', uploadRoute(engine))
  if (facts.capabilities.browseFolders) app.route('/', folderRoute())
  if (!existsSync(join(pageFolder, 'index.html'))) {
    app.get('/', (context) =>
      context.text(HOST_WORDS[acceptedLanguage(context.req.header('Accept-Language'))].notBuilt, 503),
    )
    return app
  }
  app.get('*', async (context, next) => {
    await next()
    // Names under assets carry a hash of their content; only the page itself is asked for anew.
    const settled = context.req.path.startsWith('/assets/') && context.res.ok
    context.header('Cache-Control', settled ? 'private, max-age=31536000, immutable' : 'no-cache')
  })
  app.use(serveStatic({ root: pageFolder }))
  return app
}
