/** Owns how the bridge is built: one CommonJS file, the only form a sandboxed window loads. */

import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const root = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

export default defineConfig({
  root: root('.'),
  publicDir: false,
  build: {
    outDir: root('out/electron'),
    // Built after the main process, into the same folder.
    emptyOutDir: false,
    target: 'node24',
    minify: false,
    ssr: true,
    rolldownOptions: {
      input: root('electron/preload.ts'),
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: 'preload.cjs', codeSplitting: false },
    },
  },
})
