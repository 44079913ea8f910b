/** An experiment is a table that survives a power cut: every cell is filled and paid for once, and a new row runs alone. */

import { roomsOf } from './pages/rooms.ts'
import { filesOf } from './support/pictures-on-disk.ts'
import { tasksPaid } from './support/rehearsal.ts'
import { expect, test } from './support/studio.ts'

test.use({ hostOptions: { speed: 60, pollSeconds: 0.1 } })

const SECOND = 'The mist is drifting apart and the light is growing warm'

test('two prompts on three locked seeds: killed in the middle, finished after the next start, then longer by a row', async ({
  openHost,
  folder,
}) => {
  test.slow()
  const taskRecipes = async () =>
    (await tasksPaid(folder)).map(({ prompt, seed }) => `${seed} ${prompt}`).sort()

  await test.step('two clicks from a shot there is a table, priced before it runs', async () => {
    // Each renders for a quarter of a minute: the sixth cannot be saved before the power goes, however slow we are.
    const { page, kill } = await openHost({ speed: 5 })
    const { board, experiments, inspector } = roomsOf(page)
    await board.trySamples.click()
    await board.card('misty-lake.jpg').click()
    await expect(inspector.title).toHaveText('misty-lake.jpg')
    await inspector.panel.getByRole('button', { name: 'New experiment' }).click()
    await expect(experiments.cells).toHaveCount(6)
    // Two equal prompts are one recipe.
    await expect(experiments.run).toHaveText('Run 3 cells · ¥0.00, rehearsal')
    await experiments.setPrompt(2, SECOND)
    await expect(experiments.run).toHaveText('Run 6 cells · ¥0.00, rehearsal')
    await experiments.run.click()
    await expect(experiments.run).toHaveText('Every cell is run or on its way')
    await expect.poll(async () => (await tasksPaid(folder)).length, { intervals: [50] }).toBeGreaterThan(1)
    // As many as run at once: none is being sent. One that was, and never arrived, would wait for the user's word.
    await expect(experiments.rendering).toHaveCount(5)
    await kill()
    expect((await filesOf(folder, '.mp4')).length, 'the power went in the middle').toBeLessThan(6)
  })

  const { page } = await openHost()
  const { experiments, frame, player } = roomsOf(page)
  await test.step('after the next start all six cells fill, with six tasks and no more', async () => {
    await experiments.open()
    await expect(experiments.saved).toHaveCount(6, { timeout: 90_000 })
    await expect(experiments.run).toHaveText('Every cell is run or on its way')
    const recipes = await taskRecipes()
    expect(new Set(recipes).size).toBe(6)
    expect(recipes.filter((one) => one.endsWith(SECOND))).toHaveLength(3)
    expect(new Set((await tasksPaid(folder)).map((task) => task.seed)).size).toBe(3)
  })

  await test.step('the table is walked by keyboard: a cell plays, and what differs is told', async () => {
    await experiments.cell(1, 1).focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await expect(page.getByText('One thing differs: prompt')).toBeVisible()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Space')
    await expect(page.getByText('2 things differ')).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(player.video).toBeVisible()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await expect(page.getByText('2 things differ')).toBeHidden()
  })

  await test.step('a further row runs its own three cells alone', async () => {
    await experiments.cell(1, 1).focus()
    await page.keyboard.press('r')
    await experiments.editor.getByRole('textbox', { name: 'Prompt' }).fill('Rain is falling')
    await page.keyboard.press('Enter')
    await expect(experiments.run).toHaveText('Run 3 cells · ¥0.00, rehearsal')
    await page.keyboard.press('ControlOrMeta+Enter')
    await expect(experiments.saved).toHaveCount(9, { timeout: 90_000 })
    const recipes = await taskRecipes()
    expect([recipes.length, new Set(recipes).size]).toEqual([9, 9])
    expect(recipes.filter((one) => one.endsWith('Rain is falling'))).toHaveLength(3)
  })

  await test.step('a take leads to a shot with its seed locked and the cursor in the prompt', async () => {
    await experiments.cell(3, 2).focus()
    await page.keyboard.press('s')
    await page.keyboard.press('s')
    await expect(frame.room('Board')).toHaveAttribute('aria-selected', 'true')
    const { board, inspector } = roomsOf(page)
    await expect(board.count).toHaveText('4 shots · 1 selected')
    await expect(inspector.prompt).toBeFocused()
    await expect(inspector.prompt).toHaveValue('Rain is falling')
    await expect(inspector.seedLock).toHaveAttribute('aria-pressed', 'true')
    const seeds = new Set((await tasksPaid(folder)).map((task) => String(task.seed)))
    expect(seeds.has(await inspector.seed.inputValue())).toBe(true)
  })
})
