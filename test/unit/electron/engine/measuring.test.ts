/** How clips come to be measured: one after the other, each once, whatever stops it. */

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lookAtOne } from '#electron/engine/commands/missing-clips.ts'
import { silentLog } from '#electron/engine/log.ts'
import { Measuring } from '#electron/engine/measuring.ts'
import { AppError } from '#shared/app-error.ts'
import type { MeasureValues } from '#shared/measures.ts'
import { testPorts } from '#test/support/engine.ts'
import { fakeClock, settle } from '#test/support/fake-clock.ts'
import { openJobTable } from '#test/support/job-table.ts'
import { tempFolder } from '#test/support/temp-folder.ts'

const VALUES = { motion: 1 } as MeasureValues

/** A queue of clips and a thread that answers when told. */
function openMeasuring(clips: readonly string[]) {
  const tables = openJobTable()
  for (const id of clips) tables.addClip({ id, path: `/nowhere/${id}.mp4` })
  const clock = fakeClock()
  const asked: string[] = []
  let answer: (outcome: MeasureValues | AppError) => void = () => {}
  const measuring = new Measuring({
    ...{ tables, clock, log: silentLog },
    measure: ({ path }, signal) => {
      asked.push(path)
      return new Promise((resolve, reject) => {
        answer = (outcome) => (outcome instanceof AppError ? reject(outcome) : resolve(outcome))
        signal.addEventListener('abort', () => reject(new AppError('given-up')))
      })
    },
  })
  const states = () => tables.measures.byIds(clips).map(({ clipId, state }) => `${clipId} ${state}`)
  const say = async (outcome: MeasureValues | AppError) => {
    answer(outcome)
    await settle()
  }
  return { tables, clock, asked, measuring, states, say }
}

test('clips left over are taken up one at a time, and a clip wanted later wakes the thread', async () => {
  const { tables, clock, asked, measuring, states, say } = openMeasuring(['a', 'b', 'c'])
  tables.measures.want(['a'], 1)
  tables.measures.want(['b'], 2)
  measuring.start()
  await clock.advance(2_000)
  expect(asked).toEqual(['/nowhere/b.mp4'])
  await say(VALUES)
  await say(VALUES)
  expect(states()).toEqual(['a measured', 'b measured'])
  tables.measures.want(['c', 'unknown'], 3)
  measuring.nudge()
  await clock.advance(2_000)
  expect(asked.at(-1)).toBe('/nowhere/c.mp4')
  await say(VALUES)
  expect(states()).toEqual(['a measured', 'b measured', 'c measured'])
  await measuring.stop()
})

test('a clip somebody looks at is measured before those that were wanted after it', async () => {
  const { tables, clock, asked, measuring } = openMeasuring(['a', 'b', 'c'])
  tables.measures.want(['a'], 1)
  tables.measures.want(['b'], 2)
  tables.measures.want(['c'], 3)
  tables.measures.want(['a'], 4)
  measuring.start()
  await clock.advance(2_000)
  expect(asked).toEqual(['/nowhere/a.mp4'])
  await measuring.stop()
})

test('a clip that cannot be read is written down and left alone, and the next one is measured', async () => {
  const { tables, clock, asked, measuring, states, say } = openMeasuring(['a', 'b'])
  tables.measures.want(['b'], 1)
  tables.measures.want(['a'], 2)
  measuring.start()
  await clock.advance(2_000)
  await say(new AppError('download-broken', { detail: 'no frames' }))
  await say(VALUES)
  tables.measures.want(['a', 'b'], 3)
  measuring.nudge()
  await clock.advance(70_000)
  expect(asked).toEqual(['/nowhere/a.mp4', '/nowhere/b.mp4'])
  expect(states()).toEqual(['a failed', 'b measured'])
  await measuring.stop()
})

test('a clip that was missing when it was to be measured is measured once its file is back', async () => {
  const { tables, clock, measuring, say } = openMeasuring([])
  const path = join(await tempFolder(), 'a.mp4')
  const ports = { ...testPorts(async () => ''), clock, log: silentLog }
  const clip = tables.addClip({ id: 'a', path })
  const look = () => lookAtOne({ tables, ports }, tables.clips.byId('a') ?? clip)
  const states = () => tables.measures.byIds(['a']).map(({ state }) => state)
  look()
  tables.measures.want(['a'], 1)
  measuring.start()
  await clock.advance(2_000)
  await say(new AppError('download-broken', { detail: 'no such file' }))
  expect(states()).toEqual(['failed'])
  await writeFile(path, Buffer.alloc(clip.bytes))
  look()
  measuring.nudge()
  await clock.advance(2_000)
  await say(VALUES)
  expect(states()).toEqual(['measured'])
  await measuring.stop()
})

test('a clip under way when the studio closes is measured after the next start', async () => {
  const { tables, clock, measuring, states } = openMeasuring(['a'])
  tables.measures.want(['a'], 1)
  measuring.start()
  await clock.advance(2_000)
  await measuring.stop()
  expect(states()).toEqual(['a wanted'])
  expect(tables.measures.next()).toBe('a')
  expect(clock.sleepers).toBe(0)
})
