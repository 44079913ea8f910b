/** The journal of tasks: what it keeps, what it forgets, and what a damaged line costs. */

import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { JobRecord } from '#electron/engine/database/job-record.ts'
import { silentLog } from '#electron/engine/log.ts'
import { readTaskJournal, TaskJournal } from '#electron/engine/task-journal.ts'
import { openJobTable } from '#test/support/job-table.ts'
import { tempFolder } from '#test/support/temp-folder.ts'

async function openJournal() {
  const folder = await tempFolder()
  const journal = new TaskJournal(folder, silentLog)
  onTestFinished(() => journal.close())
  journal.begin([])
  const job = openJobTable().add()
  const keep = (fields: Partial<JobRecord>) =>
    journal.keep({ job: { ...job, ...fields }, stillPath: '/in/mist.jpg' })
  const told = () => readTaskJournal(folder)?.map(({ job: { id, state, taskId } }) => [id, state, taskId])
  return { folder, path: join(folder, 'tasks.jsonl'), journal, keep, told }
}

const CLAIMED = { state: 'submitting' } as const
const ACCEPTED = { state: 'rendering', taskId: 't1' } as const
const actual = { micros: 4_500_000, currency: 'CNY' } as const

test('a job is kept as it was last, from its claim until a file beside its clip tells of it', async () => {
  const { keep, told } = await openJournal()
  keep({ state: 'queued' })
  expect(told()).toEqual([])
  keep(CLAIMED)
  expect(told()).toEqual([['j1', 'submitting', null]])
  keep(ACCEPTED)
  expect(told()).toEqual([['j1', 'rendering', 't1']])
  keep({ ...ACCEPTED, state: 'done', actual })
  expect(told()).toEqual([])
})

test('what has failed is kept while it has cost something or may have, and forgotten once it has not', async () => {
  const { keep, told } = await openJournal()
  keep({ ...ACCEPTED, state: 'failed' })
  expect(told()).toEqual([])
  keep({ ...ACCEPTED, state: 'failed', doubtedMicros: 9 })
  keep({ ...ACCEPTED, id: 'j2', taskId: 't2', state: 'failed', actual })
  expect(told()).toEqual([
    ['j1', 'failed', 't1'],
    ['j2', 'failed', 't2'],
  ])
  keep({ ...ACCEPTED, state: 'failed', doubtedMicros: 0 })
  expect(told()).toEqual([['j2', 'failed', 't2']])
})

test('a line that is torn or not what was written is passed over; the one before it still tells', async () => {
  const { keep, told, path } = await openJournal()
  keep(CLAIMED)
  keep(ACCEPTED)
  const text = readFileSync(path, 'utf8')
  writeFileSync(path, text.replace('"taskId":"t1"', '"taskId":"t9"'))
  expect(told()).toEqual([['j1', 'submitting', null]])
  writeFileSync(path, `${text.slice(0, -20)}`)
  expect(told()).toEqual([['j1', 'submitting', null]])
})

test('a journal that was never begun is none; one that is begun tells what the table told', async () => {
  const folder = await tempFolder()
  expect(readTaskJournal(folder)).toBeNull()
  const { journal, told, path } = await openJournal()
  const job = openJobTable().add({ ...ACCEPTED })
  journal.begin([{ job, stillPath: '/in/mist.jpg' }])
  expect([told(), readFileSync(path, 'utf8').split('\n')]).toEqual([
    [['j1', 'rendering', 't1']],
    expect.objectContaining({ length: 2 }),
  ])
})

test('it stays small, however much has happened', async () => {
  const { keep, told, path } = await openJournal()
  const prompt = 'x'.repeat(5_000)
  for (let job = 0; job < 120; job += 1) {
    keep({ ...CLAIMED, prompt, id: `j${job}` })
    keep({ ...ACCEPTED, prompt, id: `j${job}`, taskId: `t${job}` })
    if (job > 0) keep({ ...ACCEPTED, id: `j${job}`, state: 'done', actual })
  }
  expect(told()).toEqual([['j0', 'rendering', 't0']])
  expect(statSync(path).size).toBeLessThan(1_100_000)
})

test('a claim that cannot be written down is refused; a later step is not held up', async () => {
  const { keep, journal, path, told } = await openJournal()
  journal.close()
  rmSync(path)
  mkdirSync(path)
  expect(() => keep(CLAIMED)).toThrow('EISDIR')
  expect(() => keep(ACCEPTED)).not.toThrow()
  rmSync(path, { recursive: true })
  keep(ACCEPTED)
  expect(told()).toEqual([['j1', 'rendering', 't1']])
})
