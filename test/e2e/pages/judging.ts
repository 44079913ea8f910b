/** Owns judging as its user sees it: ratings under the panes, votes, what the votes say. */

import type { Page } from 'playwright'

export function judgingOf(page: Page) {
  const vote = page.getByRole('group', { name: 'Blind judging' })
  const results = page.getByRole('region', { name: 'What the votes say' })
  return {
    differences: page.getByRole('region', { name: 'What differs' }),
    rating: (letter: string) => page.getByRole('group', { name: `Judge take ${letter}` }),
    stars: page.getByRole('group', { name: /of 5 stars$/ }),
    mark: (name: 'Pick' | 'Reject' | 'Circle') => page.getByRole('button', { name, exact: true }),
    notes: page.getByRole('region', { name: 'Notes' }),
    vote,
    /** `Vote 2 of 4` */
    progress: vote.getByRole('status'),
    resume: page.getByRole('button', { name: /^Go on: vote/ }),
    results,
    ranking: (name: 'Presets' | 'Takes') => results.getByRole('table', { name }),
  }
}
