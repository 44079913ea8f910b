/** Owns putting the engine's parts together: which of them know of each other, and what moves what. */

import type { Database } from 'better-sqlite3'
import { Changes } from './changes.ts'
import { Clients } from './clients.ts'
import { ClipUpkeep } from './clip-upkeep.ts'
import { ClipTrash } from './commands/clip-trash.ts'
import { Inspections } from './commands/inspections.ts'
import { QuietSearch } from './commands/missing-clips.ts'
import type { Studio } from './commands/studio-context.ts'
import { DailyBackups } from './daily-backups.ts'
import { backupsFolder } from './database/rescue.ts'
import { openTables } from './database/tables.ts'
import type { EngineOptions } from './engine.ts'
import { Measuring } from './measuring.ts'
import { measure } from './media/measure.ts'
import { Scheduler } from './pipeline/scheduler.ts'
import { TableWatch } from './pipeline/table-watch.ts'
import { pipelineContext } from './pipeline-context.ts'
import { keepProjectList } from './project-list.ts'
import { readTouched } from './read-touched.ts'
import { type RunOverrides, Services } from './services.ts'
import { statusOf, steadily } from './status.ts'
import { TaskJournal } from './task-journal.ts'

export type Parts = {
  studio: Studio
  clients: Clients
  backups: DailyBackups
  upkeep: ClipUpkeep
  measuring: Measuring
  journal: TaskJournal
}

/** Makes the parts over an open job table; nothing runs yet. */
export function compose(options: EngineOptions, db: Database): Parts {
  const { dataFolder, ports, version, samplesFolder } = options
  const journal = new TaskJournal(dataFolder, ports.log)
  const tables = openTables(
    db,
    (touch) => {
      changes.touch(touch)
      if (touch.table === 'measures') measuring.nudge()
      if (touch.table === 'projects') keepProjectList(dataFolder, tables.projects.all())
    },
    (job) => journal.keep({ job, stillPath: tables.stills.byId(job.stillId)?.path ?? job.stillName }),
  )
  const services = new Services(
    ports,
    () => tables.settings.settings(),
    overridesOf(options),
    () => tables.settings.keySalt(),
  )
  const tableWatch = new TableWatch({ ...ports, statusMoved: () => changes.touch({ table: 'pause' }) })
  const status = steadily(tableWatch, () =>
    statusOf(tables, {
      pin: services.inUse(),
      baseUrl: services.baseUrlOf(services.inUse()),
      keySet: services.keySet(services.inUse()),
      nextLookAt: scheduler.nextLookAt(),
      heldBatches: scheduler.heldBatches(),
      quota: pipeline.quotas.of({ ...services.inUse(), model: tables.settings.settings().defaults.model }),
      now: ports.clock.now(),
    }),
  )
  const changes = new Changes(ports.clock, (touched) =>
    tableWatch.over(
      () => readTouched(tables, status, touched),
      () => ({ status: status() }),
    ),
  )
  const clients = new Clients(ports, () => tables.settings.settings().proxy)
  const leave = new AbortController()
  const giveUp = new AbortController()
  const pipeline = pipelineContext(options, { tables, services, clients, changes, tableWatch, leave, giveUp })
  const scheduler = new Scheduler(pipeline, leave, giveUp)
  const client = () => clients.current()
  const studio = { tables, changes, ports, services, pipeline, scheduler, client, status }
  const quietSearch = new QuietSearch({ tables, ports })
  const inspections = new Inspections({ tables, ...ports, dataFolder, leaving: leave.signal })
  const trash = new ClipTrash({ tables, ports })
  const upkeep = new ClipUpkeep({ tables, ports, trash })
  const measuring = new Measuring({ tables, clock: ports.clock, log: ports.log, measure })
  const backups = new DailyBackups({
    ...{ db, folder: backupsFolder(db.name), clock: ports.clock, log: ports.log },
    isWorthIt: () => tables.jobs.lastOrderKey() > 0,
  })
  return {
    studio: { ...studio, quietSearch, inspections, trash, dataFolder, samplesFolder, version },
    clients,
    backups,
    upkeep,
    measuring,
    journal,
  }
}

function overridesOf(options: EngineOptions): RunOverrides {
  const { baseUrlOverride, serviceOverride, workspaceOverride, keyOverride } = options
  return { baseUrlOverride, serviceOverride, workspaceOverride, keyOverride }
}
