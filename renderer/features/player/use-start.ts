/** Owns how a clip in the player starts: by itself once it is known not to flash, at a key before that, and not at all while it is held. */

import { type RefObject, useCallback, useEffect, useMemo, useRef } from 'react'
import type { Clip } from '#shared/clip.ts'
import { type FlashSafety, useFlashSafety } from '../../clips/flash-safety.ts'
import type { PlayerCommand } from '../../stores/player-store.ts'

/** What is possible while a clip is held: going to another one. */
const WHILE_HELD: ReadonlySet<PlayerCommand> = new Set(['previousTake', 'nextTake'])

type Send = (command: PlayerCommand) => void

/** `send` takes the place of the playback's own. */
export function useStart(
  { id, path }: Pick<Clip, 'id' | 'path'>,
  video: RefObject<HTMLVideoElement | null>,
  send: Send,
): { safety: FlashSafety; send: Send } {
  const [safety = 'unknown'] = useFlashSafety(useMemo(() => [id], [id]))
  /** After the first key it does what keys say, and starts no more by itself. */
  const isSteered = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a file that was found again starts anew
  useEffect(() => {
    if (safety === 'flashing') video.current?.pause()
    if (safety === 'safe' && !isSteered.current) void video.current?.play().catch(() => {})
  }, [safety, video, path])
  const guarded = useCallback<Send>(
    (command) => {
      if (safety === 'flashing' && !WHILE_HELD.has(command)) return
      isSteered.current = true
      send(command)
    },
    [safety, send],
  )
  return { safety, send: guarded }
}
