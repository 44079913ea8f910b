/** Owns the composition of the engine: one call opens a data folder and returns everything a host needs. */

import type { ContractRouterClient } from '@orpc/contract'
import type { Router } from '@orpc/server'
import type { Change, StudioContract } from '#shared/contract.ts'
import type { ServiceId } from '#shared/settings.ts'
import type { StudioStatus } from '#shared/status.ts'
import type { Ports } from './ports.ts'

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
  /** False: `start` does nothing, so that only commands work. */
  runPipeline?: boolean
}

export type FileKind = 'still' | 'thumbnail' | 'clip' | 'poster'

export type Engine = {
  /** Calls commands directly, typed by the contract. */
  commands: ContractRouterClient<StudioContract>
  /** The same commands for oRPC's handlers. */
  router: Router<StudioContract, Record<never, never>>
  /** Starts the pipeline; what was left over from the last run goes first. */
  start(): void
  /** Lets running steps write down their end, closes the tables and gives the data folder free. */
  stop(): Promise<void>
  /** File behind an opaque id; undefined when there is none. */
  locate(kind: FileKind, id: string): { path: string; mime: string } | undefined
  /** Resolves when no job can move without the user: none is live, or the rest waits for a pause or an answer. */
  whenIdle(): Promise<void>
  /** Calls back with every change of rows; returns how to end that. */
  subscribe(listener: (change: Change) => void): () => void
  /** Where a browser's dropped files go; made when missing. */
  uploadsFolder(projectId: string): string
}

/**
 * Opens a data folder, as its only owner.
 * @throws AppError `data-in-use`, `data-from-future`, `data-unreadable`
 */
export function openEngine(_options: EngineOptions): Promise<Engine> {
  throw new Error('not there yet')
}

/** What `gallop status` shows, read without owning the folder; undefined when there is no job table yet. */
export function readStatus(_dataFolder: string): StudioStatus | undefined {
  throw new Error('not there yet')
}
