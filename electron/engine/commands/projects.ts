/** Owns the commands on projects: a folder on disk plus its rows. */

import { accessSync, constants } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import sanitize from 'sanitize-filename'
import { AppError, reasonOf } from '#shared/app-error.ts'
import { FIRST_PROJECT, type Project } from '#shared/project.ts'
import { makeFolder } from '../library/make-folder.ts'
import { command, foundOr, type Studio } from './studio-context.ts'

export function projectCommands(studio: Studio) {
  const { tables } = studio
  return {
    create: command.projects.create.handler(({ input }) => createProject(studio, input.name, input.folder)),
    rename: command.projects.rename.handler(({ input }) => {
      foundOr('project', tables.projects.byId(input.id))
      tables.projects.rename(input.id, input.name)
      return foundOr('project', tables.projects.byId(input.id))
    }),
    setSeed: command.projects.setSeed.handler(({ input }) => {
      foundOr('project', tables.projects.byId(input.id))
      tables.projects.setSeed(input.id, input.seed)
      return foundOr('project', tables.projects.byId(input.id))
    }),
  }
}

/** A data folder is never without a project. */
export function ensureFirstProject(studio: Studio): void {
  if (studio.tables.projects.all().length === 0) createProject(studio, FIRST_PROJECT)
}

/** The project in a folder: the one that is there, else a new one. @throws AppError `folder-relative`, `folder-unusable` */
function createProject(studio: Studio, name: string, folder?: string): Project {
  const { tables, ports } = studio
  // From where on a relative one counts, only the host knows that was started there.
  if (folder && !isAbsolute(folder)) throw new AppError('folder-relative', { path: folder })
  const path = folder ? resolve(folder) : freeFolder(studio, name)
  const known = tables.projects.byFolder(path)
  takeFolder(path)
  if (known) return known
  const project = { id: ports.newId(), name, folder: path, seed: null, createdAt: ports.clock.now() }
  tables.projects.insert(project)
  return project
}

function freeFolder({ tables, dataFolder }: Studio, name: string): string {
  const safe = sanitize(name).trim() || 'Project'
  for (let count = 1; ; count += 1) {
    const path = join(dataFolder, 'projects', count === 1 ? safe : `${safe} ${count}`)
    if (!tables.projects.byFolder(path)) return path
  }
}

function takeFolder(path: string): void {
  try {
    makeFolder(path)
    accessSync(path, constants.W_OK)
  } catch (cause) {
    throw new AppError('folder-unusable', { path, detail: reasonOf(cause) }, { cause })
  }
}
