/** Owns the inspector as its user sees it: the settings of the selected shots and the button that queues them. */

import type { Page } from 'playwright'

export function inspectorOf(page: Page) {
  const panel = page.getByRole('complementary', { name: 'Inspector' })
  const choice = (field: string) => panel.getByRole('button', { name: new RegExp(` ${field}$`) })
  return {
    panel,
    title: panel.getByRole('heading', { level: 2 }),
    prompt: panel.getByRole('textbox', { name: 'Prompt' }),
    meter: panel.getByRole('meter', { name: 'Prompt length' }),
    resolution: choice('Resolution'),
    duration: panel.getByRole('textbox', { name: 'Duration' }),
    watermark: panel.getByRole('switch', { name: /Watermark/ }),
    seed: panel.getByRole('textbox', { name: 'Seed' }),
    seedLock: panel.getByRole('button', { name: 'Lock seed' }),
    takes: panel.getByRole('textbox', { name: 'Takes of each shot' }),
    findings: panel.getByRole('list', { name: 'Findings' }),
    /** Says exactly what it will do: `Queue 3 takes · ¥0.00, rehearsal`. */
    queue: panel.getByRole('button', { name: /^(Queue|Working out)/ }),
    choose: async (field: 'Model' | 'Resolution', value: string) => {
      await choice(field).click()
      await page.getByRole('option', { name: value, exact: true }).click()
    },
    /** Types a number and leaves the field, as fields of numbers want it. */
    fill: async (field: 'Duration' | 'Takes of each shot', value: number) => {
      await panel.getByRole('textbox', { name: field }).fill(String(value))
      await page.keyboard.press('Tab')
    },
  }
}
