/** The power goes in the middle of a batch: after the next start every clip is there, none is paid or saved twice. */

import { RATE_LIMITS } from '#shared/happyhorse.ts'
import { dropOnto } from './pages/drop.ts'
import { roomsOf } from './pages/rooms.ts'
import { filesOf, putPictures } from './support/pictures-on-disk.ts'
import { tasksPaid } from './support/rehearsal.ts'
import { expect, test } from './support/studio.ts'

test.use({ hostOptions: { speed: 30, pollSeconds: 0.2 } })

test('a batch that a power cut broke off is finished after the next start: nothing lost, nothing doubled', async ({
  openHost,
  folder,
}) => {
  const paths = await putPictures(folder, { 'a.jpg': [400, 400], 'b.jpg': [400, 300], 'c.jpg': [300, 400] })

  await test.step('the power goes while some clips are saved, some render and some wait', async () => {
    // Each renders for eight seconds: the last ones cannot be saved before the power goes, however slow we are.
    const host = await openHost({ speed: 10 })
    const { board, frame, inspector, queue } = roomsOf(host.page)
    await dropOnto(host, paths)
    await expect(board.count).toHaveText('3 shots · 3 selected')
    await inspector.queue.click()
    await queue.open()
    await expect(queue.section('Saved', 3)).toBeVisible()
    await frame.room('Board').click()
    await inspector.fill('Takes of each shot', 3)
    await inspector.queue.click()
    // With all places taken nothing is on its way there, as a rule: a lost answer is another story.
    const made = async () => (await tasksPaid(folder)).length
    await expect.poll(made, { intervals: [50] }).toBeGreaterThanOrEqual(3 + RATE_LIMITS.runningPerModel)
    await host.kill()
    // Counted on disk, where nothing goes on: the next host may finish before its window can be asked.
    expect((await filesOf(folder, '.mp4')).length, 'the power went in the middle').toBeLessThan(12)
  })

  await test.step('the next start goes on where it was', async () => {
    const host = await openHost()
    const { frame, queue } = roomsOf(host.page)
    await test.step('and says what it found under way, and what it did with it', async () => {
      await frame.recovery.getByRole('button', { name: 'What was done' }).click()
      const told = (await frame.recovery.textContent()) ?? ''
      const underWay = Number(/(\d+) jobs? (was|were) under way/.exec(told)?.[1])
      expect(underWay).toBeGreaterThan(0)
      await expect(frame.report.getByRole('listitem')).toHaveCount(underWay)
      for (const job of await frame.report.getByRole('listitem').allInnerTexts())
        expect(job).toMatch(
          /\.jpg · take \d[\s\S]+(goes on|is asked again|is looked for|You decide)[\s\S]+Now: /,
        )
      await frame.report.getByRole('button', { name: 'Close' }).click()
      await frame.recovery.getByRole('button', { name: 'Got it' }).click()
      await expect(frame.recovery).toHaveCount(0)
    })
    await queue.open()
    await expect(queue.jobs).toHaveCount(12)
    await expect(queue.section('Saved', 12)).toBeVisible({ timeout: 90_000 })
    await expect(queue.jobs).toHaveCount(12)
    const tasks = await tasksPaid(folder)
    expect(tasks.map((task) => task.status)).toEqual(Array(12).fill('SUCCEEDED'))
    expect(new Set(tasks.map((task) => task.seed)).size).toBe(12)
    expect(new Set(await queue.seedsShown())).toEqual(new Set(tasks.map((task) => task.seed)))
  })

  expect(await filesOf(folder, '.mp4')).toHaveLength(12)
  expect(await filesOf(folder, '.part')).toEqual([])
})
