/** Owns walking through a window with the keyboard alone. */

import type { Locator, Page } from 'playwright'
import { expect } from 'playwright/test'

/** More stops than any room has. */
const MOST_STOPS = 60

/** Presses Tab until something inside `goal` has the focus. */
export async function tabTo(page: Page, goal: Locator): Promise<void> {
  const isThere = () => goal.evaluate((element) => element.contains(document.activeElement))
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await isThere()) return
    await page.keyboard.press('Tab')
  }
  expect(await isThere(), `Tab reaches ${goal}`).toBe(true)
}

/** Presses keys one after the other. */
export async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

/** Presses keys as a quick hand does: each goes down before the page is done with the one before. None with a modifier. */
export async function pressAtOnce(page: Page, ...keys: string[]): Promise<void> {
  await Promise.all(keys.map((key) => page.keyboard.press(key)))
}

const ROOM_KEYS = { Board: 'b', Experiments: 'e', Queue: 'q', Compare: 'c', Library: 'l' } as const

/** Goes to a room by `G` and its letter, once the window hears keys; at once, so that a slow machine does not make two presses of it. */
export async function goToRoom(page: Page, room: keyof typeof ROOM_KEYS): Promise<void> {
  const tab = page.getByRole('tab', { name: room })
  await tab.waitFor()
  await pressAtOnce(page, 'g', ROOM_KEYS[room])
  await expect(tab).toHaveAttribute('aria-selected', 'true')
}
