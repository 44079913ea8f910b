/** Owns how unit and integration tests run: in Node, files in parallel, a leaked rejection fails the run. */

import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

const shared = {
  environment: 'node',
  restoreMocks: true,
  unstubEnvs: true,
  unstubGlobals: true,
  // Files of one worker share its modules: loading them anew for each file took longer than many tests.
  // A test leaves every store and every global as it found it.
  isolate: false,
  // Left alone, a machine of two cores gets one worker; as tests also wait, a third keeps both cores busy.
  maxWorkers: 3,
  // Processes that tests start need not strip the same types again and again.
  env: { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'gallop-tests') },
} as const

export default defineConfig({
  root,
  test: {
    dangerouslyIgnoreUnhandledErrors: false,
    allowOnly: false,
    passWithNoTests: false,
    projects: [
      {
        root,
        test: {
          ...shared,
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}'],
          // Generous, as with stories: no test measures speed.
          testTimeout: 30_000,
        },
      },
      {
        root,
        test: {
          ...shared,
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
