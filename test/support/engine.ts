/** Owns the tests' engine: a temporary data folder, pictures drawn on the spot, the rehearsal service on the other side. */

import { mkdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { v7 } from 'uuid'
import { type Engine, type EngineOptions, openEngine } from '#electron/engine/engine.ts'
import { silentLog } from '#electron/engine/log.ts'
import type { KeyVault, Ports } from '#electron/engine/ports.ts'
import { systemClock } from '#electron/hosting/system-clock.ts'
import { type Rehearsal, type RehearsalOptions, startRehearsal } from '#electron/rehearsal/server.ts'
import type { Job } from '#shared/job.ts'
import type { JobState } from '#shared/job-machine.ts'
import type { ServiceId } from '#shared/settings.ts'

/** A vault that forgets everything with the test. */
export function memoryVault(keys: Partial<Record<ServiceId, string>> = {}): KeyVault {
  const kept = new Map(Object.entries(keys))
  return {
    storedIn: 'file',
    get: (service) => kept.get(service),
    set: (service, key) => void kept.set(service, key),
    remove: (service) => void kept.delete(service),
  }
}

export function testPorts(rehearsalBaseUrl: () => Promise<string>, given: Partial<Ports> = {}): Ports {
  return {
    clock: systemClock,
    log: silentLog,
    vault: memoryVault(),
    random: Math.random,
    newId: v7,
    proxy: {},
    // The tests' trash keeps nothing.
    trash: (path) => rm(path),
    rehearsalBaseUrl,
    ...given,
  }
}

/** Quick enough for tests; everything else as in real life. */
export const TEST_PACE = { backoffMs: 30, settleMs: 700, searchMs: 100, graceMs: 500 }
/** A render of a minute and a half takes this much less time. */
export const TEST_SPEED = 500

export type TestEngine = AsyncDisposable & {
  engine: Engine
  rehearsal: Rehearsal
  /** Temporary; holds `data` and `photos`. */
  folder: string
  dataFolder: string
  projectId: string
  /** Draws pictures into `photos`, one for each name. */
  drawPhotos(...names: string[]): Promise<string[]>
  /** Imports pictures and queues takes of each at the estimated price. */
  queue(paths: string[], wish?: { prompt?: string; takes?: number; seeds?: number[] }): Promise<string[]>
  jobs(): Promise<Job[]>
  job(id: string): Promise<Job>
  /** Events of a job's history, in order. */
  story(id: string): Promise<string[]>
}

export type TestEngineOptions = {
  rehearsal?: RehearsalOptions
  /** What an earlier engine left: its folder, and the service it worked with. They outlive this engine. */
  after?: { folder: string; rehearsal: Rehearsal }
  engine?: Partial<EngineOptions>
  ports?: Partial<Ports>
  /** False: the pipeline is not started. */
  start?: boolean
}

/** An engine with its rehearsal service; `await using` stops both and removes the folder. */
export async function openTestEngine(options: TestEngineOptions = {}): Promise<TestEngine> {
  const folder = options.after?.folder ?? (await mkdtemp(join(tmpdir(), 'gallop-engine-')))
  const dataFolder = join(folder, 'data')
  const rehearsal =
    options.after?.rehearsal ??
    (await startRehearsal({ speed: TEST_SPEED, clips: 'tiny', ...options.rehearsal }))
  const engine = await openEngine({
    dataFolder,
    ports: testPorts(async () => rehearsal.apiBase, options.ports),
    version: '0.0.0-test',
    samplesFolder: join(folder, 'photos'),
    pollSeconds: 0.05,
    pace: TEST_PACE,
    ...options.engine,
  })
  if (options.start !== false) engine.start()
  const { projects } = await engine.commands.studio.snapshot()
  const projectId = projects[0]?.id ?? ''
  const jobs = async () => (await engine.commands.jobs.page({ projectId, limit: 500 })).rows
  return {
    ...{ engine, rehearsal, folder, dataFolder, projectId, jobs },
    drawPhotos: (...names) => drawPhotos(join(folder, 'photos'), names),
    queue: (paths, wish) => queueTakes(engine, projectId, paths, wish),
    job: async (id) => (await engine.commands.jobs.history({ id })).job,
    story: async (id) => (await engine.commands.jobs.history({ id })).events.map(({ event }) => event),
    async [Symbol.asyncDispose]() {
      await engine.stop()
      if (options.after) return
      await rehearsal.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Draws one plain picture for each name, each of another colour. */
export async function drawPhotos(folder: string, names: readonly string[]): Promise<string[]> {
  mkdirSync(folder, { recursive: true })
  return Promise.all(
    names.map(async (name, index) => {
      const path = join(folder, name)
      const background = { r: (index * 67) % 256, g: 120, b: 200 }
      await sharp({ create: { width: 640, height: 480, channels: 3, background } }).toFile(path)
      return path
    }),
  )
}

export async function queueTakes(
  engine: Engine,
  projectId: string,
  paths: string[],
  {
    prompt = 'the light is fading',
    takes = 1,
    seeds,
  }: { prompt?: string; takes?: number; seeds?: number[] } = {},
): Promise<string[]> {
  const recipe = { prompt, durationSeconds: 3, resolution: '480P' as const }
  const { shotIds } = await engine.commands.shots.import({ projectId, paths, recipe })
  const wish = { shotIds, takes, ...(seeds ? { seeds } : {}) }
  const { cost } = await engine.commands.shots.estimate(wish)
  return (await engine.commands.jobs.enqueue({ ...wish, agreed: cost })).jobIds
}

export function inState(jobs: readonly Job[], state: JobState): Job[] {
  return jobs.filter((job) => job.state === state)
}
