/** Owns the composition every host shares: an engine on a data folder, its ports, the embedded rehearsal. */

import { resolve } from 'node:path'
import { v7 as newId } from 'uuid'
import { type Engine, type EngineOptions, makeFolder, openEngine } from '#electron/engine/engine.ts'
import type { KeyVault, Ports, ProxyEnvironment } from '#electron/engine/ports.ts'
import { AppError, reasonOf } from '#shared/app-error.ts'
import type { ServiceId } from '#shared/settings.ts'
import { embeddedRehearsal } from './embedded-rehearsal.ts'
import { openVault } from './key-vault.ts'
import { openLogFile } from './log-file.ts'
import { rehearsalPollSeconds } from './poll.ts'
import { SAMPLES_FOLDER, VERSION } from './project-root.ts'
import { systemClock } from './system-clock.ts'
import { moveToTrash } from './trash.ts'

export type StudioOptions = {
  dataFolder: string
  proxy: ProxyEnvironment
  keysInFile: boolean
  /** Another place for keys than {@link openVault} chooses. */
  vault?: KeyVault
  /** Another way to the system's trash than {@link moveToTrash}. */
  trash?: Ports['trash']
  /** Base URL with `/api/v1` for this run. */
  baseUrl?: string
  service?: ServiceId
  /** Workspace whose host is meant, for this run. */
  workspace?: string
  key?: string
  ownBatchesOnly?: boolean
  /** Seconds, fractions allowed; left out: 15, and less against the sped-up rehearsal. */
  pollSeconds?: number
  rehearsalSpeed?: number
  rehearsalClips?: 'full' | 'tiny'
  runPipeline?: boolean
}

export type Studio = {
  engine: Engine
  dataFolder: string
  rehearsalSpeed: number
  close(): Promise<void>
}

/**
 * Opens the engine; nothing moves before `engine.start()`.
 * @throws AppError `data-in-use`, `data-from-future`, `data-unreadable`, `folder-unusable`
 */
export async function openStudio(options: StudioOptions): Promise<Studio> {
  const dataFolder = resolve(options.dataFolder)
  takeFolder(dataFolder)
  const rehearsal = embeddedRehearsal(dataFolder, {
    ...(options.rehearsalSpeed === undefined ? {} : { speed: options.rehearsalSpeed }),
    ...(options.rehearsalClips === undefined ? {} : { clips: options.rehearsalClips }),
  })
  const engine = await openEngine({
    ...overridesOf(options),
    dataFolder,
    version: VERSION,
    samplesFolder: SAMPLES_FOLDER,
    rehearsalPollSeconds: rehearsalPollSeconds(rehearsal.speed),
    ports: {
      clock: systemClock,
      log: openLogFile(dataFolder, systemClock.now),
      vault: options.vault ?? (await openVault(dataFolder, options)),
      random: Math.random,
      newId: () => newId(),
      proxy: options.proxy,
      trash: options.trash ?? moveToTrash,
      rehearsalBaseUrl: rehearsal.baseUrl,
    },
  })
  return {
    engine,
    dataFolder,
    rehearsalSpeed: rehearsal.speed,
    close: async () => {
      await engine.stop()
      await rehearsal.close()
    },
  }
}

function overridesOf(options: StudioOptions): Partial<EngineOptions> {
  const { baseUrl, service, workspace, key, ownBatchesOnly, pollSeconds, runPipeline } = options
  return {
    ...(baseUrl === undefined ? {} : { baseUrlOverride: baseUrl }),
    ...(service === undefined ? {} : { serviceOverride: service }),
    ...(workspace === undefined ? {} : { workspaceOverride: workspace }),
    ...(key === undefined ? {} : { keyOverride: key }),
    ...(ownBatchesOnly === undefined ? {} : { ownBatchesOnly }),
    ...(pollSeconds === undefined ? {} : { pollSeconds }),
    ...(runPipeline === undefined ? {} : { runPipeline }),
  }
}

function takeFolder(path: string): void {
  try {
    makeFolder(path)
  } catch (error) {
    throw new AppError('folder-unusable', { path, detail: reasonOf(error) }, { cause: error })
  }
}
