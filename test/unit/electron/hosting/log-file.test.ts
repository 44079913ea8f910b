import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openLogFile } from '#electron/hosting/log-file.ts'
import { tempFolder } from '#test/support/temp-folder.ts'

const NOON = Date.parse('2026-11-22T12:00:00Z')

test('each day has its own log, and only the newest fourteen of before are kept', async () => {
  const folder = await tempFolder()
  const logs = join(folder, 'logs')
  mkdirSync(logs)
  for (let day = 1; day <= 16; day++) {
    writeFileSync(join(logs, `gallop-2026-10-${String(day).padStart(2, '0')}.log`), '')
  }
  writeFileSync(join(logs, 'notes.log'), 'mine')
  openLogFile(folder, () => NOON).info('engine.started', { recovered: 2 })
  const names = readdirSync(logs).sort()
  expect(names).toHaveLength(14 + 2)
  expect(names[0]).toBe('gallop-2026-10-03.log')
  expect(names).toContain('notes.log')
  expect(readFileSync(join(logs, 'gallop-2026-11-22.log'), 'utf8')).toBe(
    '{"at":"2026-11-22T12:00:00.000Z","level":"info","event":"engine.started","recovered":2}\n',
  )
})
