/** Owns the sorting of replies: what an HTTP answer that is not the wished one means for the caller. */

import type { Fault } from './outcomes.ts'
import { refusalOf } from './refusals.ts'
import type { Answered, Broken } from './transport.ts'
import { namesTask, parseError, parseJson, parseRequestId } from './wire.ts'

/** A wished reply as JSON, or how the call ended instead. */
export type Sorted = { kind: 'json'; json: unknown; requestId?: string; serverDate?: number } | Fault

/**
 * Sorts an exchange. A 5xx and a 2xx that cannot be read are `unanswered`: behind a gateway the service may have
 * acted. A 4xx is an explicit no even without a readable body.
 */
export function sort(answer: Answered | Broken): Sorted {
  if (answer.kind !== 'answered') return answer
  const json = parseJson(answer.text)
  const said = parseError(json)
  const requestId = parseRequestId(json) ?? headerOf(answer, 'x-request-id')
  const serverDate = dateOf(headerOf(answer, 'date'))
  const named = requestId ? { requestId } : {}
  if (answer.status >= 200 && answer.status < 300 && (!said || namesTask(json))) {
    if (json === undefined) return { kind: 'unanswered', detail: unreadable(answer), ...named }
    return { kind: 'json', json, ...named, ...(serverDate === undefined ? {} : { serverDate }) }
  }
  return faultOf(answer, said ?? { code: '', message: excerpt(answer.text) }, named, serverDate)
}

function faultOf(
  answer: Answered,
  said: { code: string; message: string },
  named: { requestId?: string },
  serverDate: number | undefined,
): Fault {
  const { status } = answer
  const refusal = refusalOf({ httpStatus: status, ...said, ...named })
  const retryAfterMs = retryAfterOf(headerOf(answer, 'retry-after'), serverDate)
  const later = retryAfterMs === undefined ? {} : { retryAfterMs }
  const theirFault = refusal.error.code === 'service-fault' || refusal.error.code === 'service-timeout'
  if (status >= 500 || status === 408 || (status >= 300 && status < 400) || (status < 300 && theirFault)) {
    const detail = `the service answered HTTP ${status}: ${said.code} ${said.message}`.trim()
    return { kind: 'unanswered', detail, refusal, ...named, ...later }
  }
  return refusal.verdict === 'wait' ? { kind: 'throttled', refusal, ...later } : { kind: 'refused', refusal }
}

/** A reply of the right status whose content is not the documented one. */
export function unexpected(what: string, requestId?: string): Fault {
  return { kind: 'unanswered', detail: `the reply names no ${what}`, ...(requestId ? { requestId } : {}) }
}

function unreadable(answer: Answered): string {
  return `the reply (HTTP ${answer.status}) is not JSON: ${excerpt(answer.text)}`
}

/** Readable beginning of a gateway's page. */
function excerpt(text: string): string {
  return text
    .replace(/<(script|style)[\s\S]*?<\/\1>|<[^>]*>/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
}

/** One header as text. */
export function headerOf(answer: { headers: Answered['headers'] }, name: string): string | undefined {
  const value = answer.headers[name]
  return Array.isArray(value) ? value[0] : value
}

function dateOf(text: string | undefined): number | undefined {
  const at = text === undefined ? Number.NaN : Date.parse(text)
  return Number.isNaN(at) ? undefined : at
}

function finite(number: number): number | undefined {
  return Number.isFinite(number) ? number : undefined
}

/** `Retry-After` in seconds or as a date → ms from now, never negative. */
export function retryAfterOf(text: string | undefined, now = Date.now()): number | undefined {
  if (text === undefined || text.trim() === '') return undefined
  if (/^\d+(\.\d+)?$/.test(text.trim())) return finite(Math.ceil(Number(text) * 1000))
  const at = dateOf(text)
  return at === undefined ? undefined : Math.max(0, at - now)
}
