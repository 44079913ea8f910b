/** Owns pictures dropped or pasted anywhere on the page. */

import { useEffect, useState } from 'react'

const hasFiles = (transfer: DataTransfer | null) => transfer?.types.includes('Files') ?? false

/** Listens for drops and pastes; true while files are dragged over the page. */
export function useDrops(take: (transfer: DataTransfer) => Promise<void> | undefined): boolean {
  const [isOver, setIsOver] = useState(false)
  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
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
    window.addEventListener('dragenter', over, { signal })
    window.addEventListener('dragover', over, { signal })
    // Leaving the page has no target it goes to; leaving one element for another has.
    window.addEventListener('dragleave', (event) => event.relatedTarget === null && setIsOver(false), {
      signal,
    })
    window.addEventListener('drop', drop, { signal })
    window.addEventListener(
      'paste',
      (event) => {
        if (event.clipboardData && event.clipboardData.files.length > 0) void take(event.clipboardData)
      },
      { signal },
    )
    return () => listening.abort()
  }, [take])
  return isOver
}
