/** The Library without a network and without a service: clips are found, judged, played, compared and thrown away. */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fillShelf } from '#test/support/clip-shelf.ts'
import { goToRoom } from './pages/keys.ts'
import { roomsOf } from './pages/rooms.ts'
import { expect, test } from './support/studio.ts'

const CLIPS = 60

test('with the network blocked and no service running, every clip can be found, judged, played, compared, thrown away and brought back', async ({
  folder,
  context,
  openHost,
}) => {
  const dataFolder = join(folder, 'data')
  await fillShelf({ dataFolder, clips: CLIPS, now: Date.now() })
  const abroad: string[] = []
  await context.route(
    (url) => url.protocol.startsWith('http') && url.hostname !== '127.0.0.1',
    (route) => {
      abroad.push(route.request().url())
      return route.abort()
    },
  )
  const { page } = await openHost()
  const { compare, frame, library, player } = roomsOf(page)

  await test.step('the room opens by keys and shows them all', async () => {
    await expect(frame.room('Library')).toBeVisible()
    await goToRoom(page, 'Library')
    await expect(library.count).toHaveText(`${CLIPS} clips`)
    await expect(library.card(1)).toContainText('misty-lake-0.jpg')
  })

  await test.step('words are looked for as they are typed, Chinese ones as well', async () => {
    await page.keyboard.press('/')
    await expect(library.search).toBeFocused()
    await page.keyboard.type('mist dri')
    await expect(library.count).toHaveText('16 clips')
    await library.search.fill('薄雾')
    await expect(library.count).toHaveText('8 clips')
    await expect(library.card(1)).toContainText('湖面晨雾-3.jpg')
    await page.keyboard.press('Escape')
    await expect(library.search).toHaveValue('')
    await expect(library.count).toHaveText(`${CLIPS} clips`)
  })

  await test.step('kinds are counted, chosen and taken off again', async () => {
    const dunes = library.kind('moonlit-dunes-2.jpg')
    const place = await dunes.boundingBox()
    await library.kind('Picked 9').click()
    await expect(library.count).toHaveText('9 clips')
    await expect(dunes).toHaveAccessibleName('moonlit-dunes-2.jpg 1')
    expect(await dunes.boundingBox(), 'what the hand is near stays where it is').toEqual(place)
    await dunes.click()
    await expect(library.count).toHaveText('1 clip')
    await expect(library.chips).toContainText('moonlit-dunes-2.jpg')
    await library.chip('Still', 'moonlit-dunes-2.jpg').click()
    await expect(library.count).toHaveText('9 clips')
    await page.getByRole('button', { name: 'Clear all filters' }).click()
    await expect(library.count).toHaveText(`${CLIPS} clips`)
    await expect(library.chips).toBeHidden()
    await page.getByRole('button', { name: 'Other days' }).click()
    await page.getByLabel('Last day').fill('2020-01-01')
    await expect(page.getByText('No clip fits')).toBeVisible()
    await page.getByRole('button', { name: 'Clear all filters' }).first().click()
    await expect(library.count).toHaveText(`${CLIPS} clips`)
  })

  await test.step('keys judge what is selected, and undoing takes it back', async () => {
    await library.card(2).click()
    await page.keyboard.press('4')
    await expect(library.card(2).getByRole('img', { name: '4 stars' })).toBeVisible()
    await page.keyboard.press('p')
    await expect(library.card(2).getByRole('img', { name: 'Picked' })).toBeVisible()
    await page.keyboard.press('c')
    await expect(library.card(2).getByRole('img', { name: 'Circled' })).toBeVisible()
    await frame.notices.getByRole('button', { name: 'Undo' }).click()
    await expect(library.card(2).getByRole('img', { name: 'Circled' })).toBeHidden()
    await page.keyboard.press('ControlOrMeta+z')
    await expect(library.card(2).getByRole('img', { name: 'Picked' })).toBeHidden()
    await expect(library.card(2).getByRole('img', { name: '4 stars' })).toBeVisible()
  })

  await test.step('the side tells recipe, cost and parents', async () => {
    await expect(library.side).toContainText('misty-lake-0.jpg')
    await expect(library.side).toContainText('¥4.50')
    await expect(library.side).toContainText('mist is drifting over the lake')
  })

  await test.step('the player steps through the list, and the same keys judge there', async () => {
    await library.grid.focus()
    await page.keyboard.press('Enter')
    await expect(player.video).toBeVisible()
    await expect(player.dialog).toContainText('take 2')
    await page.keyboard.press('m')
    await page.keyboard.press('.')
    await expect(player.dialog).toHaveAccessibleName(/take 3$/)
    await expect(player.video).toBeVisible()
    await expect.poll(player.isMuted, 'who silences one clip means the next as well').toBe(true)
    await page.keyboard.press('x')
    await page.keyboard.press('Escape')
    await expect(player.dialog).toBeHidden()
    await expect(library.card(3).getByRole('img', { name: 'Rejected' })).toBeVisible()
  })

  await test.step('at its ends a clip stands while it is stepped, and is run through again backwards', async () => {
    await library.grid.focus()
    await page.keyboard.press('Enter')
    await expect(player.video).toBeVisible()
    await page.keyboard.press('End')
    await expect(player.frame).toHaveText('frame 48 of 48')
    // As Chromium does when a clip that stands is stepped onto its last frame.
    await player.video.dispatchEvent('ended')
    expect(await player.isPaused()).toBe(true)
    await page.keyboard.press('ArrowLeft')
    await expect(player.frame).toHaveText('frame 47 of 48')
    await page.keyboard.press('Home')
    await expect(player.frame).toHaveText('frame 1 of 48')
    await page.keyboard.press('j')
    await expect.poll(player.seconds).toBeGreaterThan(0.1)
    await page.keyboard.press('Escape')
    await expect(player.dialog).toBeHidden()
  })

  await test.step('what is thrown away leaves the list and its place on disk, and comes back', async () => {
    await library.card(1).click()
    await page.keyboard.down('Delete')
    await expect(library.count).toHaveText(`${CLIPS - 1} clips · 1 selected`)
    // Held down it repeats; the next clip is not meant by that.
    await page.keyboard.down('Delete')
    await page.keyboard.up('Delete')
    await expect(library.card(1)).toContainText('Take 2')
    await expect(library.card(1), 'the keys mean the next one').toHaveAttribute('aria-selected', 'true')
    const path = join(dataFolder, 'shelf', 'misty-lake-0_t01_s4711-0.mp4')
    await expect.poll(() => existsSync(path)).toBe(false)
    const told = frame.notices.getByRole('alertdialog').filter({ hasText: 'moved to the trash' })
    await told.getByRole('button', { name: 'Undo' }).click()
    await expect(library.count).toHaveText(`${CLIPS} clips · 1 selected`)
    await expect(library.card(1)).toContainText('Take 1')
    await expect.poll(() => existsSync(path)).toBe(true)
  })

  await test.step('three of them are laid side by side, told apart by their takes however long their name', async () => {
    await library.card(9).click()
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Shift+ArrowRight')
    await expect(library.count).toHaveText(`${CLIPS} clips · 3 selected`)
    await page.keyboard.press('v')
    await expect(frame.room('Compare')).toHaveAttribute('aria-selected', 'true')
    const take = compare.pane('A').getByText(/^Take \d/)
    await expect(take).toBeVisible()
    expect(await take.evaluate((words) => words.scrollWidth - words.clientWidth)).toBe(0)
    await goToRoom(page, 'Library')
    await expect(library.count).toHaveText(`${CLIPS} clips · 3 selected`)
  })

  expect(abroad, 'nothing was asked for abroad').toEqual([])
  expect(existsSync(join(dataFolder, 'rehearsal', 'last-run.json')), 'the rehearsal was never started').toBe(
    false,
  )
})
