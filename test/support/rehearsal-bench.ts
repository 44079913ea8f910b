/** Owns the tests' rehearsal service: a clock that stands still, a maker without codecs, and the calls to it. */

import { access, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { vi } from 'vitest'
import type { ClipMaker, ClipRequest } from '#electron/rehearsal/clips/clip-maker.ts'
import { type Rehearsal, type RehearsalOptions, startRehearsal } from '#electron/rehearsal/server.ts'

/** An arbitrary moment; on it the clock of every test starts. */
export const NOON = Date.parse('2026-11-22T04:00:00.000Z')
export const SECOND = 1_000
export const HOUR = 3_600 * SECOND

export const CREATE_PATH = '/services/aigc/video-generation/video-synthesis'
export const KEY_HEADERS = { Authorization: 'Bearer sk-test' }
export const CREATE_HEADERS = {
  ...KEY_HEADERS,
  'Content-Type': 'application/json',
  'X-DashScope-Async': 'enable',
}

const PATIENCE = { timeout: 10_000, interval: 1 }

/** What {@link standInMaker} gives for every clip: 1,000 bytes that name their seed. */
export function clipBytes(seed: number): Uint8Array {
  return Buffer.alloc(1_000, `clip of seed ${seed} `)
}

/** A maker that answers at once and remembers what it was asked for. */
function standInMaker() {
  const asked: ClipRequest[] = []
  const maker: ClipMaker = {
    make: async (request) => {
      asked.push(request)
      return clipBytes(request.seed)
    },
    close: async () => undefined,
  }
  return { maker, asked }
}

export type Bench = AsyncDisposable & {
  rehearsal: Rehearsal
  asked: ClipRequest[]
  /** Moves the service's clock, in real ms. */
  pass(ms: number): void
  now(): number
  call(path: string, init?: RequestInit): Promise<Response>
  create(body: unknown, headers?: Record<string, string>): Promise<Response>
  /** Creates and gives the task id; throws when refused. */
  taskOf(body: unknown): Promise<string>
  query(taskId: string): Promise<QueryReply>
  /** Moves on until the task has a clip, and gives its link. */
  linkOf(taskId: string): Promise<string>
}

export type QueryReply = {
  request_id: string
  output: {
    task_id: string
    task_status: string
    submit_time?: string
    scheduled_time?: string
    end_time?: string
    orig_prompt?: string
    video_url?: string
    code?: string
    message?: string
  }
  usage?: Record<string, unknown>
  code?: string
}

/** A service on its own clock; `await using` closes it. */
export async function openBench(options: RehearsalOptions = {}): Promise<Bench> {
  let now = NOON
  const { maker, asked } = standInMaker()
  const own = options.stateDir === undefined ? await mkdtemp(join(tmpdir(), 'gallop-bench-')) : undefined
  const stateDir = options.stateDir ?? own ?? ''
  const rehearsal = await startRehearsal({ clipMaker: maker, ...options, stateDir, now: () => now })
  const clipFile = (taskId: string) => join(stateDir, 'clips', `${taskId}.mp4`)
  const call = (path: string, init: RequestInit = {}) =>
    fetch(rehearsal.apiBase + path, { ...init, headers: { ...KEY_HEADERS, ...init.headers } })
  const create: Bench['create'] = (body, headers = CREATE_HEADERS) =>
    fetch(rehearsal.apiBase + CREATE_PATH, { method: 'POST', headers, body: JSON.stringify(body) })
  const query: Bench['query'] = async (taskId) =>
    (await call(`/tasks/${taskId}`)).json() as Promise<QueryReply>
  const pass = (ms: number) => {
    now += ms
  }
  return {
    ...{ rehearsal, asked, call, create, query, pass },
    now: () => now,
    async taskOf(body) {
      const response = await create(body)
      const reply = (await response.json()) as QueryReply
      if (response.status !== 200) throw new Error(`refused: ${JSON.stringify(reply)}`)
      return reply.output.task_id
    },
    async linkOf(taskId) {
      for (let look = 0; look < 400; look += 1) {
        const { output } = await query(taskId)
        if (output.video_url) return output.video_url
        // The maker works in real time: its clip must be there before the clock runs on.
        if (output.task_status === 'RUNNING') await vi.waitFor(() => access(clipFile(taskId)), PATIENCE)
        pass(5 * SECOND)
      }
      throw new Error('the clip never came')
    },
    async [Symbol.asyncDispose]() {
      await rehearsal.close()
      if (own) await rm(own, { recursive: true, force: true })
    },
  }
}

/** A plain JPEG as bytes. */
export function jpeg(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: 'teal' } })
    .jpeg()
    .toBuffer()
}

/** A plain JPEG as the data URI a create call carries. */
export async function jpegUri(width = 640, height = 480): Promise<string> {
  return `data:image/jpeg;base64,${(await jpeg(width, height)).toString('base64')}`
}

/** A body for image to video that the service takes as it is. */
export async function i2vBody(parameters: Record<string, unknown> = {}, input: Record<string, unknown> = {}) {
  return {
    model: 'happyhorse-1.1-i2v',
    input: {
      prompt: 'mist is drifting',
      media: [{ type: 'first_frame', url: await jpegUri() }],
      ...input,
    },
    parameters: { resolution: '720P', duration: 5, seed: 7, watermark: false, ...parameters },
  }
}

/** A body for text to video: no media to fetch, so the quickest valid create. */
export function t2vBody(parameters: Record<string, unknown> = {}, prompt = 'a fox is running') {
  return {
    model: 'happyhorse-1.1-t2v',
    input: { prompt },
    parameters: { resolution: '720P', duration: 5, ratio: '4:3', seed: 7, ...parameters },
  }
}
