/** Owns the projects table. */

import type { Database, Statement } from 'better-sqlite3'
import type { Project } from '#shared/project.ts'
import { insertInto, selectList } from './columns.ts'

const FIELDS = ['id', 'name', 'folder', 'seed', 'createdAt'] as const
const SELECT = `SELECT ${selectList(FIELDS)} FROM projects`

export class ProjectsTable {
  readonly #insert: Statement<[Project]>
  readonly #byId: Statement<[string], Project>
  readonly #byFolder: Statement<[string], Project>
  readonly #all: Statement<[], Project>
  readonly #rename: Statement<[string, string]>
  readonly #setSeed: Statement<[number | null, string]>
  readonly #touched: (id: string) => void

  constructor(db: Database, touched: (id: string) => void) {
    this.#insert = db.prepare(insertInto('projects', FIELDS))
    this.#byId = db.prepare(`${SELECT} WHERE id = ?`)
    this.#byFolder = db.prepare(`${SELECT} WHERE folder = ?`)
    this.#all = db.prepare(`${SELECT} ORDER BY created_at, id`)
    this.#rename = db.prepare('UPDATE projects SET name = ? WHERE id = ?')
    this.#setSeed = db.prepare('UPDATE projects SET seed = ? WHERE id = ?')
    this.#touched = touched
  }

  insert(project: Project): void {
    this.#insert.run(project)
    this.#touched(project.id)
  }

  byId(id: string): Project | undefined {
    return this.#byId.get(id)
  }

  byFolder(folder: string): Project | undefined {
    return this.#byFolder.get(folder)
  }

  all(): Project[] {
    return this.#all.all()
  }

  rename(id: string, name: string): void {
    this.#rename.run(name, id)
    this.#touched(id)
  }

  /** Gives takes that bring no seed of their own this one; null: each draws its own. */
  setSeed(id: string, seed: number | null): void {
    this.#setSeed.run(seed, id)
    this.#touched(id)
  }
}
