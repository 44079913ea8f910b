/** Owns what a project is: a folder on disk plus its rows. */

import { z } from 'zod'
import { SeedSchema } from './shot.ts'

/** Longest name, in UTF-16 units. */
export const PROJECT_NAME_MAX = 120
export const ProjectNameSchema = z.string().trim().min(1).max(PROJECT_NAME_MAX)

export const ProjectSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Absolute path; clips land here. */
  folder: z.string(),
  /** Seed of takes that bring none of their own; null: each draws a new one. */
  seed: SeedSchema.nullable().default(null),
  createdAt: z.int(),
})
export type Project = z.infer<typeof ProjectSchema>

/** Name of the project, and of its folder, in a new data folder. */
export const FIRST_PROJECT = 'My first project'
