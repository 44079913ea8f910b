/** Owns the shapes of the service's replies about tasks, field for field as the pages print them. */

import { modelFacts, type RegionFacts } from '#shared/happyhorse.ts'
import { cutToBudget } from '#shared/prompt-rules.ts'
import { formatServiceTime } from '#shared/time.ts'
import { billedSeconds } from './ledger.ts'
import { tierOf } from './render-time.ts'
import type { TaskRecord } from './store.ts'

/** The account behind every key; rehearsal knows one. */
const ACCOUNT = { parentId: '1000000000000001', uid: '1000000000000001' } as const

/** `output` of a create reply. */
export function createOutput(task: TaskRecord) {
  return { task_status: 'PENDING', task_id: task.taskId }
}

/** `output` (and `usage` on success) of a query reply; `task` undefined reads UNKNOWN. */
export function queryReply(
  taskId: string,
  task: TaskRecord | undefined,
  videoUrl: (task: TaskRecord) => string,
) {
  const head = { task_id: taskId, task_status: task?.status ?? 'UNKNOWN' }
  if (!task || task.status === 'CANCELED' || task.status === 'UNKNOWN') return { output: head }
  const output = { ...head, ...timesOf(task) }
  if (task.status === 'FAILED') return { output: { ...output, ...task.failure } }
  if (task.status !== 'SUCCEEDED') return { output }
  const done = { ...output, orig_prompt: cutToBudget(task.prompt), video_url: videoUrl(task) }
  return { output: done, usage: usageOf(task) }
}

function timesOf(task: TaskRecord) {
  return {
    submit_time: formatServiceTime(task.createdAt),
    ...(task.startedAt !== null && { scheduled_time: formatServiceTime(task.startedAt) }),
    ...(task.endedAt !== null && { end_time: formatServiceTime(task.endedAt) }),
  }
}

function usageOf(task: TaskRecord) {
  const takesRatio = modelFacts(task.model)?.takesRatio
  return {
    duration: billedSeconds(task),
    input_video_duration: task.inputSeconds,
    output_video_duration: task.outputSeconds,
    video_count: 1,
    SR: tierOf(task.resolution),
    ...(takesRatio && { ratio: task.ratio }),
  }
}

/** One row of the list reply; its moments are epoch ms, unlike the query's. */
export function listRow(task: TaskRecord, region: RegionFacts) {
  return {
    api_key_id: task.apiKeyId,
    caller_parent_id: ACCOUNT.parentId,
    caller_uid: ACCOUNT.uid,
    gmt_create: Math.floor(task.createdAt),
    ...(task.startedAt !== null && { start_time: Math.floor(task.startedAt) }),
    ...(task.endedAt !== null && { end_time: Math.floor(task.endedAt) }),
    model_name: task.model,
    region: region.code,
    request_id: task.requestId,
    status: task.status,
    task_id: task.taskId,
    user_api_unique_key: `apikey:v1:aigc:video-generation:video-synthesis:${task.model}`,
  }
}
