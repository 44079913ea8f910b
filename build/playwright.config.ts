/** Owns how the end-to-end stories run: in the browser host, through the Electron double, or in Electron itself. */

import { fileURLToPath } from 'node:url'
import { defineConfig } from 'playwright/test'

const root = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const asRoot = process.getuid?.() === 0
const executablePath = process.env.GALLOP_TEST_BROWSER

export default defineConfig({
  testDir: root('test/e2e'),
  testMatch: '**/*.story.ts',
  outputDir: root('test-results/e2e'),
  forbidOnly: true,
  // On a machine that stalls, a story may fail for no reason of ours; one that passes only now is told of by name.
  retries: 1,
  // Each story keeps a studio, a browser and its own script busy: more of them than cores only wait for each other.
  workers: 2,
  fullyParallel: true,
  // Generous: a shared machine may be many times slower than a quiet one, and no story measures speed.
  timeout: 360_000,
  expect: { timeout: 90_000 },
  reporter: [['list'], ['json']],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    // A trace photographs the page at every step, which takes half as long again as the story: only where one is asked for.
    trace: process.env.GALLOP_TEST_TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        ...(asRoot ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-quic',
        '--autoplay-policy=no-user-gesture-required',
      ],
    },
  },
  // A story that only one kind of host can tell, or that is all page and the same in each, is named after one host and left to it.
  projects: [
    { name: 'browser', metadata: { host: 'browser' }, testIgnore: '**/{desktop,double}-*.story.ts' },
    { name: 'double', metadata: { host: 'double' }, testIgnore: '**/browser-*.story.ts' },
    { name: 'electron', metadata: { host: 'electron' }, testIgnore: '**/{browser,double}-*.story.ts' },
  ],
})
