/** Owns the tasks: created, moved on by time, found, listed, cancelled, and forgotten after a day. */

import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { RATE_LIMITS } from '#shared/happyhorse.ts'
import type { Faults } from './faults.ts'
import { advance, type Change, forgottenAt, isForgotten, nextChangeAt } from './lifecycle.ts'
import { REFUSALS, refuse } from './refusal.ts'
import type { RenderDesk } from './render-desk.ts'
import { drawRenderMs, typicalRenderMs } from './render-time.ts'
import type { Order } from './rules.ts'
import { type Fate, slowness } from './scenarios.ts'
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

/** A timer may come early or late, never so often that it is felt. */
const MIN_TIMER_MS = 10
const MAX_TIMER_MS = 60_000

/** The book over what a store remembers; renders that a restart broke off are begun again. */
export class TaskBook {
  readonly #store: Store
  readonly #desk: RenderDesk
  readonly #clock: VirtualClock
  readonly #seed: number
  readonly #tasks: Map<string, TaskRecord>
  /** Unfinished tasks of each model, oldest first. */
  readonly #lanes: Map<string, TaskRecord[]>
  readonly #withClips: Set<TaskRecord>
  readonly #renders = new Set<Promise<void>>()
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(store: Store, desk: RenderDesk, clock: VirtualClock, seed: number) {
    this.#store = store
    this.#desk = desk
    this.#clock = clock
    this.#seed = seed
    const tasks = store.tasks()
    this.#tasks = new Map(tasks.map((task) => [task.taskId, task]))
    this.#lanes = Map.groupBy(tasks.filter(isUnfinished), ({ model }) => model)
    this.#withClips = new Set(tasks.filter((task) => task.status === 'SUCCEEDED'))
    for (const task of tasks) {
      if (task.status === 'RUNNING' && task.fate === 'succeeds' && !task.clip) this.#begin(task)
    }
    this.#settleAll()
  }

  /** Records the task; throws RefusalError when the model's queue is full. */
  async create(asked: NewTask, faults: Pick<Faults, 'scenario' | 'onMade'>): Promise<TaskRecord> {
    const { id: model } = asked.order.model
    const taskId = randomUUID()
    if (asked.frame) await this.#desk.keepFrame(taskId, asked.frame)
    this.#settle(model)
    const lane = this.#laneOf(model)
    if (lane.filter(({ status }) => status === 'PENDING').length >= RATE_LIMITS.queuedPerModel) {
      discard(this.#desk.dropFrame(taskId))
      refuse(REFUSALS.queueFull)
    }
    const fate = faults.onMade()
    const slow = slowness(faults.scenario())
    const ordinal = this.#tasks.size + 1
    const now = this.#clock.now()
    const task = recordOf(asked, { taskId, ordinal, seed: this.#seed, fate, slow, now })
    this.#tasks.set(taskId, task)
    this.#store.saveTask(task)
    this.#lanes.set(model, [...lane, task])
    this.#settle(model)
    return task
  }

  /** The task as it stands now; undefined once forgotten. */
  find(taskId: string): TaskRecord | undefined {
    const task = this.#tasks.get(taskId)
    if (!task) return undefined
    this.#settle(task.model)
    return isForgotten(task, this.#clock.now(), this.#clock) ? undefined : task
  }

  /** Every task still known, newest first. */
  known(): TaskRecord[] {
    return this.all()
      .filter((task) => !isForgotten(task, this.#clock.now(), this.#clock))
      .reverse()
  }

  /** Every task ever created, oldest first. */
  all(): TaskRecord[] {
    this.#settleAll()
    return [...this.#tasks.values()]
  }

  /** False when the task is not waiting any more. */
  cancel(taskId: string): boolean {
    const task = this.find(taskId)
    if (task?.status !== 'PENDING') return false
    this.#save(task, { status: 'CANCELED', endedAt: this.#clock.now() })
    discard(this.#desk.dropFrame(taskId))
    this.#settle(task.model)
    return true
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#desk.close()
    // What was being written must not outlive the folder it is written to.
    await Promise.allSettled(this.#renders)
  }

  #begin(task: TaskRecord): void {
    const render = this.#render(task).finally(() => this.#renders.delete(render))
    this.#renders.add(render)
  }

  async #render(task: TaskRecord): Promise<void> {
    const change = await this.#desk.render(task).then(
      (made) => ({ clip: { ...made, readyAt: this.#clock.now() } }),
      () => ({ failure: { code: REFUSALS.renderBroke.code, message: REFUSALS.renderBroke.message } }),
    )
    // A render broken off by closing is no failure: the next start begins it again.
    if (this.#closed) return
    this.#save(task, change)
    discard(this.#desk.dropFrame(task.taskId))
    this.#settle(task.model)
  }

  #settle(model: string): void {
    for (const change of advance(this.#laneOf(model), this.#clock.now(), this.#clock)) {
      const task = this.#tasks.get(change.taskId)
      if (task) this.#apply(task, change)
    }
    this.#lanes.set(model, this.#laneOf(model).filter(isUnfinished))
    this.#arm()
  }

  #apply(task: TaskRecord, change: Change): void {
    this.#save(task, change)
    if (change.status === 'SUCCEEDED') this.#withClips.add(task)
    else if (change.status !== 'RUNNING') discard(this.#desk.dropFrame(task.taskId))
    else if (task.fate === 'succeeds') this.#begin(task)
  }

  #settleAll(): void {
    for (const model of this.#lanes.keys()) this.#settle(model)
    for (const task of this.#withClips) {
      if (this.#clock.now() < forgottenAt(task, this.#clock)) continue
      this.#withClips.delete(task)
      discard(rm(this.#store.clipFile(task.taskId), { force: true }))
    }
  }

  #arm(): void {
    clearTimeout(this.#timer)
    if (this.#closed) return
    const next = Math.min(...[...this.#lanes.values()].map((lane) => nextChangeAt(lane, this.#clock)))
    const delay = Math.min(Math.max(next - this.#clock.now(), MIN_TIMER_MS), MAX_TIMER_MS)
    this.#timer = setTimeout(() => this.#settleAll(), delay).unref()
  }

  #save(task: TaskRecord, change: Partial<TaskRecord>): void {
    Object.assign(task, change)
    this.#store.saveTask(task)
  }

  #laneOf(model: string): readonly TaskRecord[] {
    return this.#lanes.get(model) ?? []
  }
}

type Circumstances = {
  taskId: string
  ordinal: number
  seed: number
  fate: Fate
  /** Render times are multiplied by this. */
  slow: number
  now: number
}

function recordOf(asked: NewTask, { taskId, ordinal, seed, fate, slow, now }: Circumstances): TaskRecord {
  const { order, frame, requestId, apiKeyId, outputSeconds, inputSeconds, ratio } = asked
  const typicalMs = typicalRenderMs(order.model, order.resolution, outputSeconds) * slow
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
    fate,
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
