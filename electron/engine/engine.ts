/** Owns the engine as hosts see it: one call opens a data folder and returns everything they need. */

import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ContractRouterClient } from '@orpc/contract'
import { createRouterClient, type Router } from '@orpc/server'
import { AppError, reasonOf, toAppError } from '#shared/app-error.ts'
import type { Change, StudioContract } from '#shared/contract.ts'
import type { ServiceId } from '#shared/settings.ts'
import type { FolderStatus } from '#shared/status.ts'
import { thumbnailPath } from './commands/inspections.ts'
import { lookAtOne } from './commands/missing-clips.ts'
import { ensureFirstProject } from './commands/projects.ts'
import { routerOf } from './commands/router.ts'
import { openForReading } from './database/open.ts'
import { endRescue, openOrRescue } from './database/rescue.ts'
import { openTables } from './database/tables.ts'
import { type FileKind, type LocatedFile, locateFile, uploadsFolderIn } from './files.ts'
import { systemCode } from './library/disk.ts'
import { MiddlePictures } from './middle-pictures.ts'
import { type Ownership, ownFolder } from './owner.ts'
import { compose, type Parts } from './parts.ts'
import type { Pace } from './pipeline/context.ts'
import { recover } from './pipeline/recovery.ts'
import type { Ports } from './ports.ts'
import { readProjectList } from './project-list.ts'
import { takeDown } from './recovery-report.ts'
import { restore } from './restore.ts'
import { folderStatus } from './status.ts'
import { readTaskJournal } from './task-journal.ts'

export { makeFolder } from './library/make-folder.ts'

export type EngineOptions = {
  /** Absolute path; made when missing. */
  dataFolder: string
  ports: Ports
  /** Gallop's own version, for sidecars and the snapshot. */
  version: string
  /** Where the sample stills lie. */
  samplesFolder: string
  /** Base URL with `/api/v1` for this run: the service is `custom`, the settings stay as they are. */
  baseUrlOverride?: string
  /** Seconds between two looks at one task, fractions allowed. */
  pollSeconds?: number
  /** The same while the service is `rehearsal`, whose time runs faster; `pollSeconds` goes before it. */
  rehearsalPollSeconds?: number
  /** Another service than the one in the settings, for this run. */
  serviceOverride?: ServiceId
  /** A key from the environment; goes before the stored one for the service of this run. */
  keyOverride?: string
  /** Another workspace than the one in the settings, for this run. */
  workspaceOverride?: string
  /** True: of what waits only batches that are queued in this run are submitted. Paid work of others is fetched all the same. */
  ownBatchesOnly?: boolean
  /** False: `start` does nothing, so that only commands work. */
  runPipeline?: boolean
  /** Other waits than the usual ones, for tests. */
  pace?: Partial<Pace>
}

export type Engine = {
  /** Calls commands directly, typed by the contract. */
  commands: ContractRouterClient<StudioContract>
  /** The same commands for oRPC's handlers. */
  router: Router<StudioContract, Record<never, never>>
  /** Starts the pipeline; what was left over from the last run goes first. */
  start(): void
  /** After a sleep, or when the network is back: looks at once at all that is late or waited for it. */
  nudge(): void
  /** Writes down at which address this studio is open, for a second process on the same data folder. */
  announce(address: string): void
  /** Lets running steps write down their end, closes the tables and gives the data folder free. */
  stop(): Promise<void>
  /** File behind an opaque id; undefined when there is none. Stills and thumbnails go by still, clips and posters by clip. */
  locate(kind: FileKind, id: string): LocatedFile | undefined
  /** Picture of the middle of a clip, made when it is asked for first; undefined when there is none. */
  middleOf(clipId: string): Promise<LocatedFile | undefined>
  /** Resolves when no job can move without the user: none is live, or the rest waits for a pause or an answer. */
  whenIdle(): Promise<void>
  /** Calls back with every change of rows; returns how to end that. */
  subscribe(listener: (change: Change) => void): () => void
  /** Where a browser's dropped files go; made when missing. @throws AppError `not-found` */
  uploadsFolder(projectId: string): string
}

/**
 * Opens a data folder, as its only owner.
 * @throws AppError `data-in-use`, `data-from-future`, `data-unreadable`
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const ownership = ownFolder(options.dataFolder)
  try {
    return await openOwned(options, ownership)
  } catch (thrown) {
    ownership.release()
    throw thrown
  }
}

async function openOwned(options: EngineOptions, ownership: Ownership): Promise<Engine> {
  const { dataFolder, ports } = options
  const projects = readProjectList(dataFolder)
  const path = join(dataFolder, 'gallop.sqlite')
  const tasks = readTaskJournal(dataFolder)
  const wasThere = projects.length > 0 || (tasks?.length ?? 0) > 0
  const { db, rescue } = openOrRescue(path, ports.clock.now(), wasThere)
  const parts = compose(options, db)
  const { tables } = parts.studio
  const restored = rescue && (await restore({ tables, ports }, rescue, { projects, tasks }))
  if (restored) {
    tables.atomically(() => {
      takeDown(tables, ports.clock.now(), restored)
      endRescue(db)
    })
  }
  parts.journal.begin(tables.restoring.owed())
  ensureFirstProject(parts.studio)
  return engineOf(options, { ...parts, wasRestored: restored !== null }, ownership)
}

type Opened = Parts & { wasRestored: boolean }

function engineOf(
  options: EngineOptions,
  { studio, clients, backups, upkeep, measuring, journal, wasRestored }: Opened,
  { announce, release }: Ownership,
): Engine {
  const { tables, changes, scheduler, pipeline, ports, dataFolder } = studio
  const router = routerOf(studio)
  const middles = new MiddlePictures(studio)
  let stopped: Promise<void> | undefined
  let isStarted = false
  const stop = async () => {
    await scheduler.stop()
    await studio.inspections.ended()
    await backups.stop()
    await upkeep.stop()
    await measuring.stop()
    await studio.quietSearch.ended()
    await middles.ended()
    // Damage stays as an unclean stop in the table: the next start looks at it closely.
    if (isStarted && !pipeline.tableWatch.pause) tables.settings.saveRunning(null)
    changes.close()
    await clients.close()
    tables.close()
    journal.close()
    release()
    ports.log.info('engine.stopped')
  }
  return {
    commands: createRouterClient(router),
    router,
    start() {
      if (options.runPipeline === false || isStarted || stopped) return
      isStarted = true
      // After a restore the report is written already, and it says more.
      if (!wasRestored) takeDown(tables, ports.clock.now(), null)
      tables.settings.saveRunning(ports.clock.now())
      studio.status()
      const recovered = recover(pipeline)
      // The key of this run may be another one, or theirs again.
      tables.keyPrints.wake(ports.clock.now())
      ports.log.info('engine.started', { recovered: recovered.length, version: options.version })
      scheduler.start()
      scheduler.learnQuotas(studio.services.gatesInUse())
      backups.start()
      upkeep.start()
      measuring.start()
      studio.inspections.lookAtLeftOver().catch((thrown: unknown) => {
        if (toAppError(thrown).code !== 'given-up')
          ports.log.error('intake.bug', { detail: reasonOf(thrown) })
      })
    },
    nudge() {
      scheduler.lookNow()
      scheduler.learnQuotas(studio.services.gatesInUse())
    },
    announce,
    stop() {
      stopped ??= stop()
      return stopped
    },
    locate(kind, id) {
      const clip = kind === 'clip' ? tables.clips.byId(id) : undefined
      if (clip && clip.trashedAt !== null) return undefined
      if (clip && lookAtOne(studio, clip).missingAt !== null) return undefined
      return locateFile(tables, (sha256) => thumbnailPath(dataFolder, sha256), kind, id)
    },
    middleOf: (clipId) => middles.of(clipId),
    whenIdle: () => scheduler.whenIdle(),
    subscribe: (listener) => changes.subscribe(listener),
    uploadsFolder(projectId) {
      const project = tables.projects.byId(projectId)
      if (!project) throw new AppError('not-found', { noun: 'project' })
      const folder = uploadsFolderIn(project.folder)
      mkdirSync(folder, { recursive: true })
      return folder
    },
  }
}

/** What `gallop status` shows, read without owning the folder; undefined when there is no job table yet. @throws AppError `folder-unusable` */
export function readStatus(dataFolder: string, now: number): FolderStatus | undefined {
  const path = join(dataFolder, 'gallop.sqlite')
  if (!hasTable(dataFolder, path)) return undefined
  const tables = openTables(openForReading(path))
  try {
    return folderStatus(tables, now)
  } finally {
    tables.close()
  }
}

/** A file in place of the folder, or one that may not be looked into, is not the same as nothing. */
function hasTable(dataFolder: string, path: string): boolean {
  try {
    statSync(path)
    return true
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return false
    throw new AppError('folder-unusable', { path: dataFolder, detail: reasonOf(cause) }, { cause })
  }
}
