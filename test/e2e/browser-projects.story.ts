/** Projects beside each other: one is made, named and left for another, in two windows at once, and none gets lost. */

import { join } from 'node:path'
import type { Page } from 'playwright'
import { dropOnto } from './pages/drop.ts'
import { press } from './pages/keys.ts'
import { roomsOf } from './pages/rooms.ts'
import { putPictures } from './support/pictures-on-disk.ts'
import { expect, test } from './support/studio.ts'

test('projects are made, renamed and opened, and each window shows all of them', async ({
  host,
  context,
  folder,
}) => {
  const { page } = host
  const { board, frame, inspector } = roomsOf(page)
  const open = (window: Page, name: string) => window.getByRole('button', { name: `Project: ${name}` })
  const dialog = page.getByRole('dialog')
  await board.trySamples.click()
  await expect(board.count).toHaveText('3 shots · 3 selected')
  const other = await context.newPage()
  await other.goto(page.url())
  await expect(open(other, 'My first project')).toBeVisible()
  // A window behind another one draws once a second.
  await page.bringToFront()

  await test.step('a place that cannot be is said beside the form, which keeps what was typed', async () => {
    await open(page, 'My first project').click()
    await page.getByRole('menuitem', { name: 'New project' }).click()
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Weddings')
    await dialog.getByRole('textbox', { name: 'Folder' }).fill('not/from/the/root')
    await page.keyboard.press('Enter')
    await expect(dialog.getByRole('alert')).toContainText('not/from/the/root')
    await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('Weddings')
    await dialog.getByRole('textbox', { name: 'Folder' }).fill('')
    // Twice before the first is answered: it is one wish.
    await press(page, 'Enter', 'Enter')
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
      await expect(items.filter({ hasText: 'Weddings' })).toHaveCount(1)
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
    await dialog.getByRole('textbox', { name: 'Seed of all takes' }).fill('99999999999')
    await page.keyboard.press('Enter')
    await expect(dialog.getByRole('alert')).toContainText('A whole number from 0 to 2147483647')
    await expect(open(other, 'My first project')).toBeVisible()
    await dialog.getByRole('textbox', { name: 'Seed of all takes' }).fill('7')
    await page.keyboard.press('Enter')
    await expect(open(page, 'Landscapes')).toBeVisible()
    await expect(open(other, 'Landscapes')).toBeVisible()
    await open(page, 'Landscapes').click()
    await expect(page.getByRole('menuitem', { name: /^Weddings/ })).toBeVisible()
  })

  await test.step('what is typed just before the page is left is there when it is opened again', async () => {
    await page.keyboard.press('Escape')
    await board.cards.first().click()
    await expect(inspector.queue).toHaveText(/^Queue 1 take/)
    await inspector.prompt.fill('mist is rising')
    await page.reload()
    await board.cards.first().click()
    await expect(inspector.prompt).toHaveValue('mist is rising')
  })

  await test.step('all shots are selected on the board they are on, not on one that is opened meanwhile', async () => {
    const asked = Promise.withResolvers<void>()
    const mayAnswer = Promise.withResolvers<void>()
    await page.route('**/rpc/shots/page', async (route) => {
      asked.resolve()
      await mayAnswer.promise
      await route.continue()
    })
    await press(page, 'Tab', 'ControlOrMeta+a')
    await asked.promise
    await open(page, 'Landscapes').click()
    await page.getByRole('menuitem', { name: /^Weddings/ }).click()
    const answered = page.waitForResponse('**/rpc/shots/page')
    mayAnswer.resolve()
    await answered
    await page.unroute('**/rpc/shots/page')
    await expect(board.trySamples).toBeVisible()
    await expect(inspector.panel).toContainText('Select a shot to see its settings.')
    await open(page, 'Weddings').click()
    await page.getByRole('menuitem', { name: /^Landscapes/ }).click()
    await expect(board.cards).toHaveCount(3)
  })

  await test.step('a folder that is a project already is opened as that, and said to be', async () => {
    await open(page, 'Landscapes').click()
    await page.getByRole('menuitem', { name: 'New project' }).click()
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Portraits')
    await dialog.getByRole('textbox', { name: 'Folder' }).fill(join(folder, 'data', 'projects', 'Weddings'))
    await page.keyboard.press('Enter')
    await expect(frame.notices.getByText('This folder is the project “Weddings” already.')).toBeVisible()
    await open(page, 'Weddings').click()
    await page.getByRole('menuitem', { name: /^Landscapes/ }).click()
    await expect(board.cards).toHaveCount(3)
  })

  await test.step('pictures go where they were dropped, though another project is opened while they are sent', async () => {
    const arrived = Promise.withResolvers<void>()
    const mayGoOn = Promise.withResolvers<void>()
    await page.route('**/upload?*', async (route) => {
      arrived.resolve()
      await mayGoOn.promise
      await route.continue()
    })
    const paths = await putPictures(folder, { 'bride.jpg': [400, 400], 'cake.jpg': [400, 300] })
    await dropOnto(host, paths)
    await arrived.promise
    await open(page, 'Landscapes').click()
    await page.getByRole('menuitem', { name: /^Weddings/ }).click()
    mayGoOn.resolve()
    await expect(frame.notices.getByText('2 shots added')).toBeVisible()
    await expect(board.trySamples).toBeVisible()
    await open(page, 'Weddings').click()
    await page.getByRole('menuitem', { name: /^Landscapes/ }).click()
    await expect(board.cards).toHaveCount(5)
  })

  await test.step('dropped once more they are known again', async () => {
    await dropOnto(host, [`${folder}/bride.jpg`])
    await expect(frame.notices.getByText('Nothing new · 1 already here')).toBeVisible()
    await expect(board.cards).toHaveCount(5)
  })

  await test.step('a shot removed by a key pressed twice is removed once, and comes back with one undo', async () => {
    await board.card('cake.jpg').click()
    await press(page, 'Delete', 'Delete')
    await expect(board.cards).toHaveCount(4)
    await expect(frame.notices.getByText('1 shot removed')).toHaveCount(1)
    await frame.notices.getByRole('button', { name: 'Undo' }).click()
    await expect(board.cards).toHaveCount(5)
  })
})
