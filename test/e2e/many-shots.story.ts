/** Five hundred photographs: the board stays quick, reaches the last one, and counts right. */

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { dropOnto } from './pages/drop.ts'
import { roomsOf } from './pages/rooms.ts'
import { expect, test } from './support/studio.ts'

const MANY = 500

test('a folder of 500 stills: only the cards in sight are drawn, the last one is reached, the sum is right', async ({
  host,
  folder,
}) => {
  const { page } = host
  const { board, experiments, frame, inspector, settings } = roomsOf(page)

  await test.step('all of them arrive', async () => {
    await dropOnto(host, [await folderOfStills(join(folder, 'photos'))])
    await expect(board.count).toHaveText('500 shots · 500 selected', { timeout: 180_000 })
    await expect(board.filter('All shots')).toHaveText(/500$/)
  })

  await test.step('a part of them is in the page, wherever one looks', async () => {
    const drawn = await board.cards.count()
    expect(drawn).toBeGreaterThan(10)
    expect(drawn).toBeLessThan(120)
    await expect(board.card('still-001.png')).toBeInViewport()
    await board.card('still-001.png').click()
    await expect
      .poll(async () => {
        await page.keyboard.press('End')
        return board.card('still-500.png').count()
      })
      .toBe(1)
    await expect(board.card('still-500.png')).toBeInViewport()
    expect(await board.cards.count()).toBeLessThan(120)
  })

  await test.step('all of them are checked and ready', async () => {
    await expect(board.filter('Ready')).toHaveText(/500$/)
  })

  await test.step('any of them can be a row of an experiment, found by a part of its name', async () => {
    await board.card('still-500.png').click()
    await page.keyboard.press('x')
    await experiments.chooseAxis('Rows change', 'Still')
    await experiments.rowHeading(2).click()
    await experiments.editor.getByRole('searchbox', { name: 'Find a still' }).fill('L-49')
    await experiments.editor.getByRole('option', { name: 'still-498.png' }).click()
    await experiments.editor.getByRole('button', { name: 'Done' }).click()
    await expect(experiments.rowHeading(2)).toHaveText('still-498.png')
    await frame.room('Board').click()
  })

  await test.step('all are selected and priced at once', async () => {
    await page.keyboard.press('ControlOrMeta+a')
    await expect(board.count).toHaveText('500 shots · 500 selected')
    await expect(inspector.title).toHaveText('500 shots')
    await settings.open()
    await settings.choose('Service', 'Beijing')
    await settings.button('Switch to Beijing · clips will be charged').click()
    await settings.close()
    await inspector.fill('Takes of each shot', 2)
    // 1,000 takes of 5 s at ¥0.90 a second.
    await expect(inspector.queue).toHaveText('Queue 1000 takes · about ¥4500.00')
  })
})

async function folderOfStills(folder: string): Promise<string> {
  await mkdir(folder)
  for (let number = 1; number <= MANY; number += 1) {
    const background = { r: number % 256, g: (number * 7) % 256, b: (number * 31) % 256 }
    const name = `still-${String(number).padStart(3, '0')}.png`
    await sharp({ create: { width: 320, height: 320, channels: 3, background } }).toFile(join(folder, name))
  }
  return folder
}
