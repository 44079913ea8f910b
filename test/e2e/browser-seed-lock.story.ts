/** A locked seed is kept for the next takes; without the lock each take draws its own. */

import { roomsOf } from './pages/rooms.ts'
import { tasksPaid } from './support/rehearsal.ts'
import { expect, test } from './support/studio.ts'

test.use({ hostOptions: { speed: 600, pollSeconds: 0.1 } })

test('two takes on a locked seed have the same seed; unlocked, each has another', async ({
  host,
  folder,
}) => {
  const { board, frame, inspector, queue } = roomsOf(host.page)
  await board.trySamples.click()
  await expect(board.count).toHaveText('3 shots · 3 selected')
  await board.card('misty-lake.jpg').click()
  await expect(inspector.title).toHaveText('misty-lake.jpg')

  await test.step('locking draws a seed and says what a seed can do', async () => {
    await expect(inspector.seed).toHaveValue('')
    await inspector.seedLock.click()
    await expect(inspector.seedLock).toHaveAttribute('aria-pressed', 'true')
    await expect(inspector.seed).toHaveValue(/^\d+$/)
    await expect(inspector.panel.getByText('Equal seeds give similar, not identical clips.')).toBeVisible()
  })

  const locked = Number(await inspector.seed.inputValue())
  await test.step('both takes carry it', async () => {
    await inspector.fill('Takes of each shot', 2)
    await inspector.queue.click()
    await queue.open()
    await expect(queue.section('Saved', 2)).toBeVisible()
    expect(await queue.seedsShown()).toEqual([locked, locked])
  })

  await test.step('with the lock off and the seed cleared, the next two differ', async () => {
    await frame.room('Board').click()
    await inspector.seedLock.click()
    await inspector.panel.getByRole('button', { name: 'No fixed seed' }).click()
    await expect(inspector.seed).toHaveValue('')
    await inspector.queue.click()
    await queue.open()
    await expect(queue.section('Saved', 4)).toBeVisible()
    expect(new Set(await queue.seedsShown()).size).toBe(3)
    expect((await tasksPaid(folder)).map((task) => task.seed).filter((seed) => seed === locked)).toHaveLength(
      2,
    )
  })
})
