/** The whole way without a mouse: palette, board, queue, player. */

import { goToRoom, press, pressAtOnce, tabTo } from './pages/keys.ts'
import { roomsOf } from './pages/rooms.ts'
import { expect, test } from './support/studio.ts'

test.use({ hostOptions: { speed: 600, pollSeconds: 0.1 } })

test('from an empty board to a playing clip with the keyboard alone', async ({ host }) => {
  const { page } = host
  const { board, frame, inspector, player, queue } = roomsOf(page)
  await expect(board.invitation).toBeVisible()

  await test.step('the palette finds an action by a few letters and runs it', async () => {
    await page.keyboard.press('ControlOrMeta+k')
    await expect(frame.palette).toBeVisible()
    await page.keyboard.type('three sam')
    await expect(frame.palette.getByRole('menuitem')).toHaveText(['Try three sample stills'])
    await page.keyboard.press('Enter')
    await expect(frame.palette).toBeHidden()
    await expect(board.count).toHaveText('3 shots · 3 selected')
  })

  await test.step('the sheet lists the actions of every room with their keys', async () => {
    await page.keyboard.press('?')
    await expect(frame.shortcuts).toBeVisible()
    for (const heading of ['Everywhere', 'Board', 'Queue', 'Player']) {
      await expect(frame.shortcuts.getByRole('heading', { name: heading, exact: true })).toBeVisible()
    }
    for (const action of [
      'Search actions',
      'Queue takes',
      'Pause the queue',
      'Cancel selected jobs',
      'Mute or unmute',
    ]) {
      await expect(frame.shortcuts.getByRole('term').filter({ hasText: action })).toHaveCount(1)
    }
    await page.keyboard.press('Escape')
    await expect(frame.shortcuts).toBeHidden()
  })

  await test.step('arrows walk the grid, Enter edits the prompt, Ctrl Enter queues', async () => {
    await tabTo(page, board.grid)
    await press(page, 'Home', 'ArrowRight')
    await expect(board.card('moonlit-dunes.jpg')).toBeFocused()
    await expect(board.card('moonlit-dunes.jpg')).toHaveAttribute('aria-selected', 'true')
    await expect(board.count).toHaveText('3 shots · 1 selected')
    await test.step('with Shift they stretch the selection from where it began, and so does a click', async () => {
      await press(page, 'Home', 'Shift+ArrowRight', 'Shift+ArrowRight')
      await expect(board.count).toHaveText('3 shots · 3 selected')
      await press(page, 'Shift+ArrowLeft')
      await expect(board.count).toHaveText('3 shots · 2 selected')
      await board.cards.first().click()
      await board.cards.last().click({ modifiers: ['Shift'] })
      await expect(board.count).toHaveText('3 shots · 3 selected')
      await press(page, 'Home', 'ArrowRight')
      await expect(board.count).toHaveText('3 shots · 1 selected')
    })
    await test.step('what is chosen from the palette has the focus once the palette is gone', async () => {
      await page.keyboard.press('ControlOrMeta+k')
      await page.keyboard.type('edit prompt')
      await page.keyboard.press('Enter')
      await expect(frame.palette).toBeHidden()
      await expect(inspector.prompt).toBeFocused()
      await board.card('moonlit-dunes.jpg').focus()
    })
    await test.step('letters on the heels of the key that edits the prompt are text, and no keys of the room', async () => {
      await pressAtOnce(page, 'e', ...'max')
      await expect(inspector.prompt).toHaveValue(/max/)
      await board.card('moonlit-dunes.jpg').focus()
    })
    // With a menu open, letters and Escape are for the menu, not for the room behind it.
    await page.getByRole('button', { name: /My first project/ }).press('Enter')
    await expect(page.getByRole('menuitem', { name: /^My first project/ })).toBeFocused()
    await press(page, 'x', 'Escape')
    await expect(page.getByRole('menu')).toBeHidden()
    await expect(board.count).toHaveText('3 shots · 1 selected')
    await board.card('moonlit-dunes.jpg').focus()
    await page.keyboard.press('Enter')
    await expect(inspector.prompt).toBeFocused()
    await press(page, 'ControlOrMeta+a')
    await page.keyboard.type('sand drifts')
    await expect(inspector.queue).toHaveText(/^Queue 1 take/)
    await page.keyboard.press('ControlOrMeta+Enter')
    await expect(frame.notices.getByText('1 take queued')).toBeVisible()
  })

  await test.step('G Q goes to the queue; the job is walked to and played', async () => {
    await page.keyboard.press('Tab')
    await goToRoom(page, 'Queue')
    await expect(queue.section('Saved', 1)).toBeVisible()
    await tabTo(page, queue.list)
    await page.keyboard.press('End')
    await expect(queue.job('moonlit-dunes.jpg')).toBeFocused()
    await page.keyboard.press('p')
    await expect(player.dialog).toBeVisible()
  })

  await test.step('the player obeys its keys', async () => {
    await expect.poll(player.seconds).toBeGreaterThan(0)
    await page.keyboard.press('Space')
    await expect.poll(player.isPaused).toBe(true)
    await page.keyboard.press('Home')
    await expect(player.frame).toHaveText(/^frame 1 of/)
    await press(page, 'ArrowRight', 'ArrowRight')
    await expect(player.frame).toHaveText(/^frame 3 of/)
    await press(page, '[', 'End', ']')
    await expect(
      player.dialog.getByRole('button', { name: /^Loop 0\.\d+ – 5\.\d+\. Clear loop$/ }),
    ).toBeVisible()
    await page.keyboard.press('m')
    await expect.poll(() => player.video.evaluate((video: HTMLVideoElement) => video.muted)).toBe(true)
    await press(page, 'l', 'l')
    await expect(player.dialog.getByText('Speed 2×')).toBeVisible()
    await page.keyboard.press('k')
    await expect.poll(player.isPaused).toBe(true)
    await page.keyboard.press('j')
    await expect(player.dialog.getByText('Backwards 1×')).toBeVisible()
  })

  await test.step('Escape leads back to where the focus was', async () => {
    await page.keyboard.press('Escape')
    await expect(player.dialog).toBeHidden()
    await expect(queue.job('moonlit-dunes.jpg')).toBeFocused()
    await goToRoom(page, 'Board')
    await expect(board.card('moonlit-dunes.jpg')).toContainText('1 take')
  })

  await test.step('with the last shot the focus moves on to what an empty board offers', async () => {
    await tabTo(page, board.grid)
    await press(page, 'ControlOrMeta+a')
    await expect(board.count).toHaveText('3 shots · 3 selected')
    await press(page, 'Delete')
    await expect(page.getByRole('button', { name: 'Add pictures…' })).toBeFocused()
  })
})
