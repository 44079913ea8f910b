/** Owns `npm run dev`: the studio in a browser, the page rebuilt as its sources change. */

import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensure, PINNED_NODE, ROOT } from './setup.mjs'

await ensure({ renderer: true })
const node = (args) => spawn(PINNED_NODE, args, { cwd: ROOT, stdio: 'inherit' })
const vite = join('node_modules', 'vite', 'bin', 'vite.js')
const children = [
  node([vite, 'build', '--watch', '--logLevel', 'warn', '--config', 'build/renderer.config.ts']),
  node(['--watch', '--watch-preserve-output', 'electron/cli.ts', 'serve', ...process.argv.slice(2)]),
]
for (const child of children) {
  child.on('close', (code) => {
    for (const other of children) if (other !== child) other.kill()
    process.exitCode = code ?? 0
  })
}
