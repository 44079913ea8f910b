/** A clip that is gone, by hand or in another window, is missed wherever it is shown, and found again by what is in it. */

import { mkdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { dropOnto } from './pages/drop.ts'
import { roomsOf } from './pages/rooms.ts'
import { filesOf, putPictures } from './support/pictures-on-disk.ts'
import { tasksPaid } from './support/rehearsal.ts'
import { expect, test } from './support/studio.ts'

test.use({ hostOptions: { speed: 600, pollSeconds: 0.1 } })

test('a clip that is gone is marked as missing on its card, in its row and in the player, and is found again', async ({
  host,
  folder,
  context,
}) => {
  const { page } = host
  const { board, frame, inspector, library, player, queue } = roomsOf(page)
  const lookAgain = () => page.evaluate(() => dispatchEvent(new Event('focus')))
  const projects = join(folder, 'data', 'projects')
  await dropOnto(host, await putPictures(folder, { 'a.jpg': [400, 400] }))
  await expect(board.count).toHaveText('1 shot · 1 selected')
  await inspector.queue.click()
  await queue.open()
  await expect(queue.section('Saved', 1)).toBeVisible()
  const [clip = ''] = await filesOf(folder, '.mp4')

  await test.step('gone, it is missed as soon as the window is looked at again', async () => {
    await rename(join(projects, clip), join(folder, 'taken away.mp4'))
    await lookAgain()
    await expect(queue.job('a.jpg')).toContainText('the file is missing')
    await frame.room('Board').click()
    await expect(board.card('a.jpg').getByRole('img', { name: '1 clip is missing' })).toBeVisible()
    await board.card('a.jpg').click()
    await page.keyboard.press('p')
    await expect(player.dialog.getByRole('alert')).toContainText('The file is gone')
    await player.dialog.getByRole('button', { name: 'Find it…' }).click()
    const folders = page.getByRole('dialog', { name: 'Choose a folder' })
    await expect(folders.getByRole('listbox')).toBeVisible()
    await expect(folders, 'it is no pictures that are looked for').not.toContainText('picture')
    await folders.getByRole('button', { name: 'Cancel' }).click()
  })

  await test.step('back in the project’s folder under another name, it is known by its content', async () => {
    const place = join(dirname(join(projects, clip)), 'best', 'of all.mp4')
    await mkdir(dirname(place))
    await rename(join(folder, 'taken away.mp4'), place)
    await player.dialog.getByRole('button', { name: 'Look again' }).click()
    await expect(player.video).toBeVisible()
    await expect(player.dialog).toHaveAccessibleName(/^of all\.mp4/)
    await page.keyboard.press('Escape')
    await expect(board.card('a.jpg').getByRole('img', { name: '1 clip is missing' })).toHaveCount(0)
    await queue.open()
    await expect(queue.job('a.jpg')).not.toContainText('missing')
  })

  await test.step('thrown away in another window, it ends in the player, which says so, and comes back with it', async () => {
    const other = await context.newPage()
    await other.goto(page.url())
    const elsewhere = roomsOf(other).library
    await elsewhere.open()
    await page.bringToFront()
    await library.open()
    await library.card(1).click()
    await page.keyboard.press('Enter')
    await expect(player.video).toBeVisible()
    await other.bringToFront()
    await elsewhere.card(1).click()
    await other.keyboard.press('Delete')
    await expect(player.dialog.getByRole('alert')).toContainText('moved to the trash')
    await expect(player.video).toBeHidden()
    await other.keyboard.press('ControlOrMeta+z')
    await page.bringToFront()
    await expect(player.video).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(player.dialog).toBeHidden()
    await expect(library.count, 'it is no longer meant by keys').toHaveText('1 clip')
  })

  expect(await tasksPaid(folder), 'it was never made anew').toHaveLength(1)
})
