/** Owns the part of the contract that takes a comparison out of the studio: as a video, a picture or a page. */

import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { AppErrorSchema } from './app-error.ts'
import { command, Id } from './command.ts'

export const EXPORT_FORMS = ['video', 'frame', 'folder'] as const
export type ExportForm = (typeof EXPORT_FORMS)[number]
export const EXPORT_LAYOUTS = ['grid', 'wipe'] as const
export type ExportLayout = (typeof EXPORT_LAYOUTS)[number]

/** What becomes of clips in a video that flash more than is safe: each stands still, or all play behind a warning. */
export const FLASHING_CHOICES = ['held', 'played'] as const
export type FlashingChoice = (typeof FLASHING_CHOICES)[number]
export const FlashingChoiceSchema = z.enum(FLASHING_CHOICES).default('held')

export const ExportWishSchema = z
  .object({
    clipIds: z.array(Id).min(2).max(9),
    layout: z.enum(EXPORT_LAYOUTS),
    /** One MP4, one PNG, or a folder with a page that plays the clips in sync in any browser, offline. */
    form: z.enum(EXPORT_FORMS),
    /** Moment of the common clock a frame shows, ms. */
    atMs: z.number().min(0).default(0),
    /** By how many ms each clip runs ahead of the common clock, in the order of the clips; missing: by none. */
    aheadMs: z.array(z.number()).max(9).default([]),
    /** What is said below each clip; with none of them nothing is. */
    labels: z.object({ title: z.boolean(), prompt: z.boolean(), seed: z.boolean() }),
    /** Place of the clip that is heard; null: silence. */
    soundOf: z.int().min(0).max(8).nullable().default(null),
    flashing: FlashingChoiceSchema,
    locale: z.enum(['en', 'zh-CN']),
  })
  .refine(({ layout, clipIds }) => layout === 'grid' || clipIds.length === 2, 'A wipe shows two clips.')
export type ExportWish = z.infer<typeof ExportWishSchema>

export const ExportEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), share: z.number().min(0).max(1) }),
  /** `path` is absolute: the file, or the folder. */
  z.object({
    kind: z.literal('done'),
    path: z.string(),
    /** Clips that stand still in a video because they flash. */
    held: z.int().min(0),
  }),
  z.object({ kind: z.literal('failed'), error: AppErrorSchema }),
])
export type ExportEvent = z.infer<typeof ExportEventSchema>

export const comparisonCommands = {
  /**
   * Writes a comparison into the `exports` folder of the first clip's project under a name of its own, and tells how far
   * it is. Ending the iteration, or the call's signal, gives it up and leaves nothing behind. Costs nothing.
   */
  export: command.input(ExportWishSchema).output(eventIterator(ExportEventSchema)),
}
