/** Owns the Library as its user sees it: the grid of clips, the words looked for, the kinds, the chips, the side. */

import type { Page } from 'playwright'

export function libraryOf(page: Page) {
  const grid = page.getByRole('listbox', { name: 'Clips' })
  const rail = page.getByRole('navigation', { name: 'Filters' })
  return {
    grid,
    /** Only those in sight are in the page. */
    cards: grid.getByRole('option'),
    card: (place: number) => grid.locator(`[aria-posinset="${place}"]`),
    selected: grid.getByRole('option', { selected: true }),
    /** `60 clips · 1 selected` */
    count: page.getByRole('status').filter({ hasText: /\d+ clips?/ }),
    search: page.getByRole('searchbox', { name: 'Look for clips' }),
    kind: (name: string) => rail.getByRole('button', { name }),
    rail,
    chips: page.getByRole('list', { name: 'Filters that are on' }),
    chip: (kind: string, name: string) =>
      page.getByRole('button', { name: `Take off the filter ${kind}: ${name}` }),
    side: page.getByRole('complementary', { name: 'Clip' }),
    open: () => page.getByRole('tab', { name: 'Library' }).click(),
  }
}
