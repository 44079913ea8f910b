import { expect, test } from 'vitest'
import { useStudio } from '#renderer/stores/studio-store.ts'
import type { Studio } from '#renderer/studio.ts'
import { nameFirstProject } from '#renderer/sync/first-project.ts'
import { FIRST_PROJECT } from '#shared/project.ts'

/** What was renamed on a board with so many pictures. */
async function renames(projects: readonly string[], pictures: number, name: string): Promise<unknown[]> {
  const renamed: unknown[] = []
  const studio = {
    shots: { page: async () => ({ rows: [], total: pictures }) },
    projects: { rename: async (input: unknown) => renamed.push(input) },
  } as unknown as Studio
  useStudio.setState({
    projects: projects.map((one, at) => ({ id: `p${at}`, name: one, folder: '', seed: null, createdAt: 0 })),
  })
  await nameFirstProject(studio, name)
  return renamed
}

test('the project of a new data folder gets its name in the user’s language, and only that one does', async () => {
  const name = '我的第一个项目'
  expect(await renames([FIRST_PROJECT], 0, name)).toEqual([{ id: 'p0', name }])
  expect(await renames([FIRST_PROJECT], 0, FIRST_PROJECT)).toEqual([])
  expect(await renames([FIRST_PROJECT], 3, name)).toEqual([])
  expect(await renames(['Weddings'], 0, name)).toEqual([])
  expect(await renames([FIRST_PROJECT, 'Weddings'], 0, name)).toEqual([])
})
