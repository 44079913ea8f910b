/** Owns how many takes fit under the caps. */

import { z } from 'zod'
import { CAP_WINDOWS } from './budget.ts'
import { MoneySchema } from './job.ts'

/** The cap that stops the takes of a wish first, and how many of them go before. */
export const FitSchema = z.object({ window: z.enum(CAP_WINDOWS), cap: MoneySchema, takes: z.int() })
export type Fit = z.infer<typeof FitSchema>
