/** Owns the rehearsal service: a local HappyHorse over real HTTP on loopback, where nothing is charged. */

import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { availableParallelism } from 'node:os'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { z } from 'zod'
import { API_PREFIX, REGIONS, type RegionId } from '#shared/happyhorse.ts'
import { PRICES } from '#shared/prices.ts'
import { type ApiParts, apiRoutes } from './api.ts'
import { type ClipMaker, openClipMaker } from './clips/clip-maker.ts'
import { downloadRoutes } from './downloads.ts'
import { type Faults, openFaults } from './faults.ts'
import { type Ledger, ledgerTask } from './ledger.ts'
import { mediaFetcher } from './media-fetch.ts'
import { type Mixture, MixtureSchema } from './mixture.ts'
import { ossRequestId, ossResponse } from './oss-fault.ts'
import { rateGate } from './rate-limit.ts'
import { renderDesk } from './render-desk.ts'
import { isScenario, SCENARIOS, type ScenarioName } from './scenarios.ts'
import { openStore } from './store.ts'
import { TaskBook } from './tasks.ts'
import { receiveUpload } from './upload-host.ts'
import { Uploads } from './uploads.ts'
import { virtualClock } from './virtual-clock.ts'

const LOOPBACK = '127.0.0.1'

export type RehearsalOptions = {
  /** 0, the default: any free one. */
  port?: number
  /** ≥ 0.1, default 1: divides every span of time. */
  speed?: number
  scenario?: ScenarioName
  /** True: tasks, links and uploads live as long as at the real service, whatever the speed. */
  keepsLong?: boolean
  /** Tasks, uploads and clips are kept here; without it they end with the service. */
  stateDir?: string
  /** `tiny`: small pre-made clips, for scale. */
  clips?: 'full' | 'tiny'
  /** Seed of the time distribution and of seeds left open, default 1. */
  random?: number
  /** The region it acts as, default Beijing. */
  region?: RegionId
  /** Real epoch ms. */
  now?: () => number
  /** The maker of clips, instead of the built-in one; closed with the service. */
  clipMaker?: ClipMaker
}

export type Rehearsal = {
  /** `http://127.0.0.1:port`, no path. */
  url: string
  /** {@link url} with `/api/v1`. */
  apiBase: string
  setScenario(name: ScenarioName): void
  /** Plays faults drawn by a seed, finer than any scenario; also `PUT /rehearsal/faults`. */
  setFaults(mixture: Mixture): void
  /** Cuts every connection now open, as a sleeping machine or a dying network does. */
  hangUp(): void
  ledger(): Ledger
  close(): Promise<void>
}

/** Starts the service; resolves once it answers. Throws on a bad speed, a taken port or a state folder in use. */
export async function startRehearsal(options: RehearsalOptions = {}): Promise<Rehearsal> {
  const host = { url: '' }
  const parts = openParts(options, () => host.url)
  const { store, book, faults, fetcher } = parts
  const server = createServer(parts)
  async function close(): Promise<void> {
    await closeServer(server)
    await fetcher.close()
    await book.close()
    store.close()
  }
  try {
    host.url = `http://${LOOPBACK}:${await listen(server, options.port ?? 0)}`
  } catch (error) {
    await close()
    throw error
  }
  return {
    url: host.url,
    apiBase: host.url + API_PREFIX,
    setScenario: (name) => faults.setScenario(name),
    setFaults: (mixture) => faults.setMixture(mixture),
    hangUp: () => server.closeAllConnections(),
    ledger: () => ledgerOf(book),
    close,
  }
}

function openParts(options: RehearsalOptions, host: () => string): ApiParts {
  const { speed = 1, random = 1, region = 'beijing', scenario = 'happy', now = Date.now } = options
  const clock = virtualClock(speed, now, options.keepsLong)
  const store = openStore(options.stateDir)
  const maker = options.clipMaker ?? openClipMaker({ tiny: options.clips === 'tiny', workers: clipWorkers() })
  const uploads = new Uploads(store, clock)
  return {
    store,
    clock,
    uploads,
    host,
    book: new TaskBook(store, renderDesk(store, maker, random), clock, random),
    faults: openFaults(scenario),
    fetcher: mediaFetcher(uploads),
    gate: rateGate(clock),
    region: REGIONS[region],
    prices: PRICES[region],
  }
}

/** One core stays free for the service and its client. */
function clipWorkers(): number {
  return Math.min(Math.max(availableParallelism() - 1, 1), 4)
}

function createServer(parts: ApiParts): Server {
  const app = new Hono<{ Bindings: HttpBindings }>()
    .route('/', apiRoutes(parts))
    .route('/', downloadRoutes(parts))
    .route('/', rehearsalRoutes(parts.book, parts.faults, parts.clock.speed))
    .post('/', async (context) => {
      const outcome = await receiveUpload(context.env.incoming, parts.uploads)
      if (!('fault' in outcome)) return new Response(null, { status: outcome.status })
      return ossResponse(outcome.fault, ossRequestId(), new URL(parts.host()).host)
    })
  // The host process may be Electron's: its global Request and Response stay its own.
  return createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server
}

/** What is not the vendor's: who we are, what was paid, which scenario is played. */
function rehearsalRoutes(book: TaskBook, faults: Faults, speed: number) {
  return new Hono()
    .get('/rehearsal', (context) =>
      context.json({ service: 'gallop-rehearsal', speed, scenario: faults.scenario() }),
    )
    .get('/rehearsal/ledger', (context) => context.json(ledgerOf(book)))
    .put('/rehearsal/scenario', async (context) => {
      const body: unknown = await context.req.json().catch(() => undefined)
      const name = typeof body === 'object' && body !== null && 'name' in body ? body.name : undefined
      if (!isScenario(name)) {
        return context.json(
          { code: 'InvalidParameter', message: `name must be one of ${SCENARIOS.join(', ')}` },
          400,
        )
      }
      faults.setScenario(name)
      return context.json({ scenario: name })
    })
    .put('/rehearsal/faults', async (context) => {
      const mixture = MixtureSchema.safeParse(await context.req.json().catch(() => undefined))
      if (!mixture.success) {
        return context.json({ code: 'InvalidParameter', message: z.prettifyError(mixture.error) }, 400)
      }
      faults.setMixture(mixture.data)
      return context.json(mixture.data)
    })
}

function ledgerOf(book: TaskBook): Ledger {
  return { tasks: book.all().map(ledgerTask) }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
