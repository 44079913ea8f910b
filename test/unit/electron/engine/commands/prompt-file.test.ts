/** Prompts that lie beside stills as text files. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openTestEngine } from '#test/support/engine.ts'

test('a still brings the prompt of the text file beside it, unless one is given', async () => {
  await using studio = await openTestEngine({ start: false })
  const { commands } = studio.engine
  const { projectId, folder } = studio
  const paths = await studio.drawPhotos('a.jpg', 'b.jpg', 'c.jpg', 'd.jpg')
  writeFileSync(join(folder, 'photos', 'a.txt'), '\uFEFF  mist is drifting\n')
  writeFileSync(join(folder, 'photos', 'b.txt'), Buffer.from([0, 1, 2, 3]))
  writeFileSync(join(folder, 'photos', 'c.txt'), 'x'.repeat(20_001))
  await commands.shots.import({ projectId, paths })
  const prompts = async () => (await commands.shots.page({ projectId })).rows.map((shot) => shot.prompt)
  expect(await prompts()).toEqual(['mist is drifting', '', '', ''])
  const other = await commands.projects.create({ name: 'Other', folder: join(folder, 'other') })
  await commands.shots.import({ projectId: other.id, paths, recipe: { prompt: 'wind' } })
  const { rows } = await commands.shots.page({ projectId: other.id })
  expect(rows.map((shot) => shot.prompt)).toEqual(['wind', 'wind', 'wind', 'wind'])
})
