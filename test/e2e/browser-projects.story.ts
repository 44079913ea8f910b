/** Projects beside each other: one is made, named and left for another, in two windows at once, and none gets lost. */

import type { Page } from 'playwright'
import { roomsOf } from './pages/rooms.ts'
import { expect, test } from './support/studio.ts'

test('projects are made, renamed and opened, and each window shows all of them', async ({
  host,
  context,
}) => {
  const { page } = host
  const { board } = roomsOf(page)
  const open = (window: Page, name: string) => window.getByRole('button', { name: `Project: ${name}` })
  const dialog = page.getByRole('dialog')
  await board.trySamples.click()
  await expect(board.count).toHaveText('3 shots · 3 selected')
  const other = await context.newPage()
  await other.goto(page.url())
  await expect(open(other, 'My first project')).toBeVisible()

  await test.step('a place that cannot be is said beside the form, which keeps what was typed', async () => {
    await open(page, 'My first project').click()
    await page.getByRole('menuitem', { name: 'New project' }).click()
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Weddings')
    await dialog.getByRole('textbox', { name: 'Folder' }).fill('not/from/the/root')
    await page.keyboard.press('Enter')
    await expect(dialog.getByRole('alert')).toContainText('not/from/the/root')
    await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('Weddings')
    await dialog.getByRole('textbox', { name: 'Folder' }).fill('')
    await page.keyboard.press('Enter')
    await expect(dialog).toHaveCount(0)
  })

  await test.step('the new one is open and empty; the first one is still there, here and in the other window', async () => {
    await expect(open(page, 'Weddings')).toBeVisible()
    await expect(board.trySamples).toBeVisible()
    await expect(open(other, 'My first project')).toBeVisible()
    for (const [window, name] of [
      [page, 'Weddings'],
      [other, 'My first project'],
    ] as const) {
      await open(window, name).click()
      const items = window.getByRole('menuitem')
      await expect(items.filter({ hasText: 'My first project' })).toBeVisible()
      await expect(items.filter({ hasText: 'Weddings' })).toBeVisible()
      await window.keyboard.press('Escape')
    }
  })

  await test.step('the first one is opened again, with its shots, and given another name', async () => {
    await open(page, 'Weddings').click()
    await page.getByRole('menuitem', { name: /^My first project/ }).click()
    await expect(board.cards).toHaveCount(3)
    await open(page, 'My first project').click()
    await page.getByRole('menuitem', { name: 'Rename project' }).click()
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Landscapes')
    await page.keyboard.press('Enter')
    await expect(open(page, 'Landscapes')).toBeVisible()
    await expect(open(other, 'Landscapes')).toBeVisible()
    await open(page, 'Landscapes').click()
    await expect(page.getByRole('menuitem', { name: /^Weddings/ })).toBeVisible()
  })
})
