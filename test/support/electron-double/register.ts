/** Owns the swap: whoever imports `electron` in this process gets the double. Load it with `--import`. */

import { registerHooks } from 'node:module'

registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'electron') return next(specifier, context)
    return { url: new URL('./electron.ts', import.meta.url).href, format: 'module', shortCircuit: true }
  },
})
