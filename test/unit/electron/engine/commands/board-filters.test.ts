import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { matchesFilter } from '#renderer/stores/shots-store.ts'
import { SHOT_FILTERS } from '#shared/shot.ts'
import { openTestEngine } from '#test/support/engine.ts'

test('the tables sift the board as the page does, window by window', async () => {
  await using studio = await openTestEngine({ start: false })
  const { commands } = studio.engine
  const { projectId } = studio
  const [first = ''] = await studio.drawPhotos('a.jpg', 'b.jpg', 'c.jpg')
  writeFileSync(join(studio.folder, 'photos', 'd.jpg'), 'its name alone is a picture: "level":"block"')
  await studio.queue([first])
  await commands.shots.import({ projectId, paths: [join(studio.folder, 'photos')] })
  const { rows: all } = await commands.shots.page({ projectId })
  const names = (shots: typeof all) => shots.map(({ still }) => still.name)
  expect(names(all)).toEqual(['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'])
  for (const filter of SHOT_FILTERS) {
    const { rows, total } = await commands.shots.page({ projectId, filter })
    const expected = all.filter((shot) => matchesFilter(shot, filter))
    expect(names(rows), filter).toEqual(names(expected))
    expect(total, filter).toBe(expected.length)
  }
  const second = await commands.shots.page({ projectId, filter: 'ready', offset: 1, limit: 1 })
  expect([names(second.rows), second.total]).toEqual([['b.jpg'], 3])
})

test('a shot is found by any part of its still’s name, which is no pattern, and only on its own board', async () => {
  await using studio = await openTestEngine({ start: false })
  const { commands } = studio.engine
  const { projectId } = studio
  const paths = await studio.drawPhotos('Beach_1.jpg', 'beach-2.jpg', '湖面.jpg', '100%.jpg')
  const { shotIds } = await commands.shots.import({ projectId, paths })
  const found = async (text: string, window: { offset?: number; limit?: number } = {}) => {
    const { rows, total } = await commands.shots.find({ projectId, text, ...window })
    return [rows.map(({ still }) => still.name), total]
  }
  expect(await found(' BEACH ')).toEqual([['Beach_1.jpg', 'beach-2.jpg'], 2])
  expect(await found('h_')).toEqual([['Beach_1.jpg'], 1])
  expect(await found('%')).toEqual([['100%.jpg'], 1])
  expect(await found('湖')).toEqual([['湖面.jpg'], 1])
  expect(await found('', { offset: 3, limit: 5 })).toEqual([['100%.jpg'], 4])
  await commands.shots.remove({ ids: shotIds.slice(0, 1) })
  expect(await found('beach')).toEqual([['beach-2.jpg'], 1])
  const { id: other } = await commands.projects.create({ name: 'Other' })
  expect((await commands.shots.find({ projectId: other, text: 'beach' })).total).toBe(0)
})
