/** Owns the set of tables over one connection, and tells which rows were touched. */

import type { Database } from 'better-sqlite3'
import { BatchesTable } from './batches.ts'
import { ClipLists } from './clip-lists.ts'
import { ClipNotesTable } from './clip-notes.ts'
import { ClipUpkeep } from './clip-upkeep.ts'
import { ClipsTable } from './clips.ts'
import { DueJobs } from './due-jobs.ts'
import { ExperimentsTable } from './experiments.ts'
import { JobEventsTable } from './job-events.ts'
import { JobLists } from './job-lists.ts'
import type { JobRecord } from './job-record.ts'
import { JobsTable } from './jobs.ts'
import { JudgingsTable } from './judgings.ts'
import { KeyPrints } from './key-prints.ts'
import { MeasuresTable } from './measures.ts'
import { ProjectsTable } from './projects.ts'
import { PromotionsTable } from './promotions.ts'
import { Restoring } from './restoring.ts'
import { SettingsTable } from './settings.ts'
import { ShotsTable } from './shots.ts'
import { SpendingSums } from './spending.ts'
import { StillsTable } from './stills.ts'

/** A row that is not what it was. */
export type Touch =
  | {
      table: 'projects' | 'shots' | 'jobs' | 'clips' | 'measures' | 'experiments' | 'notes'
      /** Of notes, the clip they are on. */
      id: string
      /** True when lists of such rows have other members or another order now. */
      relist: boolean
    }
  | { table: 'settings' | 'pause' }

export type Tables = {
  projects: ProjectsTable
  stills: StillsTable
  shots: ShotsTable
  batches: BatchesTable
  jobs: JobsTable
  dueJobs: DueJobs
  jobLists: JobLists
  jobEvents: JobEventsTable
  keyPrints: KeyPrints
  spending: SpendingSums
  clips: ClipsTable
  measures: MeasuresTable
  clipLists: ClipLists
  clipUpkeep: ClipUpkeep
  experiments: ExperimentsTable
  promotions: PromotionsTable
  judgings: JudgingsTable
  clipNotes: ClipNotesTable
  restoring: Restoring
  settings: SettingsTable
  /** Runs `work` in one transaction: all of it or nothing. */
  atomically<Result>(work: () => Result): Result
  close(): void
}

/**
 * Prepares every statement. `touched` and `moved`, which hears of every step of a job, may be called for a change that
 * is rolled back afterwards.
 */
export function openTables(
  db: Database,
  touched: (touch: Touch) => void = () => {},
  moved: (job: JobRecord) => void = () => {},
): Tables {
  const touchedShot = (id: string, relist = false) => touched({ table: 'shots', id, relist })
  const jobEvents = new JobEventsTable(db)
  const touchedJob = (job: JobRecord, relist: boolean) => {
    touched({ table: 'jobs', id: job.id, relist })
    if (relist) touchedShot(job.shotId)
  }
  const touchedClip = (clip: { id: string; shotId: string; jobId: string }, relist: boolean) => {
    touched({ table: 'clips', id: clip.id, relist })
    // A card shows how many clips there are, and the best of them; a job, whether its clip is there.
    touchedShot(clip.shotId)
    if (relist) touched({ table: 'jobs', id: clip.jobId, relist: false })
  }
  return {
    projects: new ProjectsTable(db, (id) => touched({ table: 'projects', id, relist: false })),
    stills: new StillsTable(db, touchedShot),
    shots: new ShotsTable(db, touchedShot),
    batches: new BatchesTable(db),
    jobs: new JobsTable(db, jobEvents, touchedJob, moved),
    dueJobs: new DueJobs(db),
    jobLists: new JobLists(db, (id) => touched({ table: 'jobs', id, relist: true })),
    jobEvents,
    keyPrints: new KeyPrints(db, (id) => touched({ table: 'jobs', id, relist: false })),
    spending: new SpendingSums(db),
    measures: new MeasuresTable(db, (id) => touched({ table: 'measures', id, relist: false })),
    clips: new ClipsTable(db, touchedClip),
    clipLists: new ClipLists(db),
    clipUpkeep: new ClipUpkeep(db, touchedClip),
    experiments: new ExperimentsTable(db, (id) => touched({ table: 'experiments', id, relist: false })),
    promotions: new PromotionsTable(db),
    judgings: new JudgingsTable(db),
    clipNotes: new ClipNotesTable(db, (id) => touched({ table: 'notes', id, relist: false })),
    restoring: new Restoring(db),
    settings: new SettingsTable(db, (table) => touched({ table })),
    atomically: (work) => db.transaction(work).immediate(),
    close: () => db.close(),
  }
}
