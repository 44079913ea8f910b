/** Owns the settings table: small JSON values by name. */

import { randomBytes } from 'node:crypto'
import type { Database, Statement } from 'better-sqlite3'
import { z } from 'zod'
import { AppErrorSchema } from '#shared/app-error.ts'
import { type Recovery, RecoverySchema } from '#shared/recovery.ts'
import { DEFAULT_SETTINGS, type Settings, SettingsSchema } from '#shared/settings.ts'

const PauseSchema = z.object({ byUser: z.boolean(), error: AppErrorSchema.nullable(), since: z.int() })
/** Why nothing new is submitted. */
export type Pause = z.infer<typeof PauseSchema>

const BeganSchema = z.object({ day: z.int(), month: z.int() })
/** When the day and the month began in which money is counted now. */
export type Began = z.infer<typeof BeganSchema>

export class SettingsTable {
  readonly #get: Statement<[string], string>
  readonly #put: Statement<[string, string]>
  readonly #touched: (what: 'settings' | 'pause') => void
  #settings: Settings | undefined
  #pause: Pause | null | undefined

  constructor(db: Database, touched: (what: 'settings' | 'pause') => void) {
    this.#get = db.prepare<[string], string>('SELECT value FROM settings WHERE key = ?').pluck()
    this.#put = db.prepare(
      'INSERT INTO settings VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
    )
    this.#touched = touched
  }

  /** Stored settings over the defaults; what this program cannot read falls back to the defaults. */
  settings(): Settings {
    this.#settings ??= SettingsSchema.safeParse(this.#read('settings') ?? {}).data ?? DEFAULT_SETTINGS
    return this.#settings
  }

  saveSettings(settings: Settings): void {
    this.#put.run('settings', JSON.stringify(settings))
    this.#settings = settings
    this.#touched('settings')
  }

  pause(): Pause | null {
    if (this.#pause === undefined) this.#pause = PauseSchema.safeParse(this.#read('pause')).data ?? null
    return this.#pause
  }

  savePause(pause: Pause | null): void {
    this.#put.run('pause', JSON.stringify(pause))
    this.#pause = pause
    this.#touched('pause')
  }

  /** Since when a pipeline runs on these tables; null after it was stopped in order. */
  runningSince(): number | null {
    return z.int().safeParse(this.#read('running')).data ?? null
  }

  saveRunning(since: number | null): void {
    this.#put.run('running', JSON.stringify(since))
  }

  /** The report after the last unclean stop, until somebody has seen it. */
  recovery(): Recovery | null {
    return RecoverySchema.safeParse(this.#read('recovery')).data ?? null
  }

  saveRecovery(recovery: Recovery | null): void {
    this.#put.run('recovery', JSON.stringify(recovery))
  }

  /** Null before anything was claimed or heard. */
  began(): Began | null {
    return BeganSchema.safeParse(this.#read('began')).data ?? null
  }

  saveBegan(began: Began): void {
    this.#put.run('began', JSON.stringify(began))
    this.#touched('pause')
  }

  /** Of this table alone, so that prints of one key cannot be told to be equal elsewhere. */
  keySalt(): string {
    const kept = z.string().safeParse(this.#read('keySalt')).data
    if (kept) return kept
    const salt = randomBytes(16).toString('hex')
    this.#put.run('keySalt', JSON.stringify(salt))
    return salt
  }

  #read(key: string): unknown {
    const text = this.#get.get(key)
    return text === undefined ? undefined : JSON.parse(text)
  }
}
