/** Owns the studio's state at a glance: what the band on top and the bar below show. */

import { z } from 'zod'
import { AppErrorSchema } from './app-error.ts'
import { BudgetSchema } from './budget.ts'
import { JobCountsSchema, MoneySchema } from './job.ts'
import { SERVICES, type ServiceId } from './settings.ts'

/** A batch whose own cap has no room for its next take: its jobs wait, everything else goes on. */
const HeldBatchSchema = z.object({
  batchId: z.string(),
  projectId: z.string(),
  /** The one of its jobs that goes next. */
  jobId: z.string(),
  /** Jobs of it that wait. */
  jobs: z.int(),
  /** `cap-reached`, with the amounts; gone by itself once there is room. */
  error: AppErrorSchema,
})
export type HeldBatch = z.infer<typeof HeldBatchSchema>

/** What the account itself tells of its limits, per model; null where it does not. */
const QuotaSchema = z.object({ submitsPerSecond: z.number().nullable(), running: z.int().nullable() })

export const StudioStatusSchema = z.object({
  service: z.enum(SERVICES),
  /** True while nothing new can be charged. */
  rehearsal: z.boolean(),
  /** Jobs that are not over and that services charge for, also while rehearsing: each goes where it was queued for. */
  charged: z.int(),
  baseUrl: z.string().nullable(),
  keySet: z.boolean(),
  /** Why nothing new is submitted; `byUser` when it was asked for. Paid work is still fetched. */
  pause: z.object({ byUser: z.boolean(), error: AppErrorSchema.nullable(), since: z.int() }).nullable(),
  /** Batches that wait for room under their own cap, as of the last look. */
  heldBatches: z.array(HeldBatchSchema),
  /** Jobs that wait because the key in use does not know their tasks, and where the first of them is; null: none. */
  otherKey: z.object({ service: z.enum(SERVICES), jobs: z.int() }).nullable(),
  /** Jobs of all projects by state. */
  counts: JobCountsSchema,
  /** When the pipeline looks next; null when nothing is due. */
  nextLookAt: z.int().nullable(),
  /** Booked from `usage`, and the worst case of what is on its way. */
  spent: MoneySchema,
  reserved: MoneySchema,
  /** What counts against the caps of this day and this month, in the currency of `spent`. */
  budget: BudgetSchema,
  /** When the first task or link dies that still holds something paid for. */
  oldestDiesAt: z.int().nullable(),
  /** Of the default model; null as long as the account has told nothing. */
  quota: QuotaSchema.nullable(),
  /** Likely time until the queue is empty; null when nothing runs or nothing is known. */
  remainingMs: z.object({ from: z.int(), to: z.int() }).nullable(),
})
export type StudioStatus = z.infer<typeof StudioStatusSchema>

/** The status of a data folder as its job table tells it, with the services that its jobs belong to. */
export type FolderStatus = StudioStatus & {
  /** Where something is on its way or was booked; `live`: jobs that are not over. `baseUrl` for `custom` alone. */
  services: { service: ServiceId; baseUrl: string; live: number }[]
}
