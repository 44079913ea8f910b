/** A queue that does as it is told: it pauses, lets go of what is not wanted, changes its order, and goes on. */

import { dropOnto } from './pages/drop.ts'
import { roomsOf } from './pages/rooms.ts'
import { filesOf, putPictures } from './support/pictures-on-disk.ts'
import { tasksPaid } from './support/rehearsal.ts'
import { expect, test } from './support/studio.ts'

test.use({ hostOptions: { speed: 8, pollSeconds: 0.2 } })

test('a paused queue submits nothing new but saves what is paid for; jobs are canceled and moved; it resumes', async ({
  host,
  folder,
}) => {
  const { page } = host
  const { board, frame, history, inspector, queue } = roomsOf(page)
  await dropOnto(host, await putPictures(folder, { 'a.jpg': [400, 400], 'b.jpg': [400, 300] }))
  await expect(board.count).toHaveText('2 shots · 2 selected')
  await inspector.fill('Takes of each shot', 5)
  await expect(inspector.queue).toHaveText(/^Queue 10 takes/)
  await inspector.queue.click()

  let paid = 0
  await test.step('paused while some render: those are saved, the others wait', async () => {
    // The first five render for ten seconds at least: none of the next five is submitted before the key, however slow we are.
    await expect.poll(async () => (await tasksPaid(folder)).length, { intervals: [50] }).toBeGreaterThan(0)
    await page.keyboard.press('ControlOrMeta+.')
    await queue.open()
    await expect(page.getByText('It submits nothing new; paid work is still fetched.')).toBeVisible()
    // The list is there and knows of the pause: from here on what it does not show is not.
    await expect(queue.jobsIn('Queued').last()).toContainText('Waits: the queue is paused')
    await expect(queue.jobsIn('Submitting')).toHaveCount(0)
    await expect(queue.jobsIn('Rendering')).toHaveCount(0)
    await expect(queue.jobsIn('Downloading')).toHaveCount(0)
    paid = (await tasksPaid(folder)).length
    expect(paid).toBeGreaterThan(0)
    expect(paid).toBeLessThan(8)
    await expect(queue.section('Saved', paid)).toBeVisible()
    await expect(queue.section('Queued', 10 - paid)).toBeVisible()
    await expect(frame.status).toContainText('Paused')
  })

  await test.step('the last one moves up with the keyboard, by as many places as the key was pressed', async () => {
    const before = await queue.seedsIn('Queued')
    await queue.jobsIn('Queued').last().click()
    const presses = before.length - 1
    for (let press = 0; press < presses; press += 1) await page.keyboard.press('Alt+ArrowUp')
    const wanted = [before.at(-1), ...before.slice(0, -1)]
    await expect.poll(() => queue.seedsIn('Queued')).toEqual(wanted)
  })

  await test.step('the last one is dragged to the top', async () => {
    const before = await queue.seedsIn('Queued')
    const rows = queue.jobsIn('Queued')
    await rows.last().dragTo(rows.first(), { targetPosition: { x: 120, y: 4 } })
    await expect.poll(() => queue.seedsIn('Queued')).toEqual([before.at(-1), ...before.slice(0, -1)])
  })

  await test.step('one is canceled: it costs nothing and says so', async () => {
    await queue.jobsIn('Queued').first().click()
    await page.keyboard.press('Delete')
    await expect(frame.notices.getByText('1 job canceled')).toBeVisible()
    await expect(queue.section('Canceled', 1)).toBeVisible()
    await expect(queue.section('Queued', 9 - paid)).toBeVisible()
  })

  await test.step('nothing was submitted meanwhile; resumed, the rest is saved', async () => {
    expect(await tasksPaid(folder)).toHaveLength(paid)
    await page.getByRole('button', { name: 'Resume the queue' }).first().click()
    await expect(queue.section('Saved', 9)).toBeVisible()
    expect(await tasksPaid(folder)).toHaveLength(9)
    expect(await filesOf(folder, '.mp4')).toHaveLength(9)
  })

  await test.step('a job tells what happened to it', async () => {
    await queue.jobsIn('Saved').first().click()
    await expect(history.events.filter({ hasText: 'Queued' })).toHaveCount(1)
    for (const words of ['The service took it', 'The clip is ready to fetch', 'The clip is saved']) {
      await expect(history.events.filter({ hasText: words })).toHaveCount(1)
    }
    await expect(history.fact('Price')).toHaveText('¥0.00 for 5 s')
    await expect(history.fact('Task')).toHaveText(/[0-9a-f-]{36}/)
  })
})
