/** Owns where the window stood: size and place, kept in the data folder. */

import { join } from 'node:path'
import { type BrowserWindow, type Rectangle, screen } from 'electron'
import { z } from 'zod'
import { readPrivateFile, writePrivateFile } from '#electron/hosting/private-file.ts'

const StateSchema = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() }),
  maximized: z.boolean(),
})
export type WindowState = z.infer<typeof StateSchema>

/** The last state, unless it lies on a screen that is gone. */
export function readWindowState(dataFolder: string): WindowState | undefined {
  try {
    const state = StateSchema.parse(JSON.parse(readPrivateFile(pathOf(dataFolder)) ?? ''))
    return onScreen(state.bounds) ? state : undefined
  } catch {
    return undefined
  }
}

/** Writes the state whenever the window closes. */
export function rememberWindowState(window: BrowserWindow, dataFolder: string): void {
  window.on('close', () => {
    const state: WindowState = { bounds: window.getNormalBounds(), maximized: window.isMaximized() }
    writePrivateFile(pathOf(dataFolder), JSON.stringify(state))
  })
}

function pathOf(dataFolder: string): string {
  return join(dataFolder, 'window.json')
}

/** True when enough of the title bar can be seen to be dragged. */
function onScreen(bounds: Rectangle): boolean {
  const { workArea } = screen.getDisplayMatching(bounds)
  const right = Math.min(bounds.x + bounds.width, workArea.x + workArea.width)
  const overlap = right - Math.max(bounds.x, workArea.x)
  return overlap > 100 && bounds.y >= workArea.y - 10 && bounds.y < workArea.y + workArea.height - 50
}
