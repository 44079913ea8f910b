/** Owns the API's routes: create, query, list, cancel, upload credentials, the catalogue. */

import { createHash } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { API_PREFIX, type RegionFacts } from '#shared/happyhorse.ts'
import type { PriceList } from '#shared/prices.ts'
import { limitList, modelList } from './catalogue.ts'
import { clipLink, type DownloadParts } from './downloads.ts'
import { answer, answerRefusal, hangUp, playFault } from './faulty-replies.ts'
import { listPage } from './list.ts'
import { inspectMedia } from './media.ts'
import type { MediaFetcher } from './media-fetch.ts'
import type { CallKind, RateGate } from './rate-limit.ts'
import { fieldInvalid, REFUSALS, RefusalError, refuse } from './refusal.ts'
import { parseModel, parseOrder } from './rules.ts'
import type { Uploads } from './uploads.ts'
import { createOutput, listRow, queryReply } from './wire.ts'

/** The gateway's limit is undocumented; nothing documented as good is larger. */
const MAX_BODY_BYTES = 96 * 1024 * 1024

export type ApiParts = DownloadParts & {
  uploads: Uploads
  fetcher: MediaFetcher
  gate: RateGate
  region: RegionFacts
  prices: PriceList
}

type Variables = { requestId: string; apiKeyId: string }
type Env = { Bindings: HttpBindings; Variables: Variables }
type Call = Context<Env>

/** The routes under `/api/v1`; every refusal is thrown and answered in one place. */
export function apiRoutes(parts: ApiParts) {
  const { region, prices, gate, uploads } = parts
  const app = new Hono<Env>().basePath(API_PREFIX)
  app.use(async (call, next) => {
    call.set('requestId', crypto.randomUUID())
    call.set('apiKeyId', apiKeyIdOf(call.req.header('Authorization')))
    await next()
    // The client measures by it how far our clock is from its own.
    call.header('Date', new Date(parts.clock.now()).toUTCString())
  })
  app.onError((error, call) => {
    return answerRefusal(call, error instanceof RefusalError ? error.refusal : REFUSALS.internal)
  })
  const limit = bodyLimit({ maxSize: MAX_BODY_BYTES, onError: () => refuse(REFUSALS.brokenBody) })
  app.post('/services/aigc/video-generation/video-synthesis', limit, (call) => create(call, parts))
  app.get('/tasks/:id', (call) => query(call, call.req.param('id'), parts))
  app.get('/tasks', (call) => list(call, parts))
  app.post('/tasks/:id/cancel', (call) => {
    admit(gate, 'cancel')
    if (!parts.book.cancel(call.req.param('id'))) refuse(REFUSALS.cannotCancel)
    return answer(call, {})
  })
  app.get('/uploads', (call) => {
    // Where temporary storage is not documented there is nothing to imitate.
    if (!region.temporaryUpload) refuse(REFUSALS.notFound)
    if (call.req.query('action') !== 'getPolicy') refuse(fieldInvalid('action'))
    const { id } = parseModel({ model: call.req.query('model') }, region)
    admit(gate, 'policy', id)
    return answer(call, { data: uploads.credential(id, parts.host()) })
  })
  app.get('/models', (call) => answer(call, { output: modelList(queryOf(call), region, prices) }))
  app.get('/models/limits', (call) => answer(call, { output: limitList(queryOf(call), region) }))
  app.all('/*', () => refuse(REFUSALS.notFound))
  return app
}

function query(call: Call, id: string, parts: ApiParts): Promise<Response> {
  admit(parts.gate, 'query')
  const fault = parts.faults.onLook(id)
  return playFault(
    call,
    fault,
    queryReply(id, parts.book.find(id), (task) => clipLink(task, parts)),
  )
}

function list(call: Call, { gate, faults, book, clock, region }: ApiParts): Promise<Response> {
  admit(gate, 'list')
  const fault = faults.onLook('list')
  const page = listPage(queryOf(call), book.known(), clock.now(), region.code)
  const { total, totalPage: total_page, pageNo: page_no, pageSize: page_size } = page
  const data = page.rows.map((task) => listRow(task, region))
  return playFault(call, fault, { data, total, total_page, page_no, page_size })
}

async function create(call: Call, parts: ApiParts): Promise<Response> {
  const { book, faults, gate, region, fetcher } = parts
  if (faults.onSend()) return hangUp(call)
  if (call.req.header('X-DashScope-Async') !== 'enable') refuse(REFUSALS.synchronous)
  const body: unknown = await call.req.json().catch(() => refuse(REFUSALS.brokenBody))
  const model = parseModel(body, region)
  admit(gate, 'submit', model.id)
  const early = faults.onCreate()
  if (early.kind !== 'none') return playFault(call, early, {})
  const order = parseOrder(body, model)
  const resolvesOss = call.req.header('X-DashScope-OssResourceResolve') === 'enable'
  const inspected = await inspectMedia(order, resolvesOss, fetcher)
  const fault = faults.onAccept()
  if (fault.kind === 'refuse') return playFault(call, fault, {})
  const { requestId, apiKeyId } = call.var
  const task = await book.create({ order, requestId, apiKeyId, ...inspected }, faults)
  return playFault(call, fault, { output: createOutput(task) })
}

function admit(gate: RateGate, kind: CallKind, scope?: string): void {
  if (!gate.admit(kind, scope)) refuse(REFUSALS.rateQuota)
}

/** A stable id of the key, as the list call shows it; throws RefusalError when the header holds no key. */
function apiKeyIdOf(authorization: string | undefined): string {
  const key = authorization?.replace(/^Bearer\s*/i, '').trim()
  if (!key) refuse(REFUSALS.noKey)
  if (!/^Bearer\s/i.test(authorization ?? '') || !/^sk-\S+$/.test(key)) refuse(REFUSALS.badKey)
  return String(Number.parseInt(createHash('sha256').update(key).digest('hex').slice(0, 8), 16))
}

function queryOf(call: Call): URLSearchParams {
  return new URL(call.req.url).searchParams
}
