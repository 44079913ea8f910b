/** Owns how the page is built: `renderer/` → `out/renderer`, nothing inlined that a strict CSP would refuse. */

import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const root = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

export default defineConfig({
  root: root('renderer'),
  base: '/',
  plugins: [react()],
  build: {
    outDir: root('out/renderer'),
    emptyOutDir: true,
    // Everything runs on Chromium of Electron 45 or a browser of this year.
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2_000,
  },
})
