/** Owns the page's address inside the desktop window, and who counts as that page. */

import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron'

export const SCHEME = 'gallop'
export const PAGE_URL = `${SCHEME}://studio/`

/** True when a message comes from our own page, in the window's top frame. */
export function isTrusted(event: Pick<IpcMainEvent | IpcMainInvokeEvent, 'senderFrame' | 'sender'>): boolean {
  const frame = event.senderFrame
  return frame !== null && frame === event.sender.mainFrame && isPage(frame.url)
}

/** True for addresses of our own page. */
export function isPage(url: string): boolean {
  const parsed = URL.parse(url)
  return parsed?.protocol === `${SCHEME}:` && parsed.host === 'studio'
}
