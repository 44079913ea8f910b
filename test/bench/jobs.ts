/** Owns the jobs benchmark: batches queued and lives lived through the engine's tables against raw better-sqlite3. */

import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { JobRecord } from '#electron/engine/database/job-record.ts'
import { openDatabase } from '#electron/engine/database/open.ts'
import { openTables, type Tables } from '#electron/engine/database/tables.ts'
import { BATCH_SIZE, batchOf, type LifeStep, lifeOf, writeParents } from './job-rows.ts'
import { compare, type Entry, inTempFolder } from './measure.ts'
import { RawJobs } from './raw-jobs.ts'

const TARGET = 0.6
const INSERT_RUNS = 25
const LIFE_RUNS = 31
/** Every step is a commit that reaches the disk, so a few jobs take as long as a batch does. */
const JOBS_PER_LIFE_RUN = 20

export async function jobs(): Promise<Entry[]> {
  return inTempFolder(async (folder) => {
    const sides = openSides(folder)
    try {
      const entries = [await inserts(sides), await lives(sides)]
      refuseDifference(sides)
      return entries
    } finally {
      for (const db of [sides.oursDb, sides.bareDb]) db.close()
    }
  })
}

type Sides = { oursDb: Database; tables: Tables; bareDb: Database; raw: RawJobs; batches: JobRecord[][] }

/** Two equal databases, both opened by the engine: the same schema and pragmas. */
function openSides(folder: string): Sides {
  // The warm-up takes a batch as well.
  const batches = Array.from({ length: INSERT_RUNS + 1 }, (_, batch) => batchOf(batch))
  const [oursDb, bareDb] = [join(folder, 'ours'), join(folder, 'bare')].map((side) => {
    const db = openDatabase(join(side, 'gallop.sqlite'), Date.now())
    writeParents(openTables(db), batches.length)
    return db
  }) as [Database, Database] // As many as the folders above.
  return { oursDb, tables: openTables(oursDb), bareDb, raw: new RawJobs(bareDb), batches }
}

function inserts({ tables, raw, batches }: Sides): Promise<Entry> {
  const pair = (run: number) => {
    const batch = batches[run + 1] ?? []
    const writes = raw.insertsOf(batch)
    const ours = () =>
      tables.atomically(() => {
        for (const job of batch) tables.jobs.insert(job)
      })
    return { ours, bare: () => raw.write(writes) }
  }
  const what = { name: 'jobs.insert', unit: 'jobs/s', target: TARGET }
  return compare({ ...what, runs: INSERT_RUNS, amount: BATCH_SIZE, pair })
}

/** From `started` to `saved`, other jobs of the first batch in every run. */
function lives({ tables, raw, batches }: Sides): Promise<Entry> {
  const runs = Array.from({ length: LIFE_RUNS + 1 }, (_, run) =>
    (batches[0] ?? []).slice(run * JOBS_PER_LIFE_RUN, (run + 1) * JOBS_PER_LIFE_RUN).flatMap(lifeOf),
  )
  const pair = (run: number) => {
    const steps = runs[run + 1] ?? []
    const transactions = steps.map((step) => raw.stepOf(step))
    const ours = () => {
      for (const step of steps) take(tables, step)
    }
    const bare = () => {
      for (const writes of transactions) raw.write(writes)
    }
    return { ours, bare }
  }
  const what = { name: 'jobs.life', unit: 'transitions/s', target: TARGET }
  return compare({ ...what, runs: LIFE_RUNS, amount: runs[0]?.length ?? 0, pair })
}

/** As the pipeline's `apply` does it. */
function take(tables: Tables, { clip, ...transition }: LifeStep): void {
  const moved = clip
    ? tables.atomically(() => {
        tables.clips.insert(clip)
        return tables.jobs.transition(transition)
      })
    : tables.jobs.transition(transition)
  if (!moved) throw new Error(`${transition.event} did not happen`)
}

/** A comparison of different work is worth nothing. */
function refuseDifference({ oursDb, bareDb }: Sides): void {
  for (const table of ['jobs', 'job_events', 'clips']) {
    const rowsOf = (db: Database) => JSON.stringify(db.prepare(`SELECT * FROM ${table} ORDER BY id`).all())
    if (rowsOf(oursDb) !== rowsOf(bareDb)) throw new Error(`Both sides wrote other rows into ${table}.`)
  }
}
