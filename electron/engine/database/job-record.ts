/** Owns the shape of a job's row: what every window sees, and what only the pipeline needs. */

import type { AppErrorData } from '#shared/app-error.ts'
import type { Resolution } from '#shared/happyhorse.ts'
import { type Job, JobSchema } from '#shared/job.ts'

/** What a job carries besides what is shown. */
type JobInternals = {
  /** Of the `custom` service alone; else empty. */
  baseUrl: string
  framePath: string
  frameMime: string
  /** When the answer to the submission was given up. */
  lostAt: number | null
  /** By the service's clock. */
  scheduledAt: number | null
  endedAt: number | null
  /** Signed; never shown, never logged. */
  videoUrl: string | null
  linkEtag: string | null
  /** File name reserved before the download begins. */
  clipName: string | null
  /** What that name has in common with names that would be the same file somewhere. */
  clipKey: string | null
  /** Of the checked file, written down before it gets its final name. */
  clipSha256: string | null
  billedResolution: Resolution | null
  /** When it was last claimed for submission: the day and month it counts in. */
  bookedAt: number | null
  /** Worst case as reserved by that claim. */
  reservedMicros: number | null
  /** Micros a second by resolution, as known at that claim: what is billed is booked by it, whatever Settings say since. */
  pinnedPrices: PriceTable | null
  /** Tells the key of that claim from others, and nothing else about it; null: not known. */
  keyPrint: string | null
  /** False when the same request cannot succeed another time. */
  retakable: boolean
}
export type PriceTable = Partial<Record<Resolution, number>>
/** Known from the clip's own row. */
type OfClip = 'clipMissing' | 'clipTrashed'
export type JobRecord = Omit<Job, OfClip> & JobInternals

/** A job to which nothing has happened. */
export const NEW_JOB = {
  state: 'queued',
  attempts: 0,
  taskId: null,
  requestId: null,
  taskStatus: null,
  submittedAt: null,
  lostAt: null,
  acceptedAt: null,
  scheduledAt: null,
  endedAt: null,
  finishedAt: null,
  taskDiesAt: null,
  linkDiesAt: null,
  videoUrl: null,
  linkEtag: null,
  clipName: null,
  clipKey: null,
  clipSha256: null,
  clipId: null,
  actual: null,
  billedSeconds: null,
  billedResolution: null,
  bookedAt: null,
  reservedMicros: null,
  pinnedPrices: null,
  keyPrint: null,
  doubtedMicros: 0,
  error: null,
  retakable: true,
  hiddenAt: null,
} as const satisfies Partial<JobRecord>

type Flags = { watermark: number; retakable: number }
/** The row as SQLite holds it. */
export type JobRow = Omit<JobRecord, 'estimate' | 'actual' | 'error' | 'pinnedPrices' | keyof Flags> &
  Flags & {
    currency: Job['estimate']['currency']
    estimateMicros: number
    actualMicros: number | null
    error: string | null
    pinnedPrices: string | null
  }

export const JOB_FIELDS = [
  'id',
  'projectId',
  'batchId',
  'shotId',
  'stillId',
  'stillName',
  'stillSha256',
  'take',
  'retakeOf',
  'state',
  'service',
  'baseUrl',
  'model',
  'prompt',
  'resolution',
  'durationSeconds',
  'watermark',
  'seed',
  'framePath',
  'frameSha256',
  'frameMime',
  'orderKey',
  'dueAt',
  'attempts',
  'taskId',
  'requestId',
  'taskStatus',
  'submittedAt',
  'lostAt',
  'acceptedAt',
  'scheduledAt',
  'endedAt',
  'finishedAt',
  'taskDiesAt',
  'linkDiesAt',
  'videoUrl',
  'linkEtag',
  'clipName',
  'clipKey',
  'clipSha256',
  'clipId',
  'currency',
  'estimateMicros',
  'actualMicros',
  'billedSeconds',
  'billedResolution',
  'bookedAt',
  'reservedMicros',
  'pinnedPrices',
  'keyPrint',
  'doubtedMicros',
  'error',
  'retakable',
  'hiddenAt',
  'createdAt',
  'updatedAt',
] as const satisfies readonly (keyof JobRow)[]

/** What may change in a job's life; its recipe never does. */
export type JobPatch = Partial<
  Pick<
    JobRow,
    | 'orderKey'
    | 'dueAt'
    | 'attempts'
    | 'taskId'
    | 'requestId'
    | 'taskStatus'
    | 'submittedAt'
    | 'lostAt'
    | 'acceptedAt'
    | 'scheduledAt'
    | 'endedAt'
    | 'finishedAt'
    | 'taskDiesAt'
    | 'linkDiesAt'
    | 'videoUrl'
    | 'linkEtag'
    | 'clipName'
    | 'clipKey'
    | 'clipSha256'
    | 'clipId'
    | 'actualMicros'
    | 'billedSeconds'
    | 'billedResolution'
    | 'bookedAt'
    | 'reservedMicros'
    | 'keyPrint'
    | 'doubtedMicros'
    | 'hiddenAt'
  >
> & { error?: AppErrorData | null; retakable?: boolean; pinnedPrices?: PriceTable | null }

export function recordOf(row: JobRow): JobRecord {
  const { currency, estimateMicros, actualMicros, error, pinnedPrices, watermark, retakable, ...rest } = row
  return {
    ...rest,
    watermark: watermark === 1,
    retakable: retakable === 1,
    estimate: { micros: estimateMicros, currency },
    actual: actualMicros === null ? null : { micros: actualMicros, currency },
    error: error === null ? null : JSON.parse(error),
    pinnedPrices: pinnedPrices === null ? null : JSON.parse(pinnedPrices),
  }
}

export function rowOf(record: JobRecord): JobRow {
  const { estimate, actual, error, pinnedPrices, watermark, retakable, ...rest } = record
  return {
    ...rest,
    watermark: Number(watermark),
    retakable: Number(retakable),
    currency: estimate.currency,
    estimateMicros: estimate.micros,
    actualMicros: actual?.micros ?? null,
    error: error && JSON.stringify(error),
    pinnedPrices: pinnedPrices && JSON.stringify(pinnedPrices),
  }
}

/** Named parameters of a patch. */
export function parametersOf(patch: JobPatch): Record<string, unknown> {
  const { error, retakable, pinnedPrices, ...rest } = patch
  return {
    ...rest,
    ...(error === undefined ? {} : { error: error && JSON.stringify(error) }),
    ...(pinnedPrices === undefined ? {} : { pinnedPrices: pinnedPrices && JSON.stringify(pinnedPrices) }),
    ...(retakable === undefined ? {} : { retakable: Number(retakable) }),
  }
}

/** Everything that has happened to a job, without its state and its clip. */
export function lifeOf(job: JobRecord): JobPatch {
  const {
    state: _,
    clipId: __,
    actual,
    ...life
  } = Object.fromEntries(
    Object.keys(NEW_JOB).map((field) => [field, job[field as keyof typeof NEW_JOB]]),
  ) as Pick<JobRecord, keyof typeof NEW_JOB>
  return { ...life, actualMicros: actual?.micros ?? null }
}

const SHOWN = Object.keys(JobSchema.omit({ clipMissing: true, clipTrashed: true }).shape) as (keyof Omit<
  Job,
  OfClip
>)[]
/** What the clips table knows of a job's clip. */
type ClipStates = { isMissing(clipId: string): boolean; isTrashed(clipId: string): boolean }

/** The job as every window sees it: signed links and other inner facts stay behind. */
export function shownJob(record: JobRecord, clips: ClipStates): Job {
  const shown = Object.fromEntries(SHOWN.map((field) => [field, record[field]])) as Job
  return { ...shown, ...clipStateOf(record, clips) }
}

/** What became of a job's clip. */
export function clipStateOf({ clipId }: Pick<Job, 'clipId'>, clips: ClipStates): Pick<Job, OfClip> {
  if (clipId === null) return { clipMissing: false, clipTrashed: false }
  return { clipMissing: clips.isMissing(clipId), clipTrashed: clips.isTrashed(clipId) }
}
