/** The service takes a job and its answer is lost: the job is never sent twice, its task is found, its clip is saved. */

import { dropOnto } from './pages/drop.ts'
import { roomsOf } from './pages/rooms.ts'
import { filesOf, putPictures } from './support/pictures-on-disk.ts'
import { play, tasksPaid } from './support/rehearsal.ts'
import { expect, test } from './support/studio.ts'

test.use({ hostOptions: { speed: 120, pollSeconds: 0.2 } })

test('jobs whose answers were lost end saved with one task each, and their history says what happened', async ({
  host,
  folder,
}) => {
  const { board, frame, history, inspector, queue } = roomsOf(host.page)
  const [first = '', ...others] = await putPictures(folder, {
    'first.jpg': [400, 400],
    'a.jpg': [400, 400],
    'b.jpg': [400, 300],
    'c.jpg': [300, 400],
  })

  // The rehearsal starts with the first job; from then on it can be told what goes wrong.
  await dropOnto(host, [first])
  await expect(board.count).toHaveText('1 shot · 1 selected')
  await inspector.queue.click()
  await queue.open()
  await expect(queue.section('Saved', 1)).toBeVisible()
  await play(folder, 'drops-reply')

  await frame.room('Board').click()
  await dropOnto(host, others)
  await expect(board.count).toHaveText('4 shots · 3 selected')
  // Alike but for their prompts: nothing else could tell their tasks apart.
  for (const name of ['a', 'b', 'c']) {
    await board.card(`${name}.jpg`).click()
    await inspector.prompt.fill(`cloud ${name} passes`)
  }
  for (const name of ['a', 'b', 'c']) {
    await board.card(`${name}.jpg`).click({ modifiers: name === 'a' ? [] : ['ControlOrMeta'] })
  }
  await expect(inspector.queue).toHaveText(/^Queue 3 takes/)
  await inspector.queue.click()
  await queue.open()
  await expect(queue.section('Saved', 4)).toBeVisible({ timeout: 90_000 })

  const prompts = (await tasksPaid(folder)).map((task) => task.prompt).sort()
  expect(prompts).toEqual(['', 'cloud a passes', 'cloud b passes', 'cloud c passes'])
  expect(await filesOf(folder, '.mp4')).toHaveLength(4)

  const lost = []
  for (const name of ['a', 'b', 'c']) {
    await queue.job(`${name}.jpg`).click()
    await expect(history.events.last()).toContainText('The clip is saved')
    const words = await history.events.allInnerTexts()
    if (!words.some((text) => text.startsWith('No answer came; the task may exist'))) continue
    lost.push(name)
    expect(words.some((text) => text.startsWith('Its task was found'))).toBe(true)
  }
  expect(lost).toHaveLength(2)
})
