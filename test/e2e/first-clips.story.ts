/** A new user: from an empty board to three saved clips, and the first look at one of them. */

import { roomsOf } from './pages/rooms.ts'
import { expect, test } from './support/studio.ts'

// As a new user sees it: the clips are looked at.
test.use({ hostOptions: { clips: 'full' } })

test('three sample stills become three saved clips, and one of them plays frame by frame', async ({
  host,
}) => {
  const { board, frame, inspector, player, queue } = roomsOf(host.page)

  await test.step('an empty board invites and says that nothing is charged', async () => {
    await expect(board.invitation).toBeVisible()
    await expect(frame.rehearsal).toHaveText('Rehearsal · nothing is charged')
    await board.trySamples.click()
    await expect(board.cards).toHaveCount(3)
  })

  await test.step('all three are queued with one press', async () => {
    await board.selectAll()
    await expect(board.count).toHaveText('3 shots · 3 selected')
    await inspector.prompt.fill('mist is drifting, the camera is pushing in slowly')
    await inspector.choose('Resolution', '480P')
    await inspector.fill('Duration', 3)
    await expect(inspector.queue).toHaveText('Queue 3 takes · ¥0.00, rehearsal')
    await inspector.queue.click()
    await expect(frame.notices.getByText('3 takes queued')).toBeVisible()
  })

  await test.step('the queue shows them go by until all are saved', async () => {
    await queue.open()
    await expect(queue.jobs).toHaveCount(3)
    await expect(queue.section('Saved', 3)).toBeVisible({ timeout: 120_000 })
    await expect(frame.status).toContainText('Nothing is running')
  })

  await test.step('a clip plays: time runs, pictures follow each other, and they are pictures', async () => {
    await queue.job('misty-lake.jpg').getByRole('button', { name: 'Play' }).click()
    await expect(player.dialog).toBeVisible()
    const shownBefore = await player.framesShown()
    await expect.poll(player.framesShown).toBeGreaterThan(shownBefore + 5)
    await expect.poll(player.seconds).toBeGreaterThan(0.3)
    const picture = await player.picture()
    expect(Math.max(...picture) - Math.min(...picture)).toBeGreaterThan(60)
  })

  await test.step('it stops, and steps by exactly one frame', async () => {
    await player.control('Play or pause').click()
    await expect.poll(player.isPaused).toBe(true)
    await player.control('To the first frame').click()
    await expect(player.frame).toHaveText(/^frame 1 of 7\d$/)
    const first = await player.picture()
    await player.control('One frame on').click()
    await expect(player.frame).toHaveText(/^frame 2 of/)
    await host.page.keyboard.press('ArrowRight')
    await expect(player.frame).toHaveText(/^frame 3 of/)
    await host.page.keyboard.press('ArrowLeft')
    await expect(player.frame).toHaveText(/^frame 2 of/)
    await player.control('To the last frame').click()
    await expect(player.frame).toHaveText(/^frame (\d+) of \1$/)
    await expect.poll(async () => distance(first, await player.picture())).toBeGreaterThan(1)
  })

  await test.step('back on the board the shot knows its take', async () => {
    await host.page.keyboard.press('Escape')
    await expect(player.dialog).toBeHidden()
    await frame.room('Board').click()
    await expect(board.card('misty-lake.jpg')).toContainText('1 take')
  })
})

/** Mean difference of two pictures, 0 to 255. */
function distance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length
}
