import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readStatus } from '#electron/engine/engine.ts'
import { statusLines } from '#electron/terminal/status.ts'
import type { FolderStatus } from '#shared/status.ts'
import { tempFolder } from '#test/support/temp-folder.ts'

const NOW = 1_800_000_000_000

const UNCAPPED = { spentMicros: 12_600_000, reservedMicros: 4_500_000, doubtedMicros: 0, capMicros: null }

const QUIET: FolderStatus = {
  service: 'beijing',
  services: [{ service: 'beijing', baseUrl: '', live: 46 }],
  rehearsal: false,
  charged: 46,
  baseUrl: null,
  keySet: true,
  pause: null,
  heldBatches: [],
  otherKey: null,
  quota: null,
  counts: {
    queued: 41,
    submitting: 0,
    unconfirmed: 0,
    rendering: 5,
    downloading: 0,
    done: 3,
    failed: 0,
    canceled: 0,
  },
  nextLookAt: null,
  spent: { micros: 12_600_000, currency: 'CNY' },
  reserved: { micros: 4_500_000, currency: 'CNY' },
  budget: { day: UNCAPPED, month: UNCAPPED },
  oldestDiesAt: NOW + 21 * 3_600_000 + 5 * 60_000,
  remainingMs: null,
}

test('the status names what is going on, the money and the first deadline', () => {
  expect(statusLines(QUIET, NOW)).toEqual([
    'Service: beijing',
    '41 queued, 5 rendering, 3 done',
    '¥12.60 spent, ¥4.50 reserved',
    'The oldest paid task or link dies in 21 h 5 min.',
  ])
})

test('a pause says why', () => {
  const error = { code: 'key-refused' as const, values: { message: 'no', code: 'InvalidApiKey' } }
  const lines = statusLines(
    { ...QUIET, oldestDiesAt: null, pause: { byUser: false, error, since: NOW } },
    NOW,
  )
  expect(lines.at(-1)).toBe(
    'Paused. The API key was refused: The service said “no” (InvalidApiKey). A key works only in its own region.',
  )
})

test('jobs that are charged elsewhere than the settings say are named with their service', () => {
  const services: FolderStatus['services'] = [
    { service: 'custom', baseUrl: 'https://proxy.example/api/v1', live: 0 },
    { service: 'rehearsal', baseUrl: '', live: 2 },
    { service: 'tokyo', baseUrl: '', live: 1 },
  ]
  const [line] = statusLines({ ...QUIET, service: 'rehearsal', services }, NOW)
  expect(line).toBe('Service: custom https://proxy.example/api/v1, tokyo')
})

test('a file where the data folder should be is refused; a folder that is not there has nothing yet', async () => {
  const folder = await tempFolder()
  const file = join(folder, 'notes.txt')
  writeFileSync(file, '')
  expect(() => readStatus(file, NOW)).toThrow(expect.objectContaining({ code: 'folder-unusable' }))
  expect(readStatus(join(folder, 'nowhere'), NOW)).toBeUndefined()
})
