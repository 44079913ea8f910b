/** Owns the Experiments room as its user sees it: the table, its headings, and the button that runs what is open. */

import type { Page } from 'playwright'

export function experimentsOf(page: Page) {
  const side = page.getByRole('complementary', { name: 'Experiment' })
  const table = page.getByRole('grid', { name: /^Experiment / })
  const cells = table.getByRole('gridcell')
  const editor = page.getByRole('dialog', { name: 'Edit this heading' })
  const rowHeading = (row: number) =>
    table
      .getByRole('rowheader')
      .nth(row - 1)
      .getByRole('button')
  return {
    side,
    table,
    cells,
    editor,
    rowHeading,
    columnHeading: (column: number) =>
      // The first says what rows and columns change.
      table.getByRole('columnheader').nth(column).getByRole('button'),
    saved: cells.and(page.getByLabel(/^saved/)),
    rendering: cells.and(page.getByLabel(/^rendering/)),
    /** Counted from 1. */
    cell: (row: number, column: number) =>
      table
        .getByRole('row')
        .nth(row)
        .getByRole('gridcell')
        .nth(column - 1),
    /** Says what it will do: `Run 6 cells · ¥0.00, rehearsal`. */
    run: side.getByRole('button', { name: /^(Run \d|Every cell|Nothing|Working)/ }),
    invitation: page.getByRole('heading', { name: 'Find out what makes the difference' }),
    /** Opens the editor of a row's heading, types, and leaves by Enter. */
    setPrompt: async (row: number, prompt: string) => {
      await rowHeading(row).click()
      await editor.getByRole('textbox', { name: 'Prompt' }).fill(prompt)
      await page.keyboard.press('Enter')
    },
    /** Lets rows or columns change another field. */
    chooseAxis: async (side: 'Rows change' | 'Columns change', field: string) => {
      await page.getByRole('button', { name: new RegExp(`${side}$`) }).click()
      await page.getByRole('option', { name: field }).click()
    },
    open: () => page.getByRole('tab', { name: 'Experiments' }).click(),
  }
}
