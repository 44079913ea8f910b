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
