/**
 * Owns `tasks.jsonl`: every job that the service holds a task of, or may have billed, and of which no file beside a clip
 * tells. It is kept beside the job table, so that nothing paid for goes with a damaged one. Each line has its checksum.
 */

import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'
import { z } from 'zod'
import { reasonOf } from '#shared/app-error.ts'
import { JOB_STATES, type JobState, PAYING_STATES } from '#shared/job-machine.ts'
import type { JobRecord } from './database/job-record.ts'
import type { Log } from './log.ts'

const NAME = 'tasks.jsonl'
/** A journal is written anew when it is this much, and four times what it has to tell. */
const LEAST_BYTES = 1_000_000

const LineSchema = z.union([
  z.object({
    job: z.looseObject({ id: z.string(), state: z.enum(JOB_STATES) }),
    stillPath: z.string(),
  }),
  z.object({ over: z.string() }),
])

/** A job as it was, and where its still lies. */
export type KeptTask = { job: JobRecord; stillPath: string }

/** True while nothing else on the disk tells what a job has cost or may cost. */
export function isWorthKeeping({ state, doubtedMicros, actual }: JobRecord): boolean {
  if (PAYING_STATES.some((one) => one === state)) return true
  return state !== 'done' && (doubtedMicros > 0 || actual !== null)
}

/** What the journal tells, oldest job first; null when there is none, as before the first version that kept one. */
export function readTaskJournal(dataFolder: string): KeptTask[] | null {
  let text: string
  try {
    text = readFileSync(join(dataFolder, NAME), 'utf8')
  } catch {
    return null
  }
  const kept = new Map<string, KeptTask>()
  for (const line of text.split('\n')) {
    const told = parseLine(line)
    if (!told) continue
    if ('over' in told) kept.delete(told.over)
    // The checksum says that it is what was written.
    else kept.set(told.job.id, told as unknown as KeptTask)
  }
  return [...kept.values()].sort((one, other) => one.job.createdAt - other.job.createdAt)
}

function lineOf(told: KeptTask | { over: string }): string {
  const json = JSON.stringify(told)
  return `\n${crc32(json).toString(16)} ${json}`
}

function parseLine(line: string): z.infer<typeof LineSchema> | undefined {
  const space = line.indexOf(' ')
  const json = line.slice(space + 1)
  if (space < 1 || crc32(json).toString(16) !== line.slice(0, space)) return undefined
  try {
    return LineSchema.safeParse(JSON.parse(json)).data
  } catch {
    return undefined
  }
}

type Entry = { state: JobState; line: string; bytes: number }

function entryOf(task: KeptTask): Entry {
  const line = lineOf(task)
  return { state: task.job.state, line, bytes: Buffer.byteLength(line) }
}

export class TaskJournal {
  readonly #path: string
  readonly #log: Log
  readonly #entries = new Map<string, Entry>()
  #isBegun = false
  #file: number | undefined
  #bytes = 0

  constructor(dataFolder: string, log: Log) {
    this.#path = join(dataFolder, NAME)
    this.#log = log
  }

  /** From here on everything is kept; what the journal told so far gives way to what the table tells. */
  begin(tasks: Iterable<KeptTask>): void {
    this.#entries.clear()
    for (const task of tasks) this.#entries.set(task.job.id, entryOf(task))
    this.#isBegun = true
    this.#attempt(() => this.#writeAnew())
  }

  /**
   * Writes down where a job stands. Call it within the transaction that moves the job.
   * @throws Error of the disk for a claim: what cannot be written down is not sent. Later steps are not held up.
   */
  keep(task: KeptTask): void {
    if (!this.#isBegun) return
    const { id, state } = task.job
    if (state === 'submitting') this.#append(task)
    else this.#attempt(() => this.#follow(id, task))
    if (this.#bytes > LEAST_BYTES && this.#bytes > 4 * this.#toTell()) this.#attempt(() => this.#writeAnew())
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file)
    this.#file = undefined
  }

  #follow(id: string, task: KeptTask): void {
    if (!isWorthKeeping(task.job)) {
      if (this.#entries.delete(id)) this.#write(lineOf({ over: id }))
    } else if (this.#entries.get(id)?.state !== task.job.state) {
      // Progress within a state is asked for anew.
      this.#append(task)
    }
  }

  #append(task: KeptTask): void {
    const entry = entryOf(task)
    fsyncSync(this.#write(entry.line))
    this.#entries.set(task.job.id, entry)
  }

  #write(line: string): number {
    this.#file ??= openSync(this.#path, 'a')
    this.#bytes += writeSync(this.#file, line)
    return this.#file
  }

  #toTell(): number {
    let bytes = 0
    for (const entry of this.#entries.values()) bytes += entry.bytes
    return bytes
  }

  /** Whole or not at all. */
  #writeAnew(): void {
    const unfinished = `${this.#path}.part`
    try {
      writeFileSync(unfinished, [...this.#entries.values()].map(({ line }) => line).join(''), { flush: true })
      this.close()
      renameSync(unfinished, this.#path)
      this.#bytes = this.#toTell()
      syncFolder(dirname(this.#path))
    } finally {
      rmSync(unfinished, { force: true })
    }
  }

  #attempt(work: () => void): void {
    try {
      work()
    } catch (thrown) {
      this.#log.error('journal.failed', { detail: reasonOf(thrown) })
    }
  }
}

/** So that a name survives a power cut; Windows opens no folders and needs none of it. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const file = openSync(folder, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
