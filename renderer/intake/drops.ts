/** Owns pictures dropped or pasted anywhere on the page, from its first moment on. */

import { create } from 'zustand'

/** True while files are dragged over the page. */
export const useDrops = create<{ isOver: boolean }>()(() => ({ isOver: false }))

const hasFiles = (transfer: DataTransfer | null) => transfer?.types.includes('Files') ?? false
const setIsOver = (isOver: boolean) => useDrops.setState({ isOver })

/** Listens for drops and pastes until the signal aborts. `take` must read the transfer before it waits for anything. */
export function listenForDrops(
  take: (transfer: DataTransfer) => Promise<void> | undefined,
  signal: AbortSignal,
): void {
  const over = (event: DragEvent) => {
    if (!hasFiles(event.dataTransfer)) return
    event.preventDefault()
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
    setIsOver(true)
  }
  const drop = (event: DragEvent) => {
    setIsOver(false)
    if (!event.dataTransfer || !hasFiles(event.dataTransfer)) return
    event.preventDefault()
    void take(event.dataTransfer)
  }
  const paste = ({ clipboardData }: ClipboardEvent) => {
    if (clipboardData && clipboardData.files.length > 0) void take(clipboardData)
  }
  window.addEventListener('dragenter', over, { signal })
  window.addEventListener('dragover', over, { signal })
  // Leaving the page has no target it goes to; leaving one element for another has.
  window.addEventListener('dragleave', (event) => event.relatedTarget === null && setIsOver(false), {
    signal,
  })
  window.addEventListener('drop', drop, { signal })
  window.addEventListener('paste', paste, { signal })
}
