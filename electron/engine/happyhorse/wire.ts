/** Owns the service's words: every reply shape, read tolerantly, and mapped to ours here alone. */

import { z } from 'zod'
import { RESOLUTIONS, type Resolution } from '#shared/happyhorse.ts'
import { parseServiceTime } from '#shared/time.ts'
import type { ListedTask, RemoteStatus, RemoteTask } from './outcomes.ts'
import { type Said, taskRefusalOf } from './refusals.ts'

/** A field that may be missing, null or of another type than documented reads as undefined; the rest still counts. */
function loose<Schema extends z.ZodType>(schema: Schema) {
  return schema.optional().catch(undefined)
}

const Text = z.union([z.string(), z.number().transform(String)])
const LooseText = loose(Text)
/** Numbers come as strings in older samples. */
const Numeric = z.union([z.number(), z.string().trim().min(1).transform(Number)]).pipe(z.number())
const LooseNumber = loose(Numeric)

const ErrorReply = z.object({
  code: LooseText,
  message: LooseText,
  request_id: LooseText,
  error: loose(z.object({ code: LooseText, message: LooseText, type: LooseText })),
})

const SubmitReply = z.object({ output: z.object({ task_id: z.string().min(1) }), request_id: LooseText })

const TaskReply = z.object({
  request_id: LooseText,
  code: LooseText,
  message: LooseText,
  output: z.object({
    task_id: LooseText,
    task_status: z.string(),
    submit_time: LooseText,
    scheduled_time: LooseText,
    end_time: LooseText,
    orig_prompt: loose(z.string()),
    video_url: loose(z.string().min(1)),
    code: LooseText,
    message: LooseText,
  }),
  usage: loose(z.object({ duration: LooseNumber, output_video_duration: LooseNumber, SR: LooseText })),
})

const ListRow = z.object({
  task_id: z.string().min(1),
  status: z.string(),
  model_name: loose(z.string()),
  request_id: LooseText,
  gmt_create: LooseText,
  start_time: LooseText,
  end_time: LooseText,
})
const ListReply = z.object({
  data: z.array(ListRow),
  total: LooseNumber,
  total_page: LooseNumber,
  page_size: LooseNumber,
})

const PolicyReply = z.object({
  request_id: LooseText,
  data: z.object({
    policy: z.string(),
    signature: z.string(),
    upload_dir: z.string(),
    upload_host: z.string(),
    oss_access_key_id: z.string(),
    x_oss_object_acl: z.string().default('private'),
    x_oss_forbid_overwrite: Text.default('true'),
    max_file_size_mb: LooseNumber,
  }),
})

const ModelsReply = z.object({ output: z.object({ models: z.array(z.object({ model: LooseText })) }) })

const Limit = loose(
  z.object({
    request_limit: LooseNumber,
    request_limit_period: LooseNumber,
    async_user_queue_limit: LooseNumber,
    async_user_concurrency_limit: LooseNumber,
  }),
)
const LimitsReply = z.object({
  output: z.object({
    quotas: z.array(z.object({ model: LooseText, model_limit: Limit, workspace_limit: Limit })),
  }),
})

/** JSON of a reply; undefined for a gateway's page. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The error in a reply, in either of its two shapes; undefined when it names none. */
export function parseError(json: unknown): Omit<Said, 'httpStatus'> | undefined {
  const reply = ErrorReply.safeParse(json).data
  const code = reply?.code || reply?.error?.code || reply?.error?.type
  const message = reply?.message || reply?.error?.message || ''
  if (!code && !reply?.error) return undefined
  return { code: code ?? '', message, requestId: reply?.request_id }
}

const TaskMark = z.object({
  output: z.union([z.object({ task_id: z.string().min(1) }), z.object({ task_status: z.string() })]),
})

/** True when a reply speaks of a task: then it is an answer, even if it carries a code as well. */
export function namesTask(json: unknown): boolean {
  return TaskMark.safeParse(json).success
}

const Named = z.object({ request_id: Text })

/** The service's id of the call, for its support. */
export function parseRequestId(json: unknown): string | undefined {
  return Named.safeParse(json).data?.request_id || undefined
}

export function parseSubmit(json: unknown): { taskId: string; requestId?: string } | undefined {
  const reply = SubmitReply.safeParse(json).data
  return reply && { taskId: reply.output.task_id, ...defined({ requestId: reply.request_id }) }
}

const STATUSES: Record<string, RemoteStatus> = {
  PENDING: 'PENDING',
  RUNNING: 'RUNNING',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
  CANCELED: 'CANCELED',
  CANCELLED: 'CANCELED',
  UNKNOWN: 'UNKNOWN',
}

/** A word we do not know says at least that the task is alive; its 24 hours bound the wait. */
function statusOf(word: string): RemoteStatus {
  return STATUSES[word.toUpperCase()] ?? 'RUNNING'
}

/** A task from a query's reply; undefined when it is none. */
export function parseTask(json: unknown, askedId: string): RemoteTask | undefined {
  const reply = TaskReply.safeParse(json).data
  if (!reply) return undefined
  const { output } = reply
  const status = statusOf(output.task_status)
  const requestId = reply.request_id
  return {
    taskId: output.task_id || askedId,
    status,
    ...defined({
      requestId,
      submitTime: momentOf(output.submit_time),
      scheduledTime: momentOf(output.scheduled_time),
      endTime: momentOf(output.end_time),
      prompt: output.orig_prompt,
      videoUrl: output.video_url,
      linkDiesAt: output.video_url && linkDiesAt(output.video_url),
      usage: usageOf(reply.usage),
      refusal:
        status === 'FAILED'
          ? taskRefusalOf({
              httpStatus: 200,
              code: output.code || reply.code || 'FAILED',
              message: output.message || reply.message || '',
              requestId,
            })
          : undefined,
    }),
  }
}

/** Far above any clip with its input. */
const BILLED_MAX_SECONDS = 3_600

function usageOf(usage: z.infer<typeof TaskReply>['usage']): RemoteTask['usage'] {
  const billedSeconds = usage?.duration ?? usage?.output_video_duration
  // What no clip can have been billed is no bill: booked, it would open a cap or close it for good.
  return billedSeconds === undefined || billedSeconds < 0 || billedSeconds > BILLED_MAX_SECONDS
    ? undefined
    : { billedSeconds, ...defined({ resolution: resolutionOf(usage?.SR) }) }
}

/** `720`, `"720"` and `"720P"` name one resolution. */
function resolutionOf(text: string | undefined): Resolution | undefined {
  return RESOLUTIONS.find(
    (resolution) => text !== undefined && Number.parseInt(text, 10) === Number.parseInt(resolution, 10),
  )
}

/** Epoch ms from either way of writing: the query prints UTC+8, the list epoch milliseconds. */
function momentOf(text: string | undefined): number | undefined {
  if (!text) return undefined
  return /^\d{10,15}$/.test(text) ? Number(text) : parseServiceTime(text)
}

/** When a signed link dies, epoch ms, by its `Expires` in epoch seconds. */
export function linkDiesAt(url: string): number | undefined {
  const seconds = /[?&]Expires=(\d{9,11})(?:&|#|$)/.exec(url)?.[1]
  return seconds === undefined ? undefined : Number(seconds) * 1000
}

/**
 * Rows of the list call; undefined when one of them lacks its id or its time: who looks for a lost task must
 * not take an unreadable row for an absent one. Counts that are not told, or below what the page itself shows, are
 * left out: nobody may take them for the end. The largest page is unstated, so that of the reply counts.
 */
export function parseList(
  json: unknown,
  pageSize: number,
): { rows: ListedTask[]; total?: number; totalPages?: number } | undefined {
  const reply = ListReply.safeParse(json).data
  if (!reply) return undefined
  const rows: ListedTask[] = []
  for (const row of reply.data) {
    const createdAt = momentOf(row.gmt_create) ?? momentOf(row.start_time)
    if (createdAt === undefined) return undefined
    const moments = { startedAt: momentOf(row.start_time), endedAt: momentOf(row.end_time) }
    const optional = defined({ ...moments, requestId: row.request_id })
    rows.push({
      taskId: row.task_id,
      createdAt,
      status: statusOf(row.status),
      model: row.model_name ?? '',
      ...optional,
    })
  }
  const total = atLeast(rows.length, reply.total)
  const perPage = atLeast(1, reply.page_size) ?? pageSize
  const counted = total === undefined ? undefined : Math.ceil(total / perPage)
  return { rows, ...defined({ total, totalPages: reply.total_page ?? counted }) }
}

function atLeast(least: number, number: number | undefined): number | undefined {
  return number !== undefined && number >= least ? number : undefined
}

/** What a temporary upload needs. */
export type UploadPolicy = z.infer<typeof PolicyReply>['data'] & { requestId?: string }

export function parsePolicy(json: unknown): UploadPolicy | undefined {
  const reply = PolicyReply.safeParse(json).data
  return reply && { ...reply.data, ...defined({ requestId: reply.request_id }) }
}

/** Ids in a model list; undefined when it is none. */
export function parseModels(json: unknown): string[] | undefined {
  return ModelsReply.safeParse(json).data?.output.models.flatMap(({ model }) => model ?? [])
}

/** What an account may do with a model: the tighter of the model's and the workspace's limits. */
export function parseLimits(
  json: unknown,
  model: string,
): { submitsPerSecond?: number; queued?: number; running?: number } | undefined {
  const quotas = LimitsReply.safeParse(json).data?.output.quotas
  const quota = quotas?.find((one) => one.model === model)
  if (!quota) return undefined
  const limits = [quota.model_limit, quota.workspace_limit].filter((limit) => limit !== undefined)
  return defined({
    submitsPerSecond: smallest(
      limits.map((limit) => limit.request_limit && limit.request_limit / (limit.request_limit_period || 1)),
    ),
    queued: smallest(limits.map((limit) => limit.async_user_queue_limit)),
    running: smallest(limits.map((limit) => limit.async_user_concurrency_limit)),
  })
}

function smallest(numbers: readonly (number | undefined)[]): number | undefined {
  const known = numbers.filter((number) => number !== undefined && number > 0) as number[]
  return known.length > 0 ? Math.min(...known) : undefined
}

type Defined<Fields> = { [Key in keyof Fields]?: Exclude<Fields[Key], undefined | ''> }

/** Leaves out fields that are undefined or empty. */
function defined<Fields extends object>(fields: Fields): Defined<Fields> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')
  return Object.fromEntries(entries) as Defined<Fields>
}
