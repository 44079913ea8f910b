/** Owns the settings as their user sees them. */

import type { Page } from 'playwright'

export function settingsOf(page: Page) {
  const dialog = page.getByRole('dialog', { name: 'Settings' })
  return {
    dialog,
    page: (name: 'Service' | 'Prices' | 'Pace' | 'New shots' | 'Look' | 'Folders') =>
      dialog.getByRole('tab', { name, exact: true }),
    choice: (field: string) => dialog.getByRole('button', { name: new RegExp(` ${field}$`) }),
    field: (name: string) => dialog.getByRole('textbox', { name, exact: true }),
    button: (name: string | RegExp) => dialog.getByRole('button', { name }),
    open: () => page.getByRole('button', { name: 'Settings', exact: true }).click(),
    close: () => dialog.getByRole('button', { name: 'Close', exact: true }).click(),
    choose: async (field: string, value: string) => {
      await dialog.getByRole('button', { name: new RegExp(` ${field}$`) }).click()
      await page.getByRole('option', { name: value, exact: true }).click()
    },
  }
}
