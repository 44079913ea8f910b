/** Owns the one error type, its plain form, and how it is worded. */

import { z } from 'zod'
import { ERRORS, type ErrorCode, type ErrorText, type FixAction } from './error-words.ts'
import { fill, type TextValues } from './text.ts'

const CODES = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]

/** Plain form of an error: how it crosses the wire and rests in the job table. */
export const AppErrorSchema = z.object({
  code: z.enum(CODES),
  values: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  /** The service's id of the call, which its support asks for. */
  requestId: z.string().optional(),
})
export type AppErrorData = z.infer<typeof AppErrorSchema>

/** The texts of an error, ready to show. */
export type ErrorWords = { what: string; why: string; fix: string; action?: FixAction }

/** Words an error, in English unless another table is given. */
export function wordsFor(error: AppErrorData, table: Record<ErrorCode, ErrorText> = ERRORS): ErrorWords {
  const text = table[error.code]
  const words = {
    what: fill(text.what, error.values),
    why: fill(text.why, error.values),
    fix: fill(text.fix, error.values),
  }
  return text.action ? { ...words, action: text.action } : words
}

/** The only error Gallop throws on purpose. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly values: TextValues
  readonly requestId: string | undefined

  constructor(
    code: ErrorCode,
    values: TextValues = {},
    options: { requestId?: string | undefined; cause?: unknown } = {},
  ) {
    super(wordsFor({ code, values }).what, { cause: options.cause })
    this.code = code
    this.values = values
    this.requestId = options.requestId
  }

  toJSON(): AppErrorData {
    return { code: this.code, values: this.values, ...(this.requestId ? { requestId: this.requestId } : {}) }
  }
}

/** The only funnel from anything thrown to an {@link AppError}; the unknown becomes `bug`. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  return new AppError('bug', { detail: reasonOf(thrown) }, { cause: thrown })
}

/** Why something was thrown, on one line: for the log, and for an error that says it in its own words. */
export function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  if (!(thrown instanceof AppError)) return thrown.message || thrown.name
  const { what, why } = wordsFor(thrown.toJSON())
  return thrown.code === 'bug' ? why : `${what}: ${why}`
}
