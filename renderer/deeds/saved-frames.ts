/** Owns saving a frame of a clip as a picture, and telling where it lies or why there is none. */

import i18next from 'i18next'
import { errorWords } from '../locales/words.ts'
import { attempt, studio } from '../studio.ts'
import { notify } from '../ui/toaster.tsx'

export type WhichFrame = Parameters<typeof studio.clips.frame>[0]['which']

export async function saveFrame(clipId: string, which: WhichFrame): Promise<void> {
  const { t, language } = i18next
  const answer = await attempt(studio.clips.frame({ id: clipId, which }))
  // A run of them says only the last one.
  if (answer.ok) return notify({ text: t('player.frameSaved', { path: answer.value.path }), about: 'frame' })
  const { what, why, fix } = errorWords(answer.error, language, t)
  notify({ tone: 'bad', text: `${what}. ${why} ${fix}` })
}

/** The frame that begins so many seconds after the clip's first one. Rounded up: a moment too early is another frame. */
export function frameFrom(seconds: number): WhichFrame {
  return { atMs: Math.max(0, Math.ceil(seconds * 1_000 - 0.01)) }
}
