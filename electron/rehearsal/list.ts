/** Owns the list call: its filters, its window of time and its pages. */

import { DAY_MS, parseListTime, SECOND_MS } from '#shared/time.ts'
import { fieldInvalid, refuse } from './refusal.ts'
import { TASK_STATUSES, type TaskRecord } from './store.ts'

/** The largest page is unstated; larger wishes get this, and the reply says so. */
const MAX_PAGE_SIZE = 100
const FIRST_PAGE = 1
const PAGE_SIZE = 10

export type ListPage = {
  rows: TaskRecord[]
  total: number
  totalPage: number
  pageNo: number
  pageSize: number
}

/**
 * One page of `known` (newest first), all of one region, by the query's filters; throws RefusalError on a malformed one.
 * Source: manage-asynchronous-tasks, read 2026-11-22 (`api_key_id` and `region`: the vendor's Python SDK 1.26.2); times are read as UTC+8, on creation.
 */
export function listPage(
  query: URLSearchParams,
  known: readonly TaskRecord[],
  now: number,
  ownRegion: string,
): ListPage {
  const { from, to } = windowOf(query, now)
  const wanted = { status: statusOf(query), model: query.get('model_name'), taskId: query.get('task_id') }
  const apiKeyId = query.get('api_key_id')
  const region = query.get('region')
  const found = known.filter(
    (task) =>
      task.createdAt >= from &&
      task.createdAt < to &&
      (!wanted.status || task.status === wanted.status) &&
      (!wanted.model || task.model === wanted.model) &&
      (!wanted.taskId || task.taskId === wanted.taskId) &&
      (!apiKeyId || task.apiKeyId === apiKeyId) &&
      (!region || region === ownRegion),
  )
  const pageNo = naturalOf(query, 'page_no', FIRST_PAGE)
  const pageSize = Math.min(naturalOf(query, 'page_size', PAGE_SIZE), MAX_PAGE_SIZE)
  const start = (pageNo - 1) * pageSize
  return {
    rows: found.slice(start, start + pageSize),
    total: found.length,
    totalPage: Math.ceil(found.length / pageSize),
    pageNo,
    pageSize,
  }
}

/** At most a day; one end missing: a day from the other; both: the last day. The last second counts whole. */
function windowOf(query: URLSearchParams, now: number): { from: number; to: number } {
  const [start, end] = [timeOf(query, 'start_time'), timeOf(query, 'end_time')]
  const from = start ?? (end ?? now) - DAY_MS
  const to = end ?? (start === undefined ? now : start + DAY_MS)
  if (to < from || to - from > DAY_MS) refuse(fieldInvalid('end_time'))
  return { from, to: to + SECOND_MS }
}

function timeOf(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  return text ? (parseListTime(text) ?? refuse(fieldInvalid(name))) : undefined
}

function statusOf(query: URLSearchParams): string | null {
  const status = query.get('status')
  if (status && !TASK_STATUSES.some((known) => known === status)) refuse(fieldInvalid('status'))
  return status
}

function naturalOf(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name)
  if (!text) return otherwise
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : refuse(fieldInvalid(name))
}
