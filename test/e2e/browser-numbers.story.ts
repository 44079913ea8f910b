/** Numbers are read as people write them; what is beyond or cannot be read is told, and nothing is queued unseen. */

import { roomsOf } from './pages/rooms.ts'
import { tasksPaid } from './support/rehearsal.ts'
import { expect, test } from './support/studio.ts'

test.use({ hostOptions: { speed: 600, pollSeconds: 0.1 } })

test('a number that is beyond, too fine or unreadable is told with what became of it, and the press that left it buys nothing', async ({
  host,
  folder,
  context,
}) => {
  const { page } = host
  const { board, experiments, frame, inspector, settings } = roomsOf(page)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const paste = async (text: string) => {
    await page.evaluate((words) => navigator.clipboard.writeText(words), text)
    await page.keyboard.press('ControlOrMeta+v')
  }
  await board.trySamples.click()
  await board.card('misty-lake.jpg').click()
  await expect(inspector.queue).toHaveText('Queue 1 take · ¥0.00, rehearsal')
  const { panel, duration, takes, seed } = inspector

  await test.step('while it is typed, and after the press, which queues nothing', async () => {
    await duration.fill('60')
    await expect(panel.getByText('60s is too much: it will be 15s, the most there is.')).toBeVisible()
    await inspector.queue.click()
    await expect(panel.getByText('60s is too much: set to 15s, the most there is.')).toBeVisible()
    await expect(duration).toHaveValue('15s')
    await duration.fill('60')
    await page.keyboard.press('ControlOrMeta+Enter')
    // The caret is in it again: the number may stand there as it is typed.
    await expect(duration).toHaveValue(/^15s?$/)
    await duration.fill('1')
    await inspector.queue.click()
    await expect(panel.getByText('1s is too little: set to 3s, the least there is.')).toBeVisible()
    await takes.fill('1.250')
    await inspector.queue.click()
    await expect(panel.getByText('1,250 is too much: set to 100, the most there is.')).toBeVisible()
    await expect(inspector.queue).toHaveText('Queue 100 takes · ¥0.00, rehearsal')
    expect(await tasksPaid(folder)).toEqual([])
  })

  await test.step('what is no number changes nothing, and says so', async () => {
    await inspector.fill('Takes of each shot', 2)
    await takes.click()
    await page.keyboard.press('ControlOrMeta+a')
    await paste('three or 4-5')
    await expect(panel.getByText('“three or 4-5” is no number that can be read here.')).toBeVisible()
    await page.keyboard.press('Tab')
    await expect(takes).toHaveValue('2')
    await takes.fill('-5')
    await page.keyboard.press('Tab')
    await expect(panel.getByText('-5 is too little: set to 1, the least there is.')).toBeVisible()
    await inspector.fill('Duration', 7)
    await duration.fill('7.5')
    await page.keyboard.press('Tab')
    await expect(panel.getByText('7.5s was rounded to 8s: it goes no finer.')).toBeVisible()
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('ArrowUp')
    await expect(duration).toHaveValue('9s')
    await expect(panel.getByText('it goes no finer')).toBeHidden()
  })

  await test.step('a number that was just typed is that of the shot it was typed for, though another one is clicked next', async () => {
    await duration.fill('11')
    await board.card('moonlit-dunes.jpg').click()
    await expect(inspector.title).toHaveText('moonlit-dunes.jpg')
    await expect(duration).toHaveValue('5s')
    await board.card('misty-lake.jpg').click()
    await expect(duration).toHaveValue('11s')
  })

  await test.step('two seeds are never run together into one', async () => {
    await seed.fill('42')
    await page.keyboard.press('Tab')
    await inspector.seedLock.click()
    await seed.fill('')
    await seed.pressSequentially('41, 43')
    await expect(panel.getByText('A whole number from 0 to 2147483647')).toBeVisible()
    await inspector.queue.click()
    await expect(panel.getByText('“41, 43” is no seed')).toBeVisible()
    await expect(seed).toHaveValue('42')
    await expect(inspector.seedLock).toHaveAttribute('aria-pressed', 'true')
    expect(await tasksPaid(folder)).toEqual([])
  })

  await test.step('a heading that was corrected stays open until it was seen', async () => {
    await page.keyboard.press('Escape')
    await board.card('misty-lake.jpg').click()
    await page.keyboard.press('x')
    await experiments.chooseAxis('Rows change', 'Duration')
    await experiments.rowHeading(1).click()
    const field = experiments.editor.getByRole('textbox', { name: 'Duration' })
    await field.fill('90')
    await page.keyboard.press('Enter')
    await expect(experiments.editor.getByText('90s is too much: set to 15s')).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(experiments.rowHeading(1)).toHaveText('15 s')
  })

  await test.step('of a heading that was left for the page, what became of its number is told where it stays', async () => {
    await experiments.rowHeading(1).click()
    await experiments.editor.getByRole('textbox', { name: 'Duration' }).fill('90')
    await page.mouse.click(4, 300)
    await expect(experiments.editor).toBeHidden()
    await expect(page.getByText('90s is too much: set to 15s, the most there is.')).toBeVisible()
    await experiments.columnHeading(1).click()
    const kept = await experiments.editor.getByRole('textbox', { name: 'Seed' }).inputValue()
    await experiments.editor.getByRole('textbox', { name: 'Seed' }).fill('')
    await page.keyboard.type('47-11')
    await page.mouse.click(4, 300)
    await expect(page.getByText('“47-11” is no seed')).toBeVisible()
    await expect(experiments.columnHeading(1)).toHaveText(kept)
  })

  await test.step('what is typed into a heading at once is its seed, in the place of the one that was drawn', async () => {
    await experiments.columnHeading(3).click()
    await page.keyboard.type('1234')
    await page.keyboard.press('Enter')
    await expect(experiments.columnHeading(3)).toHaveText('1234')
  })

  await test.step('a list of seeds fills as many columns, in one step that is undone in one; the key that ran cells runs none unseen', async () => {
    const first = (await experiments.columnHeading(1).textContent()) ?? ''
    await experiments.columnHeading(2).click()
    await page.keyboard.press('ControlOrMeta+a')
    await paste('11\n22\n333\n')
    await expect(experiments.editor.getByText('3 seeds: they fill as many headings')).toBeVisible()
    await page.keyboard.press('ControlOrMeta+Enter')
    await expect(page.getByText('3 seeds filled in, one a column')).toBeVisible()
    for (const [place, text] of [first, '11', '22', '333'].entries()) {
      await expect(experiments.columnHeading(place + 1)).toHaveText(text)
    }
    expect(await tasksPaid(folder)).toEqual([])
    const told = frame.notices.getByRole('alertdialog').filter({ hasText: '3 seeds filled in' })
    await told.getByRole('button', { name: 'Undo' }).click()
    await expect(experiments.cells).toHaveCount(6)
    await experiments.columnHeading(3).click()
    await page.keyboard.press('ControlOrMeta+a')
    await paste(Array.from({ length: 23 }, (_, at) => at).join(', '))
    await expect(experiments.editor.getByText('23 seeds do not fit')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(experiments.cells).toHaveCount(6)
  })

  await test.step('money is read with groups and fractions of every habit', async () => {
    await settings.open()
    await settings.page('Budget').click()
    const cap = settings.capField('day')
    for (const [typed, read] of [
      ['1,250', '¥1,250.00'],
      ['12,5', '¥12.50'],
      ['1.250,75', '¥1,250.75'],
      ['1 250', '¥1,250.00'],
      ['¥1,250.5', '¥1,250.50'],
    ] as const) {
      await cap.fill('')
      await page.keyboard.type(typed)
      await page.keyboard.press('Tab')
      await expect(cap, typed).toHaveValue(read)
    }
    await cap.fill('')
    await page.keyboard.type('1.250')
    await page.keyboard.press('Tab')
    await expect(settings.dialog.getByText('“1.250” can be read two ways')).toBeVisible()
    await expect(cap).toHaveValue('¥1,250.50')
    await cap.click()
    await page.keyboard.press('ControlOrMeta+a')
    await paste('CNY 1.300,00')
    await page.keyboard.press('Tab')
    await expect(cap).toHaveValue('¥1,300.00')
    await cap.fill('')
    await page.keyboard.type('1.000.000')
    await page.keyboard.press('Tab')
    await expect(cap).toHaveValue('¥1,000,000.00')
  })
})
