/** Owns the tasks: created, moved on by time, found, listed, cancelled, and forgotten after a day. */

import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { RATE_LIMITS } from '#shared/happyhorse.ts'
import { advance, forgottenAt, isForgotten, nextChangeAt } from './lifecycle.ts'
import { REFUSALS, refuse } from './refusal.ts'
import type { RenderDesk } from './render-desk.ts'
import { drawRenderMs, typicalRenderMs } from './render-time.ts'
import type { Order } from './rules.ts'
import { fateOf, type ScenarioName, slowness } from './scenarios.ts'
import type { Store, TaskRecord } from './store.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** An order with what the look at its media gave. */
export type NewTask = {
  order: Order
  requestId: string
  apiKeyId: string
  /** The picture the clip starts from; absent for text to video. */
  frame: Uint8Array | undefined
  outputSeconds: number
  inputSeconds: number
  ratio: TaskRecord['ratio']
}

export type TaskBook = {
  /** Records the task; throws RefusalError when the model's queue is full. */
  create(asked: NewTask, scenario: ScenarioName): Promise<TaskRecord>
  /** The task as it stands now; undefined once forgotten. */
  find(taskId: string): TaskRecord | undefined
  /** Every task still known, newest first. */
  known(): TaskRecord[]
  /** Every task ever created, oldest first. */
  all(): TaskRecord[]
  /** False when the task is not waiting any more. */
  cancel(taskId: string): boolean
  close(): Promise<void>
}

/** A timer may come early or late, never so often that it is felt. */
const MIN_TIMER_MS = 10
const MAX_TIMER_MS = 60_000

/** The book over what `store` remembers; renders that a restart broke off are begun again. */
export function taskBook(store: Store, desk: RenderDesk, clock: VirtualClock, seed: number): TaskBook {
  const tasks = new Map(store.tasks().map((task) => [task.taskId, task]))
  const lanes = Map.groupBy([...tasks.values()].filter(isUnfinished), ({ model }) => model)
  const withClips = new Set([...tasks.values()].filter((task) => task.status === 'SUCCEEDED' && task.clip))
  const fates = new Map<ScenarioName, number>()
  let timer: NodeJS.Timeout | undefined
  let closed = false

  function save(task: TaskRecord, change: Partial<TaskRecord>): void {
    Object.assign(task, change)
    store.saveTask(task)
  }

  async function render(task: TaskRecord): Promise<void> {
    try {
      const made = await desk.render(task)
      if (!closed) save(task, { clip: { ...made, readyAt: clock.now() } })
    } catch {
      if (closed) return
      const { code, message } = REFUSALS.renderBroke
      save(task, { failure: { code, message } })
    }
    if (!closed) settle(task.model)
  }

  function settle(model: string): void {
    const lane = lanes.get(model) ?? []
    for (const change of advance(lane, clock.now(), clock)) {
      const task = tasks.get(change.taskId)
      if (!task) continue
      save(task, change)
      if (change.status === 'RUNNING' && task.fate === 'succeeds') void render(task)
      else if (change.status === 'SUCCEEDED') withClips.add(task)
      else if (change.status !== 'RUNNING') discard(desk.dropFrame(task.taskId))
    }
    lanes.set(model, lane.filter(isUnfinished))
    arm()
  }

  function settleAll(): void {
    for (const model of lanes.keys()) settle(model)
    for (const task of withClips) {
      if (clock.now() < forgottenAt(task, clock)) continue
      withClips.delete(task)
      discard(rm(store.clipFile(task.taskId), { force: true }))
    }
  }

  function arm(): void {
    clearTimeout(timer)
    if (closed) return
    const next = Math.min(...[...lanes.values()].map((lane) => nextChangeAt(lane, clock)))
    const delay = Math.min(Math.max(next - clock.now(), MIN_TIMER_MS), MAX_TIMER_MS)
    timer = setTimeout(settleAll, delay).unref()
  }

  function find(taskId: string): TaskRecord | undefined {
    const task = tasks.get(taskId)
    if (!task) return undefined
    settle(task.model)
    return isForgotten(task, clock.now(), clock) ? undefined : task
  }

  for (const lane of lanes.values()) {
    for (const task of lane) {
      if (task.status === 'RUNNING' && task.fate === 'succeeds' && !task.clip) void render(task)
    }
  }
  settleAll()
  arm()

  return {
    async create(asked, scenario) {
      const { id: model } = asked.order.model
      const taskId = randomUUID()
      if (asked.frame) await desk.keepFrame(taskId, asked.frame)
      settle(model)
      const lane = lanes.get(model) ?? []
      if (lane.filter(({ status }) => status === 'PENDING').length >= RATE_LIMITS.queuedPerModel) {
        discard(desk.dropFrame(taskId))
        refuse(REFUSALS.queueFull)
      }
      const count = fates.get(scenario) ?? 0
      fates.set(scenario, count + 1)
      const task = recordOf(asked, {
        taskId,
        ordinal: tasks.size + 1,
        seed,
        scenario,
        count,
        now: clock.now(),
      })
      tasks.set(taskId, task)
      store.saveTask(task)
      lanes.set(model, [...lane.filter(isUnfinished), task])
      settle(model)
      return task
    },
    find,
    known() {
      settleAll()
      return [...tasks.values()].filter((task) => !isForgotten(task, clock.now(), clock)).reverse()
    },
    all() {
      settleAll()
      return [...tasks.values()]
    },
    cancel(taskId) {
      const task = find(taskId)
      if (task?.status !== 'PENDING') return false
      save(task, { status: 'CANCELED', endedAt: clock.now() })
      discard(desk.dropFrame(taskId))
      settle(task.model)
      return true
    },
    async close() {
      closed = true
      clearTimeout(timer)
      await desk.close()
    },
  }
}

type Circumstances = {
  taskId: string
  ordinal: number
  seed: number
  scenario: ScenarioName
  count: number
  now: number
}

function recordOf(
  asked: NewTask,
  { taskId, ordinal, seed, scenario, count, now }: Circumstances,
): TaskRecord {
  const { order, frame, requestId, apiKeyId, outputSeconds, inputSeconds, ratio } = asked
  const typicalMs = typicalRenderMs(order.model, order.resolution, outputSeconds) * slowness(scenario)
  return {
    ordinal,
    taskId,
    requestId,
    apiKeyId,
    model: order.model.id,
    prompt: order.prompt,
    seed: order.seed,
    resolution: order.resolution,
    ratio,
    outputSeconds,
    inputSeconds,
    watermark: order.watermark,
    hasFrame: frame !== undefined,
    fate: fateOf(scenario, count),
    renderMs: drawRenderMs(typicalMs, seed, ordinal),
    status: 'PENDING',
    createdAt: now,
    startedAt: null,
    endedAt: null,
    failure: null,
    clip: null,
  }
}

function isUnfinished({ status }: TaskRecord): boolean {
  return status === 'PENDING' || status === 'RUNNING'
}

/** A file that cannot be removed just now (it is being downloaded) only takes room; nobody waits for it. */
function discard(removal: Promise<void>): void {
  removal.catch(() => undefined)
}
