/** Owns what surrounds the rooms: their tabs, notices, the status bar, the palette. */

import type { Page } from 'playwright'

export function frameOf(page: Page) {
  return {
    room: (name: 'Board' | 'Experiments' | 'Queue' | 'Compare' | 'Library') =>
      page.getByRole('tab', { name, exact: true }),
    rehearsal: page.getByRole('note'),
    notices: page.getByRole('region', { name: 'Notices' }),
    recovery: page.getByRole('status').filter({ hasText: 'Gallop did not stop in order' }),
    report: page.getByRole('dialog', { name: 'Recovery report' }),
    status: page.getByRole('group', { name: 'Status' }),
    palette: page.getByRole('dialog', { name: 'Actions' }),
    shortcuts: page.getByRole('dialog', { name: 'Keyboard shortcuts' }),
  }
}
