/** Owns what every story begins with: a studio on folders of its own, in the host that the project names. */

import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type TestInfo } from 'playwright/test'
import {
  type Host,
  type HostKind,
  type HostOptions,
  openBrowserHost,
  openDoubleHost,
  openElectronHost,
} from './hosts.ts'

export type StudioFixtures = {
  /** Rehearsal ×60, ready-made clips, a look every 0.5 s; a story may set some of it otherwise. */
  hostOptions: Partial<HostOptions>
  /** Temporary; `data` and whatever the story puts there. */
  folder: string
  /**
   * Opens the studio, or opens it again after `stop` or `kill`: same data, same rehearsal. `now`: what is otherwise this
   * once, as a service so slow that a story is sure to be in the middle of its work.
   */
  openHost: (now?: Partial<HostOptions>) => Promise<Host>
  /** The studio, open. */
  host: Host
}

/** A story's `test`: `test('…', async ({ host }) => { await host.page.getByRole(…) })`. */
export const test = base.extend<StudioFixtures>({
  hostOptions: [{}, { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's form
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'gallop-story-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  },
  openHost: async ({ folder, hostOptions, context }, use, info) => {
    const dataFolder = join(folder, 'data')
    await mkdir(dataFolder, { recursive: true })
    const options: HostOptions = { dataFolder, speed: 60, clips: 'tiny', pollSeconds: 0.5, ...hostOptions }
    const opened = new Set<Host>()
    const broken: string[] = []
    await use(async (now = {}) => {
      const kind = kindOf(info)
      const host = onceStopped(await openKind(kind, { ...options, ...now }, context), (gone) =>
        opened.delete(gone),
      )
      host.page.on('pageerror', (error) => broken.push(error.stack ?? error.message))
      opened.add(host)
      return host
    })
    for (const host of opened) {
      if (info.status !== info.expectedStatus) await attachTraces(host, info)
      await host.stop()
    }
    expect(broken, 'nothing was thrown on the page').toEqual([])
  },
  host: async ({ openHost }, use) => {
    await use(await openHost())
  },
})

export { expect } from 'playwright/test'

function kindOf(info: TestInfo): HostKind {
  return info.project.metadata.host as HostKind
}

function openKind(kind: HostKind, options: HostOptions, context: Parameters<typeof openBrowserHost>[1]) {
  if (kind === 'double') return openDoubleHost(options)
  return kind === 'electron' ? openElectronHost(options) : openBrowserHost(options, context)
}

/** The page of the double belongs to another browser than the one Playwright takes pictures of. */
async function attachTraces(host: Host, info: TestInfo): Promise<void> {
  const body = await host.page.screenshot().catch(() => undefined)
  if (body) await info.attach('screen', { body, contentType: 'image/png' })
  await info.attach('words', { body: host.words(), contentType: 'text/plain' })
}

function onceStopped(host: Host, forget: (host: Host) => void): Host {
  const wrapped: Host = {
    ...host,
    stop: async () => {
      forget(wrapped)
      await host.stop()
    },
    kill: async () => {
      forget(wrapped)
      await host.kill()
    },
  }
  return wrapped
}
