/** What a change tells of the rows that were touched. */

import { expect, test } from 'vitest'
import type { Touched } from '#electron/engine/changes.ts'
import { readTouched } from '#electron/engine/read-touched.ts'
import { MADE_AT, openJobTable } from '#test/support/job-table.ts'

function touched(rows: Partial<Touched['rows']>): Touched {
  const none = { projects: [], shots: [], jobs: [], clips: [], measures: [], experiments: [], notes: [] }
  return { rows: { ...none, ...rows }, relist: new Set(), settings: false, status: false }
}

function noStatus(): never {
  throw new Error('nobody asked for it')
}

test('once one project has changed all are told, for a window takes them as its list', () => {
  const tables = openJobTable()
  const [first] = tables.projects.all()
  const second = { id: 'p2', name: 'Second', folder: '/second', seed: null, createdAt: MADE_AT + 1 }
  tables.projects.insert(second)
  const change = readTouched(tables, noStatus, touched({ projects: ['p2'] }))
  expect(change.projects).toEqual([first, second])
})

test('nothing is told of what was not touched', () => {
  expect(readTouched(openJobTable(), noStatus, touched({}))).toEqual({})
})
