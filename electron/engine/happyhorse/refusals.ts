/**
 * Owns what a refusal means: one table from code, message and HTTP status to what the user reads and the
 * pipeline does. Source: help.aliyun.com/zh/model-studio/error-code with the upload, task and limit pages,
 * read 2026-11-22. Codes come and go, so rules go by prefix where they can and by status where nothing else is known.
 */

import type { ErrorCode } from '#shared/error-words.ts'
import type { Fault, Refusal } from './outcomes.ts'

/** What the service said. `code` is empty where it gave none. */
export type Said = { httpStatus: number; code: string; message: string; requestId?: string | undefined }

type Meaning = { error: ErrorCode; verdict: Refusal['verdict']; retake: boolean }
type Rule = Meaning & { code?: RegExp; message?: RegExp; status?: number }

const stop = (error: ErrorCode): Meaning => ({ error, verdict: 'stop', retake: true })
const fail = (error: ErrorCode): Meaning => ({ error, verdict: 'fail', retake: false })
/** This request is over, the same one may pass another time. */
const again = (error: ErrorCode): Meaning => ({ error, verdict: 'fail', retake: true })
const wait = (error: ErrorCode): Meaning => ({ error, verdict: 'wait', retake: true })

/** First match counts. Codes are compared without case: both spellings of most are in use. */
const RULES: readonly Rule[] = [
  // The account: nothing is wrong with the job.
  { code: /^Arrearage|BillOverdue$/i, ...stop('account-overdue') },
  { code: /^CommodityNotPurchased/i, ...stop('model-not-activated') },
  { code: /^BudgetLimit/i, ...stop('budget-gone') },
  { message: /budget/i, status: 429, ...stop('budget-gone') },
  { code: /^AllocationQuota\.FreeTierOnly/i, ...stop('free-quota-gone') },
  { message: /free allocated quota exceeded|free tier .* exhausted/i, ...stop('free-quota-gone') },

  // Key, workspace, model.
  { code: /^invalid_?api_?key/i, ...stop('key-refused') },
  {
    code: /^NOT.?AUTHORIZED|^WorkSpaceNotFound|^(Workspace|App)\.AccessDenied/i,
    ...stop('workspace-refused'),
  },
  { code: /^Endpoint\.AccessDenied/i, ...fail('model-not-found') },
  { code: /^Model_?NotFound|^model_not_found/i, ...stop('model-not-found') },
  { message: /^model not exist/i, ...fail('model-not-found') },
  {
    code: /^AccessDenied/i,
    message: /policy expired|invalid according to policy/i,
    ...wait('image-unreachable'),
  },
  { code: /^AccessDenied/i, message: /does not support a?synchronous calls/i, ...fail('refused') },
  { code: /^AccessDenied|^Model\.AccessDenied/i, ...stop('model-not-activated') },

  // The content filter. Input and output share one code; only the message tells them apart.
  {
    code: /^data_?inspection_?failed/i,
    message: /^output (\w+ )?data|input or output (\w+ )?data/i,
    ...again('moderated-output'),
  },
  { code: /^data_?inspection_?failed/i, ...fail('moderated-input') },
  { code: /^IPInfringementSuspect|^(CustomRole|FaqRule)Blocked/i, ...fail('moderated-input') },
  { message: /green network verification|inappropriate content/i, ...fail('moderated-input') },

  // The picture. Fetching may work another time or another way; the picture itself does not change.
  {
    code: /^InvalidURL\.(ConnectionRefused|Timeout)|^BadRequest\.InputDownloadFailed/i,
    ...again('image-unreachable'),
  },
  {
    message:
      /failed to download|unable to download|download .*(failed|timed? ?out)|oss download error|failed to find the requested media|authorization to access the media/i,
    ...again('image-unreachable'),
  },
  { code: /^InvalidURL|^InvalidImage|^InvalidFile/i, ...fail('image-refused') },
  {
    message:
      /media format is not supported|failed to decode|invalid image format|corrupted file|read image error|image size is not supported|size of input image|url does not appear to be valid|bytes per data-uri/i,
    ...fail('image-refused'),
  },

  // Waiting helps.
  {
    code: /^Throttling|^limit_?(requests|burst_?rate)|^ResourceExhausted|^insufficient_quota/i,
    ...wait('throttled'),
  },
  { code: /^ModelServingError|^ModelUnavailable/i, ...wait('throttled') },

  // The service's own trouble.
  { code: /^InternalError\.Timeout/i, ...again('service-timeout') },
  {
    code: /^internal_?error|^SystemError|^ModelServiceFailed|^RequestTimeOut|^ResponseTimeout/i,
    ...again('service-fault'),
  },

  { code: /^InvalidParameter|^invalid_(parameter|request)|^BadRequest/i, ...fail('parameter-refused') },
  { code: /^UnsupportedOperation/i, ...fail('refused') },
  // A path that is not there is the base URL's fault: every other job would be refused as well.
  { code: /^NotFound/i, ...stop('refused') },
]

/** What an unknown code, or none, means by its status. */
function byStatus({ httpStatus: status, code }: Said): Meaning {
  if (status === 401) return stop('key-refused')
  if (status === 413) return fail('image-refused')
  if (status === 408 || status === 429) return wait('throttled')
  if (status >= 500) return again('service-fault')
  return code === '' ? again('answered-elsewhere') : fail('refused')
}

/**
 * True for a no that carries no code, as every error of the service does: a proxy's, a firewall's or another server's
 * page, whose words are not about the job. Of a 429 the words count: it is the service's own even where it is short.
 */
function isPage({ httpStatus, code }: Said): boolean {
  return code === '' && httpStatus >= 400 && httpStatus < 500 && httpStatus !== 429
}

function ruleFor({ httpStatus, code, message }: Said): Rule | undefined {
  return RULES.find(
    (rule) =>
      (!rule.code || rule.code.test(code)) &&
      (!rule.message || rule.message.test(message)) &&
      (!rule.status || rule.status === httpStatus),
  )
}

/** `InternalError.Algo.InvalidParameter: The provided URL …` → the code inside, as the table knows it, and the rest. */
function inner(said: Said): Said | undefined {
  const [, code, message] = /^<?([A-Za-z]+(?:[._][A-Za-z]+)*)>?:\s*(.+)$/s.exec(said.message) ?? []
  if (!code || !message) return undefined
  return { ...said, code: code.replace(/^InternalError\.Algo\.(?=.)/, ''), message }
}

function meaningOf(said: Said): Meaning | undefined {
  const nested = inner(said)
  return (nested && ruleFor(nested)) ?? ruleFor(said)
}

function refusalWith(meaning: Meaning, said: Said): Refusal {
  const { httpStatus, code, message, requestId } = said
  const values = { code: code || `HTTP ${httpStatus}`, message: message || '…' }
  const error = { code: meaning.error, values, ...(requestId ? { requestId } : {}) }
  const tooMany = meaning.verdict === 'wait' && httpStatus === 429 ? { tooMany: tooManyBy(code) } : {}
  return { error, httpStatus, verdict: meaning.verdict, retake: meaning.retake, ...tooMany }
}

/** `Throttling.Concurrency` speaks of what runs; every other throttle of how often one asks. */
function tooManyBy(code: string): 'requests' | 'tasks' {
  return /^Throttling\.Concurrency/i.test(code) ? 'tasks' : 'requests'
}

/** What a refused call means. */
export function refusalOf(said: Said): Refusal {
  return refusalWith((isPage(said) ? undefined : meaningOf(said)) ?? byStatus(said), said)
}

/** The same where a task was to be made: whatever answered in the service's place would refuse every other job as well. */
export function atCreate<Outcome extends { kind: string }>(outcome: Outcome | Fault): Outcome | Fault {
  if (!isRefused(outcome) || outcome.refusal.error.code !== 'answered-elsewhere') return outcome
  return { kind: 'refused', refusal: { ...outcome.refusal, verdict: 'stop' } }
}

function isRefused(outcome: { kind: string }): outcome is Extract<Fault, { kind: 'refused' }> {
  return outcome.kind === 'refused'
}

/**
 * What a failed task means: it is over, so waiting for it has no sense; what waiting would cure, a retake may. So may
 * one after a reason nobody knows: failed tasks cost nothing.
 */
export function taskRefusalOf(said: Said): Refusal {
  const refusal = refusalWith(meaningOf(said) ?? again('refused'), said)
  return refusal.verdict === 'wait' ? { ...refusal, verdict: 'fail' } : refusal
}
