/** Owns what a still is: the image file the user brought, never touched. */

import { z } from 'zod'
import { FindingSchema } from './finding.ts'

export const StillSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  /** Absolute path of the user's own file. */
  path: z.string(),
  /** File name as the user knows it, with extension. */
  name: z.string(),
  bytes: z.int().nullable(),
  /** SHA-256 of the file as preflight last saw it; null when it could not be read. */
  sha256: z.string().nullable(),
  /** By content, not by name; null when it is no readable picture. */
  format: z.string().nullable(),
  /** Pixels after EXIF orientation; null when unknown. */
  width: z.int().nullable(),
  height: z.int().nullable(),
  findings: z.array(FindingSchema),
  /** Null until preflight has looked. */
  inspectedAt: z.int().nullable(),
  addedAt: z.int(),
})
export type Still = z.infer<typeof StillSchema>
