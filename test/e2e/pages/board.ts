/** Owns the Board as its user sees it: the grid of shots, its bar, its filters, and the empty board. */

import type { Page } from 'playwright'

export function boardOf(page: Page) {
  const grid = page.getByRole('grid', { name: 'Shots' })
  const rail = page.getByRole('navigation', { name: 'Filters' })
  return {
    grid,
    cards: grid.getByRole('row'),
    card: (name: string) => grid.getByRole('row', { name, exact: true }),
    /** `3 shots · 2 selected` */
    count: page.getByRole('main').getByRole('status'),
    invitation: page.getByRole('heading', { name: 'Drop photographs here' }),
    trySamples: page.getByRole('button', { name: 'Try three sample stills' }),
    filter: (name: 'All shots' | 'Ready' | 'Blocked' | 'With takes') =>
      rail.getByRole('button', { name: new RegExp(`^${name}`) }),
    selectAll: async () => {
      await grid.getByRole('row').first().focus()
      await page.keyboard.press('ControlOrMeta+a')
    },
  }
}
