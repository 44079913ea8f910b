/** Owns the Queue as its user sees it: sections, jobs, and the history of the selected job. */

import type { Locator, Page } from 'playwright'

export type SectionName =
  | 'Answer lost'
  | 'Downloading'
  | 'Rendering'
  | 'Submitting'
  | 'Queued'
  | 'Failed'
  | 'Saved'
  | 'Canceled'

export function queueOf(page: Page) {
  const list = page.getByRole('grid', { name: 'Jobs' })
  const jobs = list.getByRole('row', { name: /, take \d+$/ })
  const jobsIn = (name: SectionName) =>
    list.getByRole('rowgroup', { name: new RegExp(`^${name}`) }).getByRole('row', { name: /, take \d+$/ })
  const seedsOf = async (rows: Locator) => {
    const texts = await rows.allInnerTexts()
    return texts.map((text) => Number(/seed (\d+)/.exec(text)?.[1]))
  }
  return {
    list,
    jobs,
    job: (still: string, take = 1) => list.getByRole('row', { name: `${still}, take ${take}`, exact: true }),
    /** Heading with the number of jobs: `Saved 3`. */
    section: (name: SectionName, total: number) =>
      list.getByRole('rowheader', { name: new RegExp(`^${name} ?${total}\\b`) }),
    jobsIn,
    /** Seeds as the rows say them, top to bottom. */
    seedsShown: () => seedsOf(jobs),
    seedsIn: (name: SectionName) => seedsOf(jobsIn(name)),
    open: () => page.getByRole('tab', { name: 'Queue' }).click(),
  }
}

export function historyOf(page: Page) {
  const panel = page.getByRole('complementary', { name: 'History' })
  return {
    panel,
    events: panel.getByRole('list').getByRole('listitem'),
    fact: (name: string) =>
      panel
        .getByRole('term')
        .filter({ hasText: new RegExp(`^${name}$`) })
        .locator('xpath=following-sibling::dd'),
  }
}
