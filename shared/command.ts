/** Owns what every command of the contract is made of: its typed error, ids, windows over long lists. */

import { oc } from '@orpc/contract'
import { z } from 'zod'
import { AppErrorSchema } from './app-error.ts'

/** Every command may end in one typed error whose data is an {@link AppErrorSchema}. */
export const command = oc.errors({ APP_ERROR: { status: 422, data: AppErrorSchema } })

export const Id = z.string().min(1).max(64)
export const Ids = z.array(Id).min(1).max(10_000)
/** The name of an order of takes: one that is given again under it, because its answer was lost, is queued once. */
export const TicketSchema = z.string().min(1).max(64)
/** A path on the host's machine. No file system has a name with a NUL in it, and Node throws at one. */
export const FilePath = z
  .string()
  .min(1)
  .max(4_000)
  .refine((path) => !path.includes('\0'), 'No path holds a NUL character')
/** A window over a long list. */
export const Window = z.object({
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(500).default(100),
})
export const Nothing = z.void()

export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({ rows: z.array(row), total: z.int() })
}
