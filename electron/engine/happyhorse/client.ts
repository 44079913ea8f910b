/** Owns the calls to the HappyHorse service: one request each, no retry, nothing thrown for the network or the service. */

import { formatListTime, SECOND_MS } from '#shared/time.ts'
import type { ProxyEnvironment } from '../ports.ts'
import { type Ask, askThrough } from './ask.ts'
import { type DownloadOptions, download } from './download.ts'
import type {
  CancelOutcome,
  CheckOutcome,
  DownloadResponse,
  LimitsOutcome,
  ListFilter,
  ListOutcome,
  QueryOutcome,
  SubmitOutcome,
  UploadOutcome,
} from './outcomes.ts'
import type { Profile } from './profile.ts'
import { atCreate } from './refusals.ts'
import { type Sorted, unexpected } from './replies.ts'
import { DEFAULT_TIMEOUTS, openTransport, type Timeouts } from './transport.ts'
import { type UploadFile, upload } from './upload.ts'
import { parseLimits, parseList, parseModels, parseSubmit, parseTask } from './wire.ts'

export type ClientOptions = {
  /** `settings.proxy`; empty: from the environment. */
  proxy: string
  proxyEnvironment: ProxyEnvironment
  timeouts?: Partial<Timeouts>
}

/** Everything a submission carries; sent explicitly, for the service's defaults are not ours. */
export type SubmitRequest = {
  model: string
  prompt: string
  /** `data:…;base64,…`, `oss://…` or `https://…` */
  imageUrl: string
  resolution: string
  durationSeconds: number
  watermark: boolean
  seed: number
}

export type HappyHorseClient = {
  /** Makes a task, and costs money once it is answered. */
  submit(profile: Profile, request: SubmitRequest, signal?: AbortSignal): Promise<SubmitOutcome>
  query(profile: Profile, taskId: string, signal?: AbortSignal): Promise<QueryOutcome>
  list(profile: Profile, filter: ListFilter, signal?: AbortSignal): Promise<ListOutcome>
  cancel(profile: Profile, taskId: string, signal?: AbortSignal): Promise<CancelOutcome>
  /** Puts a picture into the temporary storage of one model: 48 hours, same account. */
  upload(profile: Profile, model: string, file: UploadFile, signal?: AbortSignal): Promise<UploadOutcome>
  /** Free check that key, region and model belong together. */
  models(profile: Profile, model: string, signal?: AbortSignal): Promise<CheckOutcome>
  /** The account's own limits, where the service tells them. */
  limits(profile: Profile, model: string, signal?: AbortSignal): Promise<LimitsOutcome>
  /** Opens a signed link. The storage host never sees the API key. */
  download(url: string, options?: DownloadOptions): Promise<DownloadResponse>
  /** Ends every call under way. */
  close(): Promise<void>
}

export function openClient(options: ClientOptions): HappyHorseClient {
  const timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts }
  const transport = openTransport(options.proxy, options.proxyEnvironment, timeouts)
  const ask = askThrough(transport, timeouts)
  return {
    submit: async (profile, request, signal) =>
      atCreate(await submit(ask, timeouts, profile, request, signal)),
    query: (profile, taskId, signal) => query(ask, profile, taskId, signal),
    list: (profile, filter, signal) => list(ask, profile, filter, signal),
    cancel: (profile, taskId, signal) => cancel(ask, profile, taskId, signal),
    upload: async (profile, model, file, signal) =>
      atCreate(await upload({ ask, transport, timeouts }, profile, model, file, signal)),
    models: (profile, model, signal) => models(ask, profile, model, signal),
    limits: (profile, model, signal) => limits(ask, profile, model, signal),
    download: (url, wish = {}) => download(transport, timeouts, url, wish),
    close: () => transport.close(),
  }
}

async function submit(
  ask: Ask,
  timeouts: Timeouts,
  profile: Profile,
  request: SubmitRequest,
  signal: AbortSignal | undefined,
): Promise<SubmitOutcome> {
  const reply = await ask(profile, {
    method: 'POST',
    path: '/services/aigc/video-generation/video-synthesis',
    alone: true,
    headersMs: timeouts.submitMs,
    signal,
    headers: {
      'content-type': 'application/json',
      'X-DashScope-Async': 'enable',
      ...(request.imageUrl.startsWith('oss://') ? { 'X-DashScope-OssResourceResolve': 'enable' } : {}),
    },
    body: JSON.stringify(submitBody(request)),
  })
  if (reply.kind !== 'json') return reply
  const task = parseSubmit(reply.json)
  return task ? { kind: 'accepted', ...task, ...datedBy(reply) } : unexpected('task id', reply.requestId)
}

function submitBody(request: SubmitRequest): object {
  const { model, prompt, imageUrl, resolution, durationSeconds, watermark, seed } = request
  return {
    model,
    // A prompt may be left out, an empty one is not documented.
    input: { ...(prompt === '' ? {} : { prompt }), media: [{ type: 'first_frame', url: imageUrl }] },
    parameters: { resolution, duration: durationSeconds, watermark, seed },
  }
}

async function query(
  ask: Ask,
  profile: Profile,
  taskId: string,
  signal: AbortSignal | undefined,
): Promise<QueryOutcome> {
  const path = `/tasks/${encodeURIComponent(taskId)}`
  const reply = await ask(profile, { method: 'GET', path, signal })
  if (reply.kind !== 'json') return reply
  const task = parseTask(reply.json, taskId)
  return task ? { kind: 'task', task, ...datedBy(reply) } : unexpected('task status', reply.requestId)
}

async function list(
  ask: Ask,
  profile: Profile,
  filter: ListFilter,
  signal: AbortSignal | undefined,
): Promise<ListOutcome> {
  const parameters = new URLSearchParams({
    model_name: filter.model,
    ...(filter.span ? timesOf(filter.span) : {}),
    page_no: String(filter.page),
    page_size: String(filter.pageSize),
  })
  const reply = await ask(profile, { method: 'GET', path: `/tasks?${parameters}`, signal })
  if (reply.kind !== 'json') return reply
  const page = parseList(reply.json, filter.pageSize)
  return page ? { kind: 'page', ...page, ...datedBy(reply) } : unexpected('readable tasks', reply.requestId)
}

/** Whole seconds only: the end is rounded up, or a task of the last second would be missed. */
function timesOf({ from, to }: NonNullable<ListFilter['span']>): Record<string, string> {
  return { start_time: formatListTime(from), end_time: formatListTime(to + SECOND_MS - 1) }
}

async function cancel(
  ask: Ask,
  profile: Profile,
  taskId: string,
  signal: AbortSignal | undefined,
): Promise<CancelOutcome> {
  const path = `/tasks/${encodeURIComponent(taskId)}/cancel`
  const reply = await ask(profile, { method: 'POST', path, signal })
  if (reply.kind === 'json') return { kind: 'canceled', ...idOf(reply) }
  const isTooLate =
    reply.kind === 'refused' && /^UnsupportedOperation/i.test(String(reply.refusal.error.values.code))
  return isTooLate ? { kind: 'too-late', refusal: reply.refusal } : reply
}

async function models(
  ask: Ask,
  profile: Profile,
  model: string,
  signal: AbortSignal | undefined,
): Promise<CheckOutcome> {
  const path = `/models?model=${encodeURIComponent(model)}`
  const reply = await ask(profile, { method: 'GET', path, signal })
  if (reply.kind !== 'json') return reply
  const ids = parseModels(reply.json)
  return ids
    ? { kind: 'ok', offered: ids.includes(model), ...idOf(reply) }
    : unexpected('models', reply.requestId)
}

async function limits(
  ask: Ask,
  profile: Profile,
  model: string,
  signal: AbortSignal | undefined,
): Promise<LimitsOutcome> {
  const path = `/models/limits?model=${encodeURIComponent(model)}`
  const reply = await ask(profile, { method: 'GET', path, signal })
  if (reply.kind === 'refused' && [404, 405].includes(reply.refusal.httpStatus))
    return { kind: 'unsupported' }
  if (reply.kind !== 'json') return reply
  const told = parseLimits(reply.json, model)
  return told ? { kind: 'limits', ...told } : { kind: 'unsupported' }
}

type Json = Extract<Sorted, { kind: 'json' }>

function datedBy({ serverDate }: Json): { serverDate?: number } {
  return serverDate === undefined ? {} : { serverDate }
}

function idOf({ requestId }: Json): { requestId?: string } {
  return requestId ? { requestId } : {}
}
