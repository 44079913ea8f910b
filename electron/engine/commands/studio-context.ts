/** Owns what commands work with, and the one way in which they fail: as a typed error of the contract. */

import { implement, ORPCError, ValidationError } from '@orpc/server'
import { AppError, reasonOf, toAppError } from '#shared/app-error.ts'
import { contract } from '#shared/contract.ts'
import type { StudioStatus } from '#shared/status.ts'
import type { Changes } from '../changes.ts'
import { isDamage, isRefusal } from '../database/damage.ts'
import type { Tables } from '../database/tables.ts'
import type { HappyHorseClient } from '../happyhorse/client.ts'
import type { PipelineContext } from '../pipeline/context.ts'
import type { Scheduler } from '../pipeline/scheduler.ts'
import type { Ports } from '../ports.ts'
import type { Services } from '../services.ts'
import type { ClipTrash } from './clip-trash.ts'
import type { Inspections } from './inspections.ts'
import type { QuietSearch } from './missing-clips.ts'

/** The open studio as every command sees it. */
export type Studio = {
  tables: Tables
  changes: Changes
  ports: Ports
  services: Services
  pipeline: PipelineContext
  scheduler: Scheduler
  client(): HappyHorseClient
  status(): StudioStatus
  quietSearch: QuietSearch
  inspections: Inspections
  trash: ClipTrash
  dataFolder: string
  samplesFolder: string
  version: string
}

/** Behind the middleware, so that what does not fit the contract is told like everything else. */
const base = implement(contract).$config({
  initialInputValidationIndex: Number.POSITIVE_INFINITY,
  initialOutputValidationIndex: Number.POSITIVE_INFINITY,
})

/** Every command starts here: whatever is thrown leaves as `APP_ERROR` with its data. */
export const command = base.use(async ({ next, errors }) => {
  try {
    return await next()
  } catch (thrown) {
    const error = thrown instanceof ORPCError ? misfit(thrown) : told(thrown)
    throw errors.APP_ERROR({ message: error.message, data: error.toJSON(), cause: thrown })
  }
})

function told(thrown: unknown): AppError {
  const code = isDamage(thrown) ? 'table-damaged' : isRefusal(thrown) ? 'data-disk-refused' : undefined
  return code ? new AppError(code, { detail: reasonOf(thrown) }, { cause: thrown }) : toAppError(thrown)
}

/** Input that does not fit is the caller's mistake; output that does not fit is ours. */
function misfit(thrown: ORPCError<string, unknown>): AppError {
  const { cause } = thrown
  if (thrown.code !== 'BAD_REQUEST' || !(cause instanceof ValidationError)) return toAppError(thrown)
  const detail = cause.issues.map(({ path = [], message }) => `${path.map(String).join('.')}: ${message}`)
  return new AppError('bad-request', { detail: detail.join('; ') }, { cause })
}

/** The row, or the error that there is none. @throws AppError `not-found` */
export function foundOr<Row>(noun: string, row: Row | undefined): Row {
  if (row === undefined) throw new AppError('not-found', { noun })
  return row
}
