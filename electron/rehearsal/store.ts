/** Owns what the service keeps on disk: its tasks, its uploads, its secret, and the folders of their files. */

import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { z } from 'zod'
import { AppError, reasonOf } from '#shared/app-error.ts'
import { RATIOS, RESOLUTIONS } from '#shared/happyhorse.ts'

export const TASK_STATUSES = ['PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELED', 'UNKNOWN'] as const
export type TaskStatus = (typeof TASK_STATUSES)[number]

/** One task as kept; moments are real epoch ms, `renderMs` is virtual. */
const taskSchema = z.object({
  ordinal: z.number(),
  taskId: z.string(),
  requestId: z.string(),
  apiKeyId: z.string(),
  model: z.string(),
  prompt: z.string(),
  seed: z.number().nullable(),
  resolution: z.enum(RESOLUTIONS),
  ratio: z.enum(RATIOS).nullable(),
  /** Seconds of output, as asked or as the edited video has them. */
  outputSeconds: z.number(),
  /** Seconds of input video; 0 except for editing. */
  inputSeconds: z.number(),
  watermark: z.boolean(),
  hasFrame: z.boolean(),
  fate: z.enum(['succeeds', 'output-moderated', 'vanishes']),
  renderMs: z.number(),
  status: z.enum(TASK_STATUSES),
  createdAt: z.number(),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** Set once the clip is whole on disk. */
  clip: z
    .object({
      bytes: z.number(),
      etag: z.string(),
      /** Hex; missing where an older service made the clip. */
      sha256: z.string().optional(),
      readyAt: z.number(),
    })
    .nullable(),
})
export type TaskRecord = z.infer<typeof taskSchema>

const uploadSchema = z.object({
  key: z.string(),
  model: z.string(),
  file: z.string(),
  bytes: z.number(),
  expiresAt: z.number(),
})
export type UploadRecord = z.infer<typeof uploadSchema>

export type Store = {
  /** Signs links and credentials; kept, so that links survive a restart. */
  secret: string
  tasks(): TaskRecord[]
  saveTask(task: TaskRecord): void
  uploads(): UploadRecord[]
  saveUpload(upload: UploadRecord): void
  forgetUpload(key: string): void
  clipFile(taskId: string): string
  frameFile(taskId: string): string
  uploadFile(name: string): string
  close(): void
}

/**
 * Opens the store in `directory`, or in a temporary folder that close() removes.
 * @throws AppError `data-in-use` when another service holds the directory: two would write each other's tasks away;
 * `folder-unusable` when nothing can be written there
 */
export function openStore(directory?: string): Store {
  const folder = directory ?? mkdtempSync(join(tmpdir(), 'gallop-rehearsal-'))
  const database = openDatabase(folder)
  const putTask = database.prepare('INSERT OR REPLACE INTO tasks (ordinal, record) VALUES (?, ?)')
  const putUpload = database.prepare('INSERT OR REPLACE INTO uploads (key, record) VALUES (?, ?)')
  const dropUpload = database.prepare('DELETE FROM uploads WHERE key = ?')
  const records = (sql: string) =>
    database
      .prepare(sql)
      .pluck()
      .all()
      .map((record) => JSON.parse(String(record)) as unknown)
  return {
    secret: secretOf(database),
    tasks: () =>
      records('SELECT record FROM tasks ORDER BY ordinal').map((record) => taskSchema.parse(record)),
    saveTask: (task) => void putTask.run(task.ordinal, JSON.stringify(task)),
    uploads: () => records('SELECT record FROM uploads').map((record) => uploadSchema.parse(record)),
    saveUpload: (upload) => void putUpload.run(upload.key, JSON.stringify(upload)),
    forgetUpload: (key) => void dropUpload.run(key),
    clipFile: (taskId) => join(folder, 'clips', `${taskId}.mp4`),
    frameFile: (taskId) => join(folder, 'frames', taskId),
    uploadFile: (name) => join(folder, 'uploads', name),
    close() {
      database.close()
      if (directory === undefined)
        rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 })
    },
  }
}

function openDatabase(folder: string): Database.Database {
  let database: Database.Database | undefined
  try {
    for (const part of ['clips', 'frames', 'uploads']) mkdirSync(join(folder, part), { recursive: true })
    database = new Database(join(folder, 'rehearsal.sqlite'), { timeout: 500 })
    database.pragma('locking_mode = EXCLUSIVE')
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = NORMAL')
    database.exec(`
      CREATE TABLE IF NOT EXISTS tasks (ordinal INTEGER PRIMARY KEY, record TEXT NOT NULL) STRICT;
      CREATE TABLE IF NOT EXISTS uploads (key TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT;
      CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`)
    return database
  } catch (cause) {
    database?.close()
    if (cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY'))
      throw new AppError('data-in-use', { holder: 'Another rehearsal service', path: folder }, { cause })
    throw new AppError('folder-unusable', { path: folder, detail: reasonOf(cause) }, { cause })
  }
}

function secretOf(database: Database.Database): string {
  database
    .prepare("INSERT OR IGNORE INTO secrets (name, value) VALUES ('signing', ?)")
    .run(randomBytes(24).toString('hex'))
  return String(database.prepare("SELECT value FROM secrets WHERE name = 'signing'").pluck().get())
}
