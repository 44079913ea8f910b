/** Comparing takes by keys alone: layouts, shifts, loop, zoom, sound, other takes; what cannot be shown says so. */

import { evenTimes, numberedClip } from '#test/support/media/numbered-clip.ts'
import { goToRoom } from './pages/keys.ts'
import { roomsOf } from './pages/rooms.ts'
import { compareClips } from './support/compared.ts'
import { expect, test } from './support/studio.ts'

test.use({ hostOptions: { speed: 600, pollSeconds: 0.1 } })

const SIZE = { width: 320, height: 180 }

test('takes are compared by keys alone', async ({ host, folder }) => {
  test.slow()
  const { page } = host
  const long = await numberedClip({ ...SIZE, times: evenTimes(48, 24), end: 2, sound: true })
  const short = await numberedClip({ ...SIZE, times: evenTimes(24, 24), end: 1 })
  const flashing = await numberedClip({ ...SIZE, times: evenTimes(48, 24), end: 2, flashing: true })
  const compare = await compareClips(host, folder, [long, short, Buffer.from('no clip'), flashing], {
    measured: true,
  })
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }

  await test.step('a damaged take says so, one that flashes does not play by itself; the others play', async () => {
    await expect(compare.pane('C').getByRole('alert')).toContainText('damaged')
    await expect(compare.pane('D')).toContainText('Flashes more than 3 times in a second')
    await press('Shift+ArrowRight', 'ArrowRight', 'ArrowLeft')
    await expect(compare.frame('A')).toHaveText('11 / 48')
    await expect(compare.frame('B')).toHaveText('11 / 24')
    await compare.pane('D').getByRole('button', { name: 'Play it all the same' }).press('Enter')
    await expect(compare.frame('D')).toHaveText('11 / 48')
  })

  await test.step('a take that is over holds its last frame and is marked', async () => {
    await press('End')
    await expect(compare.frame('A')).toHaveText('48 / 48')
    await expect(compare.frame('B')).toHaveText('24 / 24')
    await expect(compare.pane('B')).toContainText('Ended')
    await expect(compare.pane('A')).not.toContainText('Ended')
    await press('Home')
    await expect(compare.frame('A')).toHaveText('1 / 48')
  })

  await test.step('a pane runs ahead by as many frames as it was shifted', async () => {
    await press('ArrowDown', '.', '.', '.', ',')
    await expect(compare.frame('B')).toHaveText('3 / 24')
    await expect(compare.frame('A')).toHaveText('1 / 48')
    await press('ArrowRight')
    await expect(compare.frame('B')).toHaveText('4 / 24')
    await expect(compare.frame('A')).toHaveText('2 / 48')
    await press('/', 'Home', 'ArrowUp')
    await expect(compare.frame('B')).toHaveText('1 / 24')
  })

  await test.step('what lies between the brackets repeats', async () => {
    await press('Shift+ArrowRight', '[', 'ArrowRight', 'ArrowRight', ']', '>', 'Space')
    await expect(compare.room.getByText('Loop 0.42 – 0.54')).toBeVisible()
    const seen = await page.evaluate(async () => {
      const numbers = new Set<number | null | undefined>()
      for (let look = 0; look < 40; look++) {
        await new Promise((resolve) => requestAnimationFrame(resolve))
        numbers.add(window.readNumbers()[0])
      }
      return [...numbers].filter((one) => one == null || one < 10 || one > 12)
    })
    expect(seen).toEqual([])
    await press('k', '\\', '<', 'Home')
    await expect(compare.room.getByText(/^Loop/)).toBeHidden()
  })

  await test.step('two takes lie over each other in four ways', async () => {
    await press('ArrowRight', 'w')
    await expect(compare.panes.first()).toHaveAccessibleName('Wipe: A left, B right')
    await expect.poll(compare.numbers).toEqual([1])
    await press('d')
    await expect(compare.panes.first()).toHaveAccessibleName('Difference of A and B: black is equal')
    expect(await brightest(compare)).toBeLessThan(30)
    await press('o')
    await expect(compare.panes.first()).toHaveAccessibleName('Onion skin: B over A')
    await press('b')
    await expect(compare.panes.first()).toContainText('A')
    await press('End')
    await expect.poll(compare.numbers).toEqual([47])
    await press('b')
    await expect.poll(compare.numbers).toEqual([23])
    await press('v')
  })

  await test.step('the zoom is one for all panes and stays when a take changes', async () => {
    await press('+', '+', '+', '+')
    await expect(compare.room.getByText('800 %')).toBeVisible()
    await press('Alt+ArrowRight')
    await compare
      .pane('C')
      .getByRole('button', { name: /^Put another take here/ })
      .press('Enter')
    await page.getByRole('menuitem', { name: /^take 1 / }).press('Enter')
    await expect(compare.pane('C')).toHaveAccessibleName(/take 1 /)
    await expect(compare.pane('A').getByRole('alert')).toContainText('damaged')
    await expect(compare.room.getByText('800 %')).toBeVisible()
    await press('0')
    await expect(compare.room.getByText('100 %')).toBeVisible()
  })

  await test.step('the chosen pane is heard; panes leave until two are left', async () => {
    // B is the one that blink has shown last.
    await press('ArrowDown', 'm')
    await expect(compare.pane('C').getByLabel('This pane is heard')).toBeVisible()
    await press('Delete', 'Delete', 'Delete', 'Delete')
    await expect(compare.panes).toHaveCount(2)
  })

  await test.step('takes thrown away meanwhile say so and are not offered, until they are back', async () => {
    const { library } = roomsOf(page)
    const notes = compare.room.getByText('This take was moved to the trash')
    await goToRoom(page, 'Library')
    await library.card(1).click()
    await press('ControlOrMeta+a')
    await expect(library.count).toHaveText('4 clips · 4 selected')
    await press('Delete')
    await expect(page.getByText('Clips you make are kept here')).toBeVisible()
    await goToRoom(page, 'Compare')
    await expect(notes).toHaveCount(2)
    await press('t')
    await expect(page.getByRole('dialog').getByRole('status')).toHaveText('0 chosen · at most 9')
    await press('Escape')
    await goToRoom(page, 'Library')
    await press('ControlOrMeta+z')
    await expect(library.count).toHaveText('4 clips · 4 selected')
    await goToRoom(page, 'Compare')
    await expect(compare.panes).toHaveCount(2)
    await expect(notes).toHaveCount(0)
  })

  await test.step('takes are found by words and join those that were chosen', async () => {
    await compare.choose.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Choose takes to compare' })
    const offered = dialog.getByRole('row')
    await expect(offered).toHaveCount(4)
    await dialog.getByRole('searchbox').fill('zebra')
    await expect(dialog.getByText('No clip fits')).toBeVisible()
    await expect(dialog.getByRole('status')).toHaveText('2 chosen · at most 9')
    const [name = ''] = [
      ...((await compare.pane('A').getAttribute('aria-label'))?.matchAll(/\d+$/g) ?? []),
    ].flat()
    await dialog.getByRole('searchbox').fill(name)
    await expect(offered).toHaveCount(1)
    await dialog.getByRole('searchbox').fill('boat')
    await expect(offered).toHaveCount(4)
    await offered.and(page.locator('[aria-selected="false"]')).first().click()
    await dialog.getByRole('button', { name: 'Compare 3 takes' }).click()
    await expect(compare.panes).toHaveCount(3)
  })
})

/** Brightest of all fields of the one picture on screen, 0 to 255. */
async function brightest(compare: Awaited<ReturnType<typeof compareClips>>): Promise<number> {
  return compare.room.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const small = Object.assign(document.createElement('canvas'), { width: 16, height: 9 })
    const context = small.getContext('2d')
    context?.drawImage(canvas, 0, 0, 16, 9)
    return Math.max(...(context?.getImageData(0, 0, 16, 9).data ?? []).filter((_, at) => at % 4 !== 3))
  })
}
