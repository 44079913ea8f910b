/**
 * Owns the idle benchmark: what the engine's own thread works while five hundred tasks wait at the service and nothing
 * ends. The service is a mere book of answers in a thread of its own; time is real, and the figure is ours alone.
 */

import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { type Engine, openEngine } from '#electron/engine/engine.ts'
import { DEFAULT_SETTINGS } from '#shared/settings.ts'
import { SECOND_MS } from '#shared/time.ts'
import { drawPhotos, testPorts } from '#test/support/engine.ts'
import { type Entry, inTempFolder, judged, progress, rounded } from './measure.ts'
import { countTraffic } from './traffic.ts'

const PHOTOS = 20
const TAKES = 25
/** Two of the advised pauses. */
const WATCHED_MS = 30 * SECOND_MS
/** Of each second; a hundredth of one core. */
const TARGET_MS = 10

export async function idle(): Promise<Entry[]> {
  return inTempFolder(async (folder) => {
    const service = new Worker(new URL('./waiting-service.ts', import.meta.url))
    const [address] = (await once(service, 'message')) as [string]
    const engine = await openEngine({
      ...{ dataFolder: join(folder, 'data'), version: '0.0.0-bench', samplesFolder: folder },
      ports: testPorts(async () => address),
      baseUrlOverride: address,
      keyOverride: 'sk-bench',
    })
    try {
      await queueJobs(engine, join(folder, 'photos'))
      return [await watch(engine)]
    } finally {
      await engine.stop()
      await service.terminate()
    }
  })
}

/** Every job at the service at once; each is refused nothing there. */
async function queueJobs({ commands }: Engine, folder: string): Promise<void> {
  const jobs = PHOTOS * TAKES
  const limits = { ...DEFAULT_SETTINGS.limits, submitsPerSecond: 50, inFlightPerModel: jobs }
  await commands.settings.update({ limits })
  const { projects } = await commands.studio.snapshot()
  const paths = await drawPhotos(
    folder,
    Array.from({ length: PHOTOS }, (_, index) => `photo-${index}.jpg`),
  )
  const intake = { projectId: projects[0]?.id ?? '', paths, recipe: { prompt: 'mist is drifting' } }
  const { shotIds } = await commands.shots.import(intake)
  const { cost } = await commands.shots.estimate({ shotIds, takes: TAKES })
  await commands.jobs.enqueue({ shotIds, takes: TAKES, agreed: cost })
}

async function watch(engine: Engine): Promise<Entry> {
  const rendering = async () => (await engine.commands.studio.snapshot()).status.counts.rendering
  engine.start()
  while ((await rendering()) < PHOTOS * TAKES) await pause(SECOND_MS / 4)
  // The first looks after the submissions are no idling.
  await pause(5 * SECOND_MS)
  progress(`idle: ${PHOTOS * TAKES} tasks wait, ${WATCHED_MS / SECOND_MS} s`)
  const traffic = countTraffic()
  const before = process.threadCpuUsage()
  await pause(WATCHED_MS)
  const { user, system } = process.threadCpuUsage(before)
  const { lists, queries } = traffic.end()
  const msPerSecond = (user + system) / 1_000 / (WATCHED_MS / SECOND_MS)
  return judged({
    ...{ name: 'idle.cpu', bound: 'at most', target: TARGET_MS, ratio: msPerSecond, runs: 1 },
    ...{ ours: rounded(msPerSecond), bare: 0, unit: 'ms of processor time a second' },
    detail: {
      tasks: PHOTOS * TAKES,
      listsPerMinute: rounded((lists * 60 * SECOND_MS) / WATCHED_MS),
      queriesPerMinute: rounded((queries * 60 * SECOND_MS) / WATCHED_MS),
    },
  })
}
