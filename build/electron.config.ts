/** Owns how the main process and its worker threads are built: `electron/` → `out/electron`, packages left outside. */

import { globSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

const root = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const workers = globSync('electron/**/*-worker.ts', { cwd: root('.') })

/** Workers are started by address; in the build they are `.js` files side by side. */
const workerAddresses: Plugin = {
  name: 'worker-addresses',
  transform(code) {
    if (!code.includes('-worker.ts')) return null
    const address = /new URL\((['"])[^'"]*?([\w-]+-worker)\.ts\1,\s*import\.meta\.url\)/g
    // The lines stay where they were, so the map of the types taken out still holds.
    return { code: code.replace(address, "new URL('./$2.js', import.meta.url)"), map: null }
  },
}

export default defineConfig({
  root: root('.'),
  publicDir: false,
  plugins: [workerAddresses],
  build: {
    outDir: root('out/electron'),
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    sourcemap: true,
    ssr: true,
    rolldownOptions: {
      input: {
        main: root('electron/main.ts'),
        cli: root('electron/cli.ts'),
        ...Object.fromEntries(workers.map((path) => [basename(path, '.ts'), root(path)])),
      },
      external: ['electron'],
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
})
