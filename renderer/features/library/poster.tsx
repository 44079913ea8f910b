/**
 * Owns the poster of a card. Each letter typed may bring a screenful of others, and loading and decoding those would
 * make the next letter wait: while words are typed only posters that were seen before are shown.
 */

import { HOST_PATHS } from '#shared/host.ts'
import { useLibrary } from '../../stores/library-store.ts'
import { Picture } from '../../ui/picture.tsx'

/** Posters the browser has most likely still at hand. */
const REMEMBERED = 400
const seen = new Set<string>()

function remember(clipId: string): void {
  seen.delete(clipId)
  seen.add(clipId)
  const [oldest] = seen
  if (seen.size > REMEMBERED && oldest !== undefined) seen.delete(oldest)
}

export function Poster({ clipId }: { clipId: string }) {
  const waits = useLibrary((state) => state.isTyping && !seen.has(clipId))
  if (waits) return null
  return <Picture key={clipId} src={HOST_PATHS.file('poster', clipId)} onLoad={() => remember(clipId)} />
}
