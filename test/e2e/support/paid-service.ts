/** Owns stories in which money matters: a service of its own that charges for all the studio knows. */

import { startGallop } from '#test/support/terminal/gallop-process.ts'
import { test as studioTest } from './studio.ts'

/** `test('…', async ({ host, paidService }) => …)`: its address, without a path; see `settings.goLive`. */
export const test = studioTest.extend<{ paidService: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's form
  paidService: async ({}, use) => {
    const service = startGallop(['rehearse', '--json', '--speed', '120', '--clips', 'tiny'])
    const { url } = await service.event('rehearsal.listening')
    await use(String(url))
    service.child.kill('SIGTERM')
    await service.ended
  },
})
