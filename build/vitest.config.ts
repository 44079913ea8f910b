/** Owns how unit and integration tests run: in Node, files in parallel, a leaked rejection fails the run. */

import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

export default defineConfig({
  root,
  test: {
    // One project: the workers of a second one would load every module and codec again.
    include: ['test/{unit,integration}/**/*.test.{ts,tsx}'],
    environment: 'node',
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    // Files of one worker share its modules: loading them anew for each file took longer than many tests.
    // A test leaves every store and every global as it found it.
    isolate: false,
    // Left alone, a machine of two cores gets one worker; as tests also wait, a third keeps both cores busy.
    maxWorkers: 3,
    // Generous, as with stories: no test measures speed.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Types are stripped once, by Vite from what workers load and by Node from what processes of tests load.
    fsModuleCache: true,
    env: { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'gallop-tests') },
    dangerouslyIgnoreUnhandledErrors: false,
    allowOnly: false,
    passWithNoTests: false,
  },
})
