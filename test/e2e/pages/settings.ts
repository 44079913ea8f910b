/** Owns the settings as their user sees them. */

import type { Page } from 'playwright'
import type { CapWindow } from '#shared/budget.ts'

export function settingsOf(page: Page) {
  const dialog = page.getByRole('dialog', { name: 'Settings' })
  const capField = (window: CapWindow) => dialog.getByRole('textbox', { name: `For each ${window}` })
  return {
    dialog,
    page: (name: 'Service' | 'Prices' | 'Budget' | 'Pace' | 'New shots' | 'Look' | 'Folders') =>
      dialog.getByRole('tab', { name, exact: true }),
    choice: (field: string) => dialog.getByRole('button', { name: new RegExp(` ${field}$`) }),
    field: (name: string) => dialog.getByRole('textbox', { name, exact: true }),
    button: (name: string | RegExp) => dialog.getByRole('button', { name }),
    capField,
    /** Sets a cap, or another one, on the page of the budget. */
    cap: async (window: CapWindow, amount: number) => {
      await capField(window).fill(String(amount))
      await page.keyboard.press('Tab')
    },
    /** Goes to work with a service at another address, which charges for all we know. */
    goLive: async (baseUrl: string, key: string) => {
      await page.getByRole('button', { name: 'Settings', exact: true }).click()
      await dialog.getByRole('button', { name: / Service$/ }).click()
      await page.getByRole('option', { name: 'Other address', exact: true }).click()
      await dialog.getByRole('textbox', { name: 'Base URL', exact: true }).fill(baseUrl)
      await dialog.getByRole('textbox', { name: 'API key', exact: true }).fill(key)
      await dialog.getByRole('button', { name: 'Store key' }).click()
      await dialog.getByPlaceholder('A key is stored').waitFor()
      await dialog.getByRole('button', { name: 'Switch to Other address · clips will be charged' }).click()
      await dialog.getByText('In use: Other address').waitFor()
    },
    open: () => page.getByRole('button', { name: 'Settings', exact: true }).click(),
    close: () => dialog.getByRole('button', { name: 'Close', exact: true }).click(),
    choose: async (field: string, value: string) => {
      await dialog.getByRole('button', { name: new RegExp(` ${field}$`) }).click()
      await page.getByRole('option', { name: value, exact: true }).click()
    },
  }
}
