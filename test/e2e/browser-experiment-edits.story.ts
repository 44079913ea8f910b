/** An experiment is edited quickly: what is on screen is what is run, and what was taken out comes back. */

import { roomsOf } from './pages/rooms.ts'
import { tasksPaid } from './support/rehearsal.ts'
import { expect, test } from './support/studio.ts'

test.use({ hostOptions: { speed: 60, pollSeconds: 0.1 } })

test('what was typed last is what is paid for, and rows that were removed come back', async ({
  openHost,
  folder,
}) => {
  const { page } = await openHost()
  const { board, experiments, frame, inspector } = roomsOf(page)
  await board.trySamples.click()
  await board.card('misty-lake.jpg').click()
  await expect(inspector.title).toHaveText('misty-lake.jpg')
  await page.keyboard.press('x')
  await expect(experiments.cells).toHaveCount(6)

  await test.step('rows that change another field keep their prompts, and removing one can be undone', async () => {
    await experiments.setPrompt(2, 'Snow is falling')
    await experiments.chooseAxis('Rows change', 'Duration')
    await expect(experiments.rowHeading(1)).toHaveText('5 s')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(experiments.rowHeading(2)).toHaveText('Snow is falling')
    await experiments.chooseAxis('Rows change', 'Duration')
    await experiments.chooseAxis('Rows change', 'Prompt')
    await expect(experiments.rowHeading(2)).toHaveText('Snow is falling')
    await experiments.rowHeading(2).click()
    await experiments.editor.getByRole('button', { name: 'Remove this row' }).click()
    await expect(experiments.cells).toHaveCount(3)
    const told = frame.notices.getByRole('alertdialog').filter({ hasText: 'Row removed' })
    await told.getByRole('button', { name: 'Undo' }).click()
    await expect(experiments.cells).toHaveCount(6)
    await expect(experiments.rowHeading(2)).toHaveText('Snow is falling')
    await experiments.chooseAxis('Rows change', 'Duration')
  })

  await test.step('two quick columns are two, and three quick clicks are three seconds', async () => {
    await experiments.cell(1, 1).focus()
    await experiments.chooseAxis('Rows change', 'Resolution')
    const more = experiments.side.getByRole('button', { name: 'One second more' })
    for (let click = 0; click < 3; click += 1) await more.click({ delay: 0 })
    await expect(experiments.side.getByRole('textbox', { name: 'Duration' })).toHaveValue('8s')
  })

  await test.step('what is noted is there again, although the page was left at once', async () => {
    const notes = experiments.side.getByRole('textbox', { name: 'Notes' })
    await notes.fill('Is hail calmer than snow?')
    await page.reload()
    await experiments.open()
    await expect(notes).toHaveValue('Is hail calmer than snow?')
  })

  await test.step('words that were just typed are run, with a switch that was clicked in between', async () => {
    await experiments.side.getByRole('textbox', { name: 'Prompt' }).fill('Hail is falling')
    await experiments.side.getByRole('switch', { name: /Watermark/ }).press('Space')
    await experiments.columnHeading(1).click()
    await experiments.editor.getByRole('textbox', { name: 'Seed' }).fill('99999999999')
    await expect(experiments.editor.getByText('A whole number from 0 to 2147483647')).toBeVisible()
    await experiments.editor.getByRole('textbox', { name: 'Seed' }).fill('4711')
    await page.keyboard.press('ControlOrMeta+Enter')
    await expect(experiments.run).toHaveText('Every cell is run or on its way')
    await expect(experiments.saved).toHaveCount(6, { timeout: 90_000 })
    const tasks = await tasksPaid(folder)
    expect(new Set(tasks.map(({ prompt }) => prompt))).toEqual(new Set(['Hail is falling']))
    expect(new Set(tasks.map(({ seed }) => seed)).has(4711)).toBe(true)
    expect(new Set(tasks.map(({ billedSeconds }) => billedSeconds))).toEqual(new Set([8]))
  })

  await test.step('a number of new seeds that was just typed counts, though the very click that queues it leaves the field', async () => {
    await experiments.cell(1, 1).focus()
    await page.keyboard.press('s')
    await page.keyboard.press('n')
    const dialog = page.getByRole('dialog', { name: 'New seeds, same recipe' })
    await expect(dialog.getByRole('button', { name: 'Queue 3 takes' })).toBeVisible()
    await dialog.getByRole('textbox', { name: 'Takes' }).fill('2')
    await dialog.getByRole('button', { name: 'Queue 3 takes' }).click()
    await expect(dialog).toBeHidden()
    await expect.poll(async () => (await tasksPaid(folder)).length).toBe(8)
  })
})
