/** Owns how calls end: one union per call, sorted by what may be done next. No call throws for the network or the service. */

import type { AppErrorData } from '#shared/app-error.ts'
import type { Resolution } from '#shared/happyhorse.ts'

/** The service said no, and what that means. */
export type Refusal = {
  /** `values` hold the service's own `code` and `message`. */
  error: AppErrorData
  httpStatus: number
  /** `wait`: passes by itself; `fail`: this job is over; `stop`: pause the queue, the job is not to blame. */
  verdict: 'wait' | 'fail' | 'stop'
  /** True when the same request can succeed another time. */
  retake: boolean
  /** What there was too much of, when the answer was 429. */
  tooMany?: 'requests' | 'tasks'
}

/** Every way in which a call does not do what was asked. */
export type Fault =
  /** DNS, connect refused, connect timeout, TLS: the service surely did not receive the request. */
  | { kind: 'never-left'; detail: string }
  /** Read timeout, reset, 5xx, a gateway's page: the service may or may not have acted. */
  | { kind: 'unanswered'; detail: string; requestId?: string; refusal?: Refusal; retryAfterMs?: number }
  /** Passes with waiting. */
  | { kind: 'throttled'; refusal: Refusal; retryAfterMs?: number }
  /** An explicit no. */
  | { kind: 'refused'; refusal: Refusal }

export type SubmitOutcome =
  | {
      kind: 'accepted'
      taskId: string
      requestId?: string /** Epoch ms by the service's clock. */
      serverDate?: number
    }
  | Fault

export type RemoteStatus = 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELED' | 'UNKNOWN'

/** A task as the service tells it. Moments are epoch ms. */
export type RemoteTask = {
  taskId: string
  status: RemoteStatus
  requestId?: string
  submitTime?: number
  scheduledTime?: number
  endTime?: number
  prompt?: string
  /** Signed; kept byte for byte. */
  videoUrl?: string
  linkDiesAt?: number
  usage?: { billedSeconds: number; resolution?: Resolution }
  /** Present when the status is FAILED. */
  refusal?: Refusal
}

export type QueryOutcome = { kind: 'task'; task: RemoteTask; serverDate?: number } | Fault

export type ListFilter = {
  model: string
  /**
   * Epoch ms; at most 24 h. Without it the list goes back a day: the only question that no time zone can shift, for
   * that of the filter is unstated (manage-asynchronous-tasks, read 2026-11-22).
   */
  span?: { from: number; to: number }
  /** From 1. */
  page: number
  pageSize: number
}

export type ListedTask = {
  taskId: string
  createdAt: number
  startedAt?: number
  endedAt?: number
  status: RemoteStatus
  model: string
  requestId?: string
}

export type ListOutcome =
  /** Counts as far as the service tells them. */
  { kind: 'page'; rows: ListedTask[]; total?: number; totalPages?: number; serverDate?: number } | Fault

/** `too-late`: the task is not PENDING any more. */
export type CancelOutcome =
  | { kind: 'canceled'; requestId?: string }
  | { kind: 'too-late'; refusal: Refusal }
  | Fault

export type UploadOutcome =
  | { kind: 'uploaded' /** `oss://…` */; url: string; requestId?: string }
  /** There is no temporary storage here. */
  | { kind: 'unsupported'; detail: string }
  | Fault

/** `offered`: whether the model is in the region's list. */
export type CheckOutcome = { kind: 'ok'; offered: boolean; requestId?: string } | Fault

/** What the account may do with one model; a number the service does not tell is left out. */
export type LimitsOutcome =
  | { kind: 'limits'; submitsPerSecond?: number; queued?: number; running?: number }
  | { kind: 'unsupported' }
  | Fault

export type DownloadResponse =
  | {
      kind: 'body'
      /** Offset of the first byte; 0 when the host ignored the wish or the file has changed. */
      from: number
      /** Size of the whole file; undefined when the host does not tell. */
      totalBytes?: number
      etag?: string
      /** Throws AppError `download-broken` when it breaks or stalls; leaving the loop closes the connection. */
      body: AsyncIterable<Uint8Array>
    }
  /** The asked offset is at or past the end. */
  | { kind: 'past-end'; totalBytes?: number }
  /** Another file is behind the link than the one whose part is there already: nothing of it fits. */
  | { kind: 'changed' }
  /** The host does not take the link; only the task can give another one. */
  | { kind: 'refused'; error: AppErrorData }
  /** Anything else; worth another try. */
  | { kind: 'interrupted'; error: AppErrorData; httpStatus?: number; retryAfterMs?: number }
