/** The browser host lets in who holds its address, once, and says to everyone else how to get in. */

import { expect, test } from './support/studio.ts'

test('the address works once; the browser that used it stays inside, another one does not come in', async ({
  host,
  browser,
}) => {
  await host.page.reload()
  await expect(host.page.getByText('nothing is charged').first()).toBeVisible()

  const stranger = await browser.newContext()
  const page = await stranger.newPage()
  const response = await page.goto(host.page.url())
  expect(response?.status()).toBe(401)
  await expect(page.getByText('lets in only who knows its address')).toBeVisible()
  await stranger.close()
})
