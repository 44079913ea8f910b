/** Owns the calls to the HappyHorse service. */

import type { ProxyEnvironment } from '../ports.ts'
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

/** Longest waits in ms. */
export type Timeouts = { connectMs: number; submitMs: number; replyMs: number; bodyMs: number }

export type ClientOptions = {
  /** `settings.proxy`; empty: from the environment. */
  proxy: string
  proxyEnvironment: ProxyEnvironment
  timeouts?: Partial<Timeouts>
}

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

export type DownloadOptions = { from?: number; etag?: string; signal?: AbortSignal; stallMs?: number }

export type HappyHorseClient = {
  submit(profile: Profile, request: SubmitRequest, signal?: AbortSignal): Promise<SubmitOutcome>
  query(profile: Profile, taskId: string, signal?: AbortSignal): Promise<QueryOutcome>
  list(profile: Profile, filter: ListFilter, signal?: AbortSignal): Promise<ListOutcome>
  cancel(profile: Profile, taskId: string, signal?: AbortSignal): Promise<CancelOutcome>
  upload(
    profile: Profile,
    model: string,
    file: { bytes: Uint8Array; name: string },
    signal?: AbortSignal,
  ): Promise<UploadOutcome>
  models(profile: Profile, model: string, signal?: AbortSignal): Promise<CheckOutcome>
  limits(profile: Profile, model: string, signal?: AbortSignal): Promise<LimitsOutcome>
  download(url: string, options?: DownloadOptions): Promise<DownloadResponse>
  close(): Promise<void>
}

export function openClient(_options: ClientOptions): HappyHorseClient {
  throw new Error('not there yet')
}
