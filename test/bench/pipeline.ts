/**
 * Owns the pipeline benchmark: jobs through the whole engine against the least time in which the rehearsal service
 * could have rendered them, once when all goes well and once when a third of the calls is told to slow down. The
 * engine runs with its defaults and the service at the documented limits. Both read one clock that skips the time in
 * which everybody waits: three hours pass in two minutes, and what the machine needs for a submission or a clip still
 * counts for no more than it is.
 */

import { join } from 'node:path'
import type { Clock } from '#electron/engine/clock.ts'
import { type Engine, openEngine } from '#electron/engine/engine.ts'
import type { Log } from '#electron/engine/log.ts'
import { logTo } from '#electron/hosting/log-file.ts'
import { type ClipMaker, openClipMaker } from '#electron/rehearsal/clips/clip-maker.ts'
import type { ScenarioName } from '#electron/rehearsal/scenarios.ts'
import { startRehearsal } from '#electron/rehearsal/server.ts'
import { DEFAULT_SETTINGS } from '#shared/settings.ts'
import { SECOND_MS } from '#shared/time.ts'
import { drawPhotos, testPorts } from '#test/support/engine.ts'
import { type Entry, inTempFolder, judged, median, progress, rounded } from './measure.ts'
import { type RenderedTask, renderedTasks, serviceBoundMs } from './service-bound.ts'
import { holdDuringRequests, type SkippingClock, skippingClock } from './skipping-clock.ts'
import { countTraffic, type Traffic } from './traffic.ts'

const PHOTOS = 20
/** Finished jobs between two lines of progress. */
const TELL_EVERY = 50

type Course = { scenario: ScenarioName; takes: number; target: number }
const COURSES: readonly Course[] = [
  { scenario: 'happy', takes: 25, target: 1.05 },
  { scenario: 'throttled', takes: 25, target: 1.25 },
]

export async function pipeline(): Promise<Entry[]> {
  const entries: Entry[] = []
  for (const course of COURSES) entries.push(...(await run(course)))
  return entries
}

async function run(course: Course): Promise<Entry[]> {
  return inTempFolder(async (folder) => {
    const clock = skippingClock()
    const endHolding = holdDuringRequests(clock)
    const { scenario } = course
    const rehearsal = await startRehearsal({ now: clock.now, clipMaker: await warmMaker(clock), scenario })
    const engine = await openEngine({
      dataFolder: join(folder, 'data'),
      ports: testPorts(async () => rehearsal.apiBase, { clock, log: logOfSteps(clock) }),
      version: '0.0.0-bench',
      samplesFolder: folder,
    })
    try {
      const jobIds = await queueJobs(engine, join(folder, 'photos'), course.takes)
      const traffic = countTraffic()
      const span = await spanOf(engine, clock, jobIds.length)
      const asked = traffic.end()
      // The list is asked by the bench itself, and must not be refused to it.
      rehearsal.setScenario('happy')
      return judge(engine, await renderedTasks(rehearsal.apiBase), { ...span, asked, course })
    } finally {
      await engine.stop()
      await rehearsal.close()
      endHolding()
    }
  })
}

/** Miniature clips, the one that will be asked for drawn before time counts. */
async function warmMaker(clock: SkippingClock): Promise<ClipMaker> {
  const maker = openClipMaker({ tiny: true })
  const { durationSeconds, watermark } = DEFAULT_SETTINGS.defaults
  await maker.make({ task: 'i2v', prompt: '', seed: 1, durationSeconds, tier: 720, watermark })
  return { ...maker, make: (request) => maker.make(request).finally(clock.hold()) }
}

/** The engine's log, from which the clock learns that a submission or a clip is under way. */
function logOfSteps(clock: SkippingClock): Log {
  const steps = new Map<string, () => void>()
  return logTo((line) => {
    const { event, job }: { event: string; job?: string } = JSON.parse(line)
    if (job === undefined) return
    steps.get(job)?.()
    steps.delete(job)
    if (event === 'job.started' || event === 'job.succeeded') steps.set(job, clock.hold())
  }, clock.now)
}

async function queueJobs(engine: Engine, folder: string, takes: number): Promise<string[]> {
  const { projects } = await engine.commands.studio.snapshot()
  const names = Array.from({ length: PHOTOS }, (_, index) => `photo-${index}.jpg`)
  const paths = await drawPhotos(folder, names)
  const recipe = { prompt: 'mist is drifting, the camera is pushing in slowly' }
  const intake = { projectId: projects[0]?.id ?? '', paths, recipe }
  const { shotIds } = await engine.commands.shots.import(intake)
  const { cost } = await engine.commands.shots.estimate({ shotIds, takes })
  return (await engine.commands.jobs.enqueue({ shotIds, takes, agreed: cost })).jobIds
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
  { startedAt, savedAt, asked, course }: Span & { asked: Traffic; course: Course },
): Promise<Entry[]> {
  const { scenario, target } = course
  const boundMs = serviceBoundMs(tasks)
  const lastEndedAt = Math.max(...tasks.map(({ endedAt }) => endedAt))
  const ratio = (savedAt - startedAt) / boundMs
  const whole = judged({
    ...{ name: `pipeline.${scenario}`, bound: 'at most', target, ratio, runs: 1 },
    ...{ ours: seconds(savedAt - startedAt), bare: seconds(boundMs), unit: 's' },
    detail: {
      jobs: tasks.length,
      medianRender: seconds(median(tasks.map((task) => task.endedAt - task.startedAt))),
      medianNoticedAfter: seconds(median(await noticedAfterMs(engine, tasks))),
      lastSavedAfter: seconds(savedAt - lastEndedAt),
      ...perJob(asked, tasks.length),
    },
  })
  if (scenario !== 'happy') return [whole]
  const refusals = judged({
    ...{ name: 'pipeline.throttled-answers', bound: 'at most', target: 0, ratio: asked.throttled, runs: 1 },
    ...{ ours: asked.throttled, bare: 0, unit: 'answers 429' },
  })
  return [whole, refusals]
}

/** Requests for each finished job, and refusals in all. */
function perJob({ submits, queries, lists, throttled }: Traffic, jobs: number) {
  const each = (count: number) => rounded(count / jobs)
  return {
    requestsPerJob: each(submits + queries + lists),
    submitsPerJob: each(submits),
    queriesPerJob: each(queries),
    listsPerJob: each(lists),
    answers429: throttled,
  }
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
