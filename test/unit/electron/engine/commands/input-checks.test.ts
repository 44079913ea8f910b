/** What a command is told and cannot use: refused before it leaves a trace, whichever host it came through. */

import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openTestEngine } from '#test/support/engine.ts'
import { codeOf, errorOf } from '#test/support/error-code.ts'

const STILL = { start: false } as const
const FREE = { micros: 0, currency: 'CNY' } as const

test('a project needs a whole path: where a host was started is nothing its user sees', async () => {
  await using studio = await openTestEngine(STILL)
  const relative = studio.engine.commands.projects.create({ name: 'a', folder: 'rel/ative' })
  expect(await errorOf(relative)).toMatchObject({ code: 'folder-relative', values: { path: 'rel/ative' } })
})

test('a path with a NUL character is refused before it makes a card', async () => {
  await using studio = await openTestEngine(STILL)
  const { projectId } = studio
  const { shots, projects, clips } = studio.engine.commands
  const path = '/tmp/\u0000'
  expect(await codeOf(shots.import({ projectId, paths: [path] }))).toBe('bad-request')
  expect(await codeOf(projects.create({ name: 'a', folder: path }))).toBe('bad-request')
  expect(await codeOf(clips.find({ projectId, path }))).toBe('bad-request')
  expect((await shots.page({ projectId })).total).toBe(0)
})

test('a seed is named once: two takes on it would be the same take twice', async () => {
  await using studio = await openTestEngine(STILL)
  const paths = await studio.drawPhotos('a.jpg')
  const { shotIds } = await studio.engine.commands.shots.import({ projectId: studio.projectId, paths })
  const wish = { shotIds, seeds: [5, 5] }
  expect(await codeOf(studio.engine.commands.shots.estimate(wish))).toBe('bad-request')
  expect(await codeOf(studio.engine.commands.jobs.enqueue({ ...wish, agreed: FREE }))).toBe('bad-request')
})

test.each(['sk-密钥', 'sk-x\ny', 'sk-x y', 'sk-\u0007'])(
  'a key that no header may hold is neither kept nor asked about: %j',
  async (key) => {
    await using studio = await openTestEngine(STILL)
    const { settings } = studio.engine.commands
    expect(await codeOf(settings.setKey({ service: 'beijing', key }))).toBe('key-malformed')
    expect((await settings.keys()).services).toEqual([])
    const checked = await settings.checkKey({ service: 'beijing', key })
    expect(checked).toMatchObject({ ok: false, error: { code: 'key-malformed' } })
  },
)

test.each([
  ['proxy', 'not a proxy', 'proxy-malformed'],
  ['proxy', 'ftp://proxy.local:21', 'proxy-malformed'],
  ['customBaseUrl', 'hello world', 'address-malformed'],
  ['customBaseUrl', 'ftp://example.com', 'address-malformed'],
  ['workspaceId', 'ws 1!', 'workspace-malformed'],
] as const)(
  'an address nobody could reach is refused, and the one before is kept: %s %s',
  async (field, text, code) => {
    await using studio = await openTestEngine(STILL)
    const { settings, studio: whole } = studio.engine.commands
    const before = { proxy: 'proxy.local:8080', customBaseUrl: 'http://127.0.0.1:9', workspaceId: 'ws-1' }
    await settings.update(before)
    expect(await codeOf(settings.update({ [field]: text }))).toBe(code)
    expect((await whole.snapshot()).settings).toMatchObject(before)
    expect(await settings.update({ [field]: '' })).toMatchObject({ ...before, [field]: '' })
  },
)

test('a key of the environment that no header may hold is told as what it is', async () => {
  const run = { serviceOverride: 'beijing', keyOverride: 'sk-密钥' } as const
  await using studio = await openTestEngine({ ...STILL, engine: run })
  expect(await studio.engine.commands.settings.checkKey({ service: 'beijing' })).toMatchObject({
    error: { code: 'key-malformed' },
  })
})

test('a still that cannot even be looked at is marked so, and the next one is looked at', async () => {
  await using before = await openTestEngine(STILL)
  const paths = await before.drawPhotos('a.jpg', 'b.jpg')
  await before.engine.commands.shots.import({ projectId: before.projectId, paths })
  await before.engine.stop()
  const db = new Sqlite(join(before.dataFolder, 'gallop.sqlite'))
  db.exec("UPDATE stills SET inspected_at = NULL, facts = NULL, findings = '[]'")
  db.prepare('UPDATE stills SET path = ? WHERE name = ?').run('/tmp/\u0000', 'a.jpg')
  db.close()
  const { folder, rehearsal } = before
  await using studio = await openTestEngine({ after: { folder, rehearsal } })
  await expect
    .poll(async () => {
      const { rows } = await studio.engine.commands.shots.page({ projectId: studio.projectId })
      return rows.map(({ still }) => [still.name, still.findings.map(({ rule }) => rule)])
    })
    .toEqual([
      ['a.jpg', ['unreadable']],
      ['b.jpg', []],
    ])
})
