/** Owns the process the drill kills: several engines at once, and the trap that ends them all. Its life comes as JSON on standard input. */

import { existsSync, renameSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import type { Clock } from '#electron/engine/clock.ts'
import { type Engine, openEngine } from '#electron/engine/engine.ts'
import { logTo } from '#electron/hosting/log-file.ts'
import { systemClock } from '#electron/hosting/system-clock.ts'
import { testPorts } from '#test/support/engine.ts'
import type { Life, News, Part } from './life.ts'
import type { PlannedCap } from './plan.ts'
import { fillDisk, onBegin, onCreateSent, onEvent, onRenamed, trapFor } from './traps.ts'

/** Quicker than life; everything else as it is. */
const PACE = { backoffMs: 30, settleMs: 700, searchMs: 100, graceMs: 300, stallMs: 3_000 }
/** A queue that was paused for a reason is let go on so often: by then the reason is over. */
const RESUMES_MAX = 40

const life = JSON.parse(await text(process.stdin)) as Life
const trap = trapFor(life.kill)

function tell(news: News): void {
  process.send?.(news)
}

type MovableClock = Clock & { move(byMs: number): void }

function movableClock(offsetMs: number): MovableClock {
  let offset = offsetMs
  return {
    now: () => Date.now() + offset,
    sleep: systemClock.sleep,
    move(byMs) {
      offset += byMs
    },
  }
}

async function open(part: Part, clock: Clock): Promise<Engine> {
  let saving = false
  const log = logTo((line) => {
    const { event, level, detail } = JSON.parse(line) as { event: string; level: string; detail?: string }
    onEvent(trap, event)
    if (level === 'error') tell({ kind: 'violation', index: part.index, what: `${event}: ${detail ?? ''}` })
  }, clock.now)
  const { newId, ...ports } = testPorts(async () => part.baseUrl, { clock, log })
  const engine = await openEngine({
    dataFolder: part.dataFolder,
    ports: {
      ...ports,
      newId() {
        if (saving) onRenamed(trap)
        return newId()
      },
    },
    version: '0.0.0-drill',
    samplesFolder: part.dataFolder,
    pollSeconds: 0.05,
    pace: PACE,
  })
  await applyCap(engine, part)
  engine.start()
  await queueMissing(engine, part)
  saving = true
  return engine
}

/** 3 s at 480P. */
const TAKE_MICROS = 1_350_000

function capMicrosOf({ takes }: PlannedCap): number {
  return takes * TAKE_MICROS + 1
}

/** The embedded rehearsal costs nothing: where there is a cap, the service goes by its address. */
async function applyCap({ commands }: Engine, { cap, baseUrl }: Part): Promise<void> {
  if (cap === undefined) return
  await commands.settings.update({
    ...{ service: 'custom', customBaseUrl: baseUrl },
    caps: {
      dayMicros: cap?.window === 'day' ? capMicrosOf(cap) : null,
      monthMicros: cap?.window === 'month' ? capMicrosOf(cap) : null,
    },
  })
  await commands.settings.setKey({ service: 'custom', key: 'sk-drill' })
  if (cap !== null) return
  for (const { id } of (await commands.studio.snapshot()).projects) {
    const { rows } = await commands.jobs.page({ projectId: id })
    if (rows.length > 0) await commands.jobs.capBatches({ ids: rows.map((job) => job.id), capMicros: null })
  }
}

/** Queues what an earlier life had not come to. */
async function queueMissing(engine: Engine, { jobs, cap }: Part): Promise<void> {
  const { commands } = engine
  const projectId = (await commands.studio.snapshot()).projects[0]?.id ?? ''
  await commands.settings.update({
    limits: { submitsPerSecond: 20, inFlightPerModel: 5, queriesPerSecond: 20 },
  })
  const known = (await commands.jobs.page({ projectId })).rows
  const missing = jobs.filter(({ seed }) => !known.some((job) => job.seed === seed))
  const oneBatch = cap?.window === 'batch' && missing.length > 0
  const batches = oneBatch ? [missing] : missing.map((job) => [job])
  for (const batch of batches) {
    const [{ prompt, seed } = { prompt: '', seed: 0 }] = batch
    const path = life.photos[jobs.findIndex((job) => job.seed === seed)] ?? ''
    const recipe = { prompt, durationSeconds: 3, resolution: '480P' as const }
    await commands.shots.import({ projectId, paths: [path], recipe })
    const shotIds = [await checkedShot(engine, projectId, path)]
    const own = oneBatch && cap ? { capMicros: capMicrosOf(cap) } : {}
    const wish = { shotIds, takes: 1, seeds: batch.map((job) => job.seed), ...own }
    const { cost } = await commands.shots.estimate(wish)
    await commands.jobs.enqueue({ ...wish, agreed: cost })
  }
}

/** The shot of a still, once it has been looked at: an earlier life may have died over it. */
async function checkedShot({ commands }: Engine, projectId: string, path: string): Promise<string> {
  for (;;) {
    const shots = (await commands.shots.page({ projectId })).rows
    const shot = shots.find(({ still }) => still.path === path && still.inspectedAt !== null)
    if (shot) return shot.id
    await systemClock.sleep(20)
  }
}

async function disturb({ disturbance, index, dataFolder }: Part, clock: MovableClock): Promise<void> {
  switch (disturbance.kind) {
    case 'clock':
    case 'sleep': {
      await systemClock.sleep(disturbance.afterMs)
      clock.move(disturbance.byMs)
      const asleep = disturbance.kind === 'sleep'
      return tell({ kind: 'clock', index, byMs: disturbance.byMs, asleep })
    }
    case 'disk-full':
      return fillDisk(disturbance.writes)
    case 'unplugged': {
      const folder = projectFolder(dataFolder)
      renameSync(folder, `${folder}.away`)
      await systemClock.sleep(disturbance.forMs)
      return plugIn({ index, dataFolder })
    }
    default:
  }
}

function projectFolder(dataFolder: string): string {
  return `${dataFolder}/projects/My first project`
}

/** Brings back a folder that an earlier life had lost. */
function plugIn({ index, dataFolder }: Pick<Part, 'index' | 'dataFolder'>): void {
  const folder = projectFolder(dataFolder)
  if (!existsSync(`${folder}.away`)) return
  if (existsSync(folder)) tell({ kind: 'violation', index, what: 'a folder that was gone was made anew' })
  else renameSync(`${folder}.away`, folder)
}

async function live(part: Part): Promise<void> {
  plugIn(part)
  const clock = movableClock(part.clockOffsetMs)
  const engine = await open(part, clock)
  onBegin(trap, part.index)
  const disturbed = disturb(part, clock)
  await disturbed
  for (let resumes = 0; resumes < RESUMES_MAX; resumes += 1) {
    await engine.whenIdle()
    const { pause } = (await engine.commands.studio.snapshot()).status
    // A full cap is no reason that passes within a life.
    if (!pause || pause.error?.code === 'cap-reached') break
    await engine.commands.studio.resume()
  }
  await engine.stop()
}

// Without the drill there is nobody to end it.
process.once('disconnect', () => process.exit())
onCreateSent(trap)
await Promise.all(life.parts.map(live))
process.exit()
