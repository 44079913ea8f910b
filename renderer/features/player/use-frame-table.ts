/** Owns when each frame of the clip on screen is shown, as its container says. */

import { useEffect, useState } from 'react'
import type { Clip } from '#shared/clip.ts'
import { HOST_PATHS } from '#shared/host.ts'
import { readFrameTable } from '../../frames/clip-source.ts'
import { evenTable, type FrameTable } from '../../frames/frame-table.ts'

/** Until the file has been read, and where it cannot be, frames are taken to be evenly spaced. */
export function useFrameTable({ id, path, frames, frameRate }: Clip): FrameTable {
  const [table, setTable] = useState(() => evenTable(frames, frameRate))
  // biome-ignore lint/correctness/useExhaustiveDependencies: a file that was found again, at another path, is read anew
  useEffect(() => {
    let isWanted = true
    const url = new URL(HOST_PATHS.file('clip', id), location.href).href
    readFrameTable(url).then(
      (read) => isWanted && setTable(read),
      () => {},
    )
    return () => {
      isWanted = false
    }
  }, [id, path])
  return table
}
