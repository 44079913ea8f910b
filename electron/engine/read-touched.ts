/** Owns how touched rows are read for a change event. */

import type { Change } from '#shared/contract.ts'
import type { StudioStatus } from '#shared/status.ts'
import type { Touched } from './changes.ts'
import { shownJob } from './database/job-record.ts'
import type { Tables } from './database/tables.ts'

export function readTouched(
  tables: Tables,
  status: () => StudioStatus,
  { rows, relist, settings, status: statusTouched }: Touched,
): Omit<Change, 'revision'> {
  const { shots = [], removed = [] } = Object.groupBy(
    present(rows.shots, (id) => tables.shots.byId(id)),
    ({ removedAt }) => (removedAt === null ? 'shots' : 'removed'),
  )
  const jobs = present(rows.jobs, (id) => tables.jobs.byId(id)).map((job) => shownJob(job, tables.clips))
  const lists = (['shots', 'jobs', 'clips', 'measures'] as const).filter((table) => relist.has(table))
  return {
    ...(statusTouched ? { status: status() } : {}),
    ...(settings ? { settings: tables.settings.settings() } : {}),
    ...some('projects', rows.projects.length > 0 ? tables.projects.all() : []),
    ...some(
      'shots',
      shots.map(({ removedAt: _, ...shot }) => shot),
    ),
    ...some(
      'removedShots',
      removed.map(({ id }) => id),
    ),
    ...some('jobs', jobs),
    ...some(
      'clips',
      present(rows.clips, (id) => tables.clips.byId(id)),
    ),
    ...some('measures', tables.measures.byIds(rows.measures)),
    ...some('experiments', rows.experiments),
    ...some('notes', rows.notes),
    ...some('relist', lists),
  }
}

function present<Row>(ids: readonly string[], read: (id: string) => Row | undefined): Row[] {
  return ids.map(read).filter((row) => row !== undefined)
}

function some<Key extends string, Row>(key: Key, rows: Row[]): { [K in Key]?: Row[] } {
  // The key is the one given, so the object has exactly that optional field.
  return (rows.length > 0 ? { [key]: rows } : {}) as { [K in Key]?: Row[] }
}
