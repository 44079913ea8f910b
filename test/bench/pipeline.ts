/**
 * Owns the pipeline benchmark: 200 jobs through the whole engine against the least time in which the rehearsal
 * service could have rendered them. The engine runs with its defaults (a look every 15 s, 5 submits a second) and
 * the service at its real pace; only the clock both of them read goes faster, so every proportion is the real one.
 */

import { join } from 'node:path'
import type { Clock } from '#electron/engine/clock.ts'
import { type Engine, openEngine } from '#electron/engine/engine.ts'
import { type ClipMaker, openClipMaker } from '#electron/rehearsal/clips/clip-maker.ts'
import { startRehearsal } from '#electron/rehearsal/server.ts'
import { DEFAULT_SETTINGS } from '#shared/settings.ts'
import { SECOND_MS } from '#shared/time.ts'
import { drawPhotos, testPorts } from '#test/support/engine.ts'
import { fastClock } from './fast-clock.ts'
import { type Entry, inTempFolder, judged, median, progress, rounded } from './measure.ts'
import { type RenderedTask, renderedTasks, serviceBoundMs } from './service-bound.ts'

const PHOTOS = 20
const TAKES = 10
/** Makes 70 minutes of renders last about one. */
const SPEED = 72
/** Finished jobs between two lines of progress. */
const TELL_EVERY = 25

/** `inFlight`: jobs that may be at the service at once; left out: the default of the settings. */
export async function pipeline({ inFlight }: { inFlight?: number } = {}): Promise<Entry[]> {
  return inTempFolder(async (folder) => {
    const clock = fastClock(SPEED)
    const rehearsal = await startRehearsal({ now: clock.now, clipMaker: await warmMaker() })
    const engine = await openEngine({
      dataFolder: join(folder, 'data'),
      ports: testPorts(async () => rehearsal.apiBase, { clock }),
      version: '0.0.0-bench',
      samplesFolder: folder,
    })
    try {
      const { limits } = DEFAULT_SETTINGS
      const inFlightPerModel = inFlight ?? limits.inFlightPerModel
      await engine.commands.settings.update({ limits: { ...limits, inFlightPerModel } })
      const jobIds = await queueJobs(engine, join(folder, 'photos'))
      const span = await spanOf(engine, clock, jobIds.length)
      return [await judge(engine, await renderedTasks(rehearsal.apiBase), { ...span, inFlightPerModel })]
    } finally {
      await engine.stop()
      await rehearsal.close()
    }
  })
}

/** Miniature clips, the one that will be asked for drawn before time counts. */
async function warmMaker(): Promise<ClipMaker> {
  const maker = openClipMaker({ tiny: true })
  const { durationSeconds, watermark } = DEFAULT_SETTINGS.defaults
  await maker.make({ task: 'i2v', prompt: '', seed: 1, durationSeconds, tier: 720, watermark })
  return maker
}

async function queueJobs(engine: Engine, folder: string): Promise<string[]> {
  const { projects } = await engine.commands.studio.snapshot()
  const names = Array.from({ length: PHOTOS }, (_, index) => `photo-${index}.jpg`)
  const paths = await drawPhotos(folder, names)
  const recipe = { prompt: 'mist is drifting, the camera is pushing in slowly' }
  const intake = { projectId: projects[0]?.id ?? '', paths, recipe }
  const { shotIds } = await engine.commands.shots.import(intake)
  const { cost } = await engine.commands.shots.estimate({ shotIds, takes: TAKES })
  return (await engine.commands.jobs.enqueue({ shotIds, takes: TAKES, agreed: cost })).jobIds
}

type Span = { startedAt: number; savedAt: number }

/** From the start of the pipeline until the last clip is on the disk. */
async function spanOf(engine: Engine, clock: Clock, jobs: number): Promise<Span> {
  let told = 0
  const end = engine.subscribe(({ status }) => {
    const done = status?.counts.done ?? 0
    if (done < told + TELL_EVERY) return
    told = done
    progress(`pipeline ${done}/${jobs}`)
  })
  const startedAt = clock.now()
  engine.start()
  await engine.whenIdle()
  end()
  return { startedAt, savedAt: clock.now() }
}

async function judge(
  engine: Engine,
  tasks: readonly RenderedTask[],
  { startedAt, savedAt, inFlightPerModel }: Span & { inFlightPerModel: number },
): Promise<Entry> {
  const boundMs = serviceBoundMs(tasks)
  const lastEndedAt = Math.max(...tasks.map(({ endedAt }) => endedAt))
  const ratio = (savedAt - startedAt) / boundMs
  return judged({
    ...{ name: 'pipeline', bound: 'at most', target: 1.1, ratio, runs: 1 },
    ...{ ours: seconds(savedAt - startedAt), bare: seconds(boundMs), unit: 's' },
    detail: {
      jobs: tasks.length,
      speed: SPEED,
      inFlightPerModel,
      medianRender: seconds(median(tasks.map((task) => task.endedAt - task.startedAt))),
      medianNoticedAfter: seconds(median(await noticedAfterMs(engine, tasks))),
      lastSavedAfter: seconds(savedAt - lastEndedAt),
    },
  })
}

/** How long after its end each task was seen to have ended. */
async function noticedAfterMs(engine: Engine, tasks: readonly RenderedTask[]): Promise<number[]> {
  const endedAt = new Map(tasks.map((task) => [task.taskId, task.endedAt]))
  const { projects } = await engine.commands.studio.snapshot()
  const { rows } = await engine.commands.jobs.page({ projectId: projects[0]?.id ?? '', limit: 500 })
  return Promise.all(
    rows.map(async ({ id, taskId, state }) => {
      if (state !== 'done') throw new Error(`A job ended ${state}.`)
      const { events } = await engine.commands.jobs.history({ id })
      const noticed = events.find(({ event }) => event === 'succeeded')
      return (noticed?.at ?? Number.NaN) - (endedAt.get(taskId ?? '') ?? Number.NaN)
    }),
  )
}

function seconds(ms: number): number {
  return rounded(ms / SECOND_MS)
}
