/** Owns `projects.json`: where the projects lie, kept beside the job table so that clips are found again without it. */

import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Project, ProjectSchema } from '#shared/project.ts'

const NAME = 'projects.json'
const ListSchema = z.object({ projects: z.array(ProjectSchema) })

/** Projects as last written down; none when the file is not there or makes no sense. */
export function readProjectList(dataFolder: string): Project[] {
  try {
    return ListSchema.parse(JSON.parse(readFileSync(join(dataFolder, NAME), 'utf8'))).projects
  } catch {
    return []
  }
}

/** Writes the list, whole or not at all; nothing when it says so already. @throws Error of the disk */
export function keepProjectList(dataFolder: string, projects: readonly Project[]): void {
  const known = readProjectList(dataFolder)
  if (JSON.stringify(known) === JSON.stringify(projects)) return
  const path = join(dataFolder, NAME)
  const unfinished = `${path}.part`
  try {
    writeFileSync(unfinished, `${JSON.stringify({ projects }, null, 2)}\n`, { flush: true })
    renameSync(unfinished, path)
  } finally {
    rmSync(unfinished, { force: true })
  }
}
