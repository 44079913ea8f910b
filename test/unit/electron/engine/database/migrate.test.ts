/** How a database file is opened and brought to its present shape. */

import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { KNOWN_VERSION, migrateWith } from '#electron/engine/database/migrate.ts'
import { openDatabase } from '#electron/engine/database/open.ts'

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
  const own = tables.filter(({ name }) => !name.startsWith('sqlite_'))
  expect(own.map(({ name }) => name).sort()).toEqual(
    [
      ...[
        'batches',
        'clip_distances',
        'clip_measures',
        'clips',
        'job_events',
        'jobs',
        'projects',
        'settings',
      ],
      ...['shots', 'stills'],
    ].sort(),
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
