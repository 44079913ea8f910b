/** Owns the name of the first project: the engine makes it before it knows its user's language. */

import { FIRST_PROJECT } from '#shared/project.ts'
import { useStudio } from '../stores/studio-store.ts'
import type { Studio } from '../studio.ts'

/** Gives the project of a new data folder its name in the language on screen; one with pictures in it keeps what it has. */
export async function nameFirstProject(studio: Studio, name: string): Promise<void> {
  const [first, ...others] = useStudio.getState().projects
  if (!first || others.length > 0 || first.name !== FIRST_PROJECT || name === FIRST_PROJECT) return
  const { total } = await studio.shots.page({ projectId: first.id, limit: 1 })
  if (total === 0) await studio.projects.rename({ id: first.id, name })
}
