/** Owns what a project is: a folder on disk plus its rows. */

import { z } from 'zod'

export const ProjectSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Absolute path; clips land here. */
  folder: z.string(),
  createdAt: z.int(),
})
export type Project = z.infer<typeof ProjectSchema>
