/** Owns the way from selected shots or jobs to their takes side by side. */

import i18next from 'i18next'
import { COMPARED, openCompare } from '../stores/compare-store.ts'
import { useView } from '../stores/view-store.ts'
import { studio } from '../studio.ts'

/**
 * Lays the saved takes of these shots side by side, in the order they were made: all of one shot, the newest ones of
 * several. Says so when there are not enough.
 */
export async function compareShots(shotIds: readonly string[], say: (text: string) => void): Promise<void> {
  const { projectId } = useView.getState()
  if (!projectId) return
  const shots = [...new Set(shotIds)].slice(0, COMPARED.most)
  const each = Math.max(1, Math.floor(COMPARED.most / Math.max(1, shots.length)))
  const pages = await Promise.all(
    shots.map((shotId) => studio.clips.page({ projectId, shotId, limit: each })),
  )
  const clips = pages.flatMap(({ rows }) => [...rows].sort((a, b) => a.take - b.take))
  if (clips.length < COMPARED.least) say(i18next.t('compare.tooFew'))
  else openCompare(clips.map(({ id }) => id))
}
