/** How a database file is opened and brought to its present shape. */

import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { KNOWN_VERSION, migrate, migrateWith } from '#electron/engine/database/migrate.ts'
import { firstTables } from '#electron/engine/database/migrations/0001-first-tables.ts'
import { bookings } from '#electron/engine/database/migrations/0002-bookings.ts'
import { losses } from '#electron/engine/database/migrations/0003-losses.ts'
import { queues } from '#electron/engine/database/migrations/0004-queues.ts'
import { library } from '#electron/engine/database/migrations/0005-library.ts'
import { experiments } from '#electron/engine/database/migrations/0006-experiments.ts'
import { judging } from '#electron/engine/database/migrations/0007-judging.ts'
import { openDatabase } from '#electron/engine/database/open.ts'
import { openTables } from '#electron/engine/database/tables.ts'

const NOW = Date.parse('2026-11-22T04:00:00Z')
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gallop-db-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a new file gets the present shape, strict tables only, and no backup', () => {
  const db = openDatabase(join(folder, 'gallop.sqlite'), NOW)
  expect(db.pragma('user_version', { simple: true })).toBe(KNOWN_VERSION)
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
  const tables = db.pragma('table_list') as { name: string; schema: string; strict: number }[]
  // The index of words keeps its parts in tables of its own making.
  const own = tables.filter(({ name }) => !/^(sqlite_|clip_search)/.test(name))
  expect(own.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'clip_measures',
      'clips',
      'experiments',
      'jobs',
      'judging_sessions',
      'votes',
      'projects',
      'promotions',
      'shots',
    ]),
  )
  expect(own.every(({ strict }) => strict === 1)).toBe(true)
  db.close()
  expect(existsSync(join(folder, 'backups'))).toBe(false)
})

test('a database from the future is refused by name and stays as it is', () => {
  const path = join(folder, 'gallop.sqlite')
  const future = new Sqlite(path)
  future.pragma(`user_version = ${KNOWN_VERSION + 1}`)
  future.close()
  expect(() => openDatabase(path, NOW)).toThrow(
    expect.objectContaining({
      code: 'data-from-future',
      values: { found: KNOWN_VERSION + 1, known: KNOWN_VERSION },
    }),
  )
  const again = new Sqlite(path)
  expect(again.pragma('user_version', { simple: true })).toBe(KNOWN_VERSION + 1)
  again.close()
})

test('a file that is no database is told as unreadable', () => {
  const path = join(folder, 'gallop.sqlite')
  writeFileSync(path, 'not a database, whatever its name may say'.repeat(100))
  expect(() => openDatabase(path, NOW)).toThrow(expect.objectContaining({ code: 'data-unreadable' }))
})

test('before a migration the database is copied, and the copy opens', () => {
  const db = new Sqlite(join(folder, 'old.sqlite'))
  migrateWith(db, ['CREATE TABLE one (a INTEGER) STRICT'], folder, NOW)
  db.exec('INSERT INTO one VALUES (42)')
  migrateWith(db, ['never run again', 'CREATE TABLE two (b INTEGER) STRICT'], join(folder, 'backups'), NOW)
  expect(db.pragma('user_version', { simple: true })).toBe(2)
  db.close()
  const [name = ''] = readdirSync(join(folder, 'backups'))
  expect(name).toBe('gallop-v1-2026-11-22T04-00-00.000Z.sqlite')
  const copy = new Sqlite(join(folder, 'backups', name))
  expect(copy.prepare('SELECT a FROM one').pluck().get()).toBe(42)
  copy.close()
})

test('a migration that fails leaves the shape and the rows of before', () => {
  const db = new Sqlite(':memory:')
  migrateWith(db, ['CREATE TABLE one (a INTEGER) STRICT'], folder, NOW)
  const broken = ['', 'CREATE TABLE two (b INTEGER) STRICT; SELECT nonsense']
  expect(() => migrateWith(db, broken, join(folder, 'backups'), NOW)).toThrow('nonsense')
  expect(db.pragma('user_version', { simple: true })).toBe(1)
  expect(db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'two'").pluck().get()).toBe(0)
  db.close()
})

test('clips saved before there was a Library belong to their batch and are found by their words', () => {
  const db = new Sqlite(':memory:')
  migrateWith(db, [firstTables, bookings, losses], folder, NOW)
  db.exec(CLIP_OF_BEFORE)
  migrate(db, join(folder, 'backups'), NOW)
  const { clipLists } = openTables(db)
  const [clip] = clipLists.search({ text: '薄雾 im' }, 'newest', { offset: 0, limit: 9 }).rows
  expect(clip).toMatchObject({ id: 'c1', batchId: 'b1', stillName: 'img.jpg', durationSeconds: 5 })
  expect(clip).toMatchObject({ rating: null, verdict: null, circled: false, trashedAt: null })
  db.close()
})

test('notes written before notes could be found are found', () => {
  const db = new Sqlite(':memory:')
  migrateWith(db, [firstTables, bookings, losses, queues, library, experiments, judging], folder, NOW)
  db.exec(`${CLIP_OF_BEFORE}; UPDATE clips SET search_row = 1;
    INSERT INTO clip_notes (id, clip_id, at_ms, text, written_at) VALUES ('n1', 'c1', 1, 'hands melt', 1)`)
  migrate(db, join(folder, 'backups'), NOW)
  const found = openTables(db).clipLists.search({ text: 'melt 薄雾' }, 'newest', { offset: 0, limit: 9 })
  expect(found.total).toBe(1)
  db.close()
})

test('an experiment made before there were notes has none, and takes some', () => {
  const db = new Sqlite(':memory:')
  migrateWith(db, [firstTables, bookings, losses, queues, library, experiments, judging], folder, NOW)
  db.exec(`${CLIP_OF_BEFORE}; INSERT INTO experiments (id, project_id, name, base, rows, columns, created_at)
    VALUES ('e1', 'p1', 'Grass', '{}', '{}', '{}', 1)`)
  migrate(db, join(folder, 'backups'), NOW)
  const { experiments: table } = openTables(db)
  const before = table.byId('e1')
  expect(before).toMatchObject({ name: 'Grass', notes: '' })
  if (before) table.update({ ...before, notes: 'seed 7 holds the horizon' })
  expect(table.byId('e1')).toEqual({ ...before, notes: 'seed 7 holds the horizon' })
  db.close()
})

test('a job on its way from before there were pins knows neither its prices nor its key, and keeps its reservation', () => {
  const db = new Sqlite(':memory:')
  migrateWith(db, [firstTables, bookings, losses], folder, NOW)
  db.exec(CLIP_OF_BEFORE)
  migrate(db, join(folder, 'backups'), NOW)
  const { jobs, keyPrints } = openTables(db)
  expect(jobs.byId('j1')).toMatchObject({ pinnedPrices: null, keyPrint: null, state: 'downloading' })
  expect(keyPrints.waits()).toEqual([])
  db.close()
})

const CLIP_OF_BEFORE = `
INSERT INTO projects (id, name, folder, created_at) VALUES ('p1', 'Project', '/p', 1);
INSERT INTO stills (id, project_id, path, name, added_at) VALUES ('s1', 'p1', '/img.jpg', 'img.jpg', 1);
INSERT INTO shots (id, project_id, still_id, position, prompt, model, resolution, duration_seconds, watermark, seed,
  seed_locked, created_at) VALUES ('h1', 'p1', 's1', 1, '', 'm', '720P', 5, 0, 7, 0, 1);
INSERT INTO batches (id, project_id, estimate_micros, currency, created_at) VALUES ('b1', 'p1', 1, 'CNY', 1);
INSERT INTO jobs (id, project_id, batch_id, shot_id, still_id, still_name, still_sha256, take, state, service, model,
  prompt, resolution, duration_seconds, watermark, seed, frame_path, frame_sha256, frame_mime, order_key, task_id,
  currency, estimate_micros, created_at, updated_at)
  VALUES ('j1', 'p1', 'b1', 'h1', 's1', 'img.jpg', 'x', 1, 'downloading', 'beijing', 'm', '', '720P', 5, 0, 7, '', '', '',
  1, 't1', 'CNY', 1, 1, 1);
INSERT INTO clips (id, job_id, project_id, shot_id, still_id, path, name, take, seed, prompt, model, resolution,
  cost_micros, currency, bytes, sha256, width, height, duration_ms, frames, frame_rate, video_codec, saved_at)
  VALUES ('c1', 'j1', 'p1', 'h1', 's1', '/c.mp4', 'c.mp4', 1, 7, '清晨的薄雾', 'm', '720P', 1, 'CNY', 1, 'x', 1, 1, 1, 1, 24, 'avc', 1);
`
