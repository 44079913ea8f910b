/** The report after an unclean stop. */

import { expect, test } from 'vitest'
import { recoveryNow, takeDown } from '#electron/engine/recovery-report.ts'
import { MADE_AT, openJobTable } from '#test/support/job-table.ts'

function caught() {
  const tables = openJobTable()
  tables.add({ id: 'waits' })
  tables.add({ id: 'sent', state: 'submitting' })
  tables.add({ id: 'asked', state: 'unconfirmed', dueAt: null })
  tables.add({ id: 'renders', state: 'rendering', taskId: 'a' })
  tables.add({ id: 'comes', state: 'downloading', taskId: 'b' })
  tables.add({ id: 'over', state: 'failed' })
  return tables
}

test('after a stop in order there is nothing to report', () => {
  const tables = caught()
  expect(takeDown(tables, MADE_AT, null)).toBeNull()
  tables.settings.saveRunning(MADE_AT)
  tables.settings.saveRunning(null)
  expect(takeDown(tables, MADE_AT, null)).toBeNull()
  expect(recoveryNow(tables)).toBeNull()
})

test('after a crash every job under way is told with what was done, most urgent first, and with where it is now', () => {
  const tables = caught()
  tables.settings.saveRunning(MADE_AT)
  takeDown(tables, MADE_AT + 1, null)
  tables.jobs.transition({ id: 'renders', from: 'rendering', event: 'vanished', at: MADE_AT + 2 })
  const report = recoveryNow(tables)
  expect(report?.jobs.map((job) => [job.jobId, job.from, job.did, job.now])).toEqual([
    ['comes', 'downloading', 'fetched', 'downloading'],
    ['renders', 'rendering', 'watched', 'failed'],
    ['sent', 'submitting', 'searched', 'submitting'],
    ['asked', 'unconfirmed', 'asked', 'unconfirmed'],
  ])
  expect([report?.at, report?.total, report?.queued, report?.restored]).toEqual([MADE_AT + 1, 4, 1, null])
  tables.settings.saveRecovery(null)
  expect(recoveryNow(tables)).toBeNull()
})

test('a crash that caught nothing under way needs no report', () => {
  const tables = openJobTable()
  tables.add()
  tables.settings.saveRunning(MADE_AT)
  expect(takeDown(tables, MADE_AT, null)).toBeNull()
})

test('what a lost table came back from is told until somebody has seen it, however often Gallop stops meanwhile', () => {
  const tables = caught()
  const lost = [
    { stillName: 'mist.jpg', take: 1, taskId: 't', cost: { micros: 9, currency: 'CNY' as const } },
  ]
  const restored = {
    ...{ damage: 'torn', setAside: null, backupAt: null, clips: 0, clipsMissing: 0 },
    ...{ contradictions: 0, offQueue: 0, tasks: 0, lost },
  }
  takeDown(tables, MADE_AT, restored)
  tables.settings.saveRunning(MADE_AT)
  takeDown(tables, MADE_AT + 1, null)
  expect(recoveryNow(tables)).toMatchObject({ at: MADE_AT + 1, restored: { lost } })
  tables.settings.saveRecovery(null)
  takeDown(tables, MADE_AT + 2, null)
  expect(recoveryNow(tables)?.restored).toBeNull()
})
