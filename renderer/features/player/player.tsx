/** Owns the player: one saved clip, the other takes of its shot, and the recipe beside it. */

import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import type { Clip } from '#shared/clip.ts'
import { HOST_PATHS } from '#shared/host.ts'
import { shotClipsKey, useClips } from '../../stores/clips-store.ts'
import { STEP, want, windowOf } from '../../stores/row-windows.ts'
import { useView } from '../../stores/view-store.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Picture } from '../../ui/picture.tsx'
import { ClipRecipe } from './clip-recipe.tsx'
import { ClipScreen } from './clip-screen.tsx'
import './player.css'

type PlayerProps = {
  shotId: string
  clipId: string
  pickFolder(): Promise<string | undefined>
  onClose(): void
}

export function Player({ shotId, clipId, pickFolder, onClose }: PlayerProps) {
  const { t } = useTranslation()
  const clips = useTakesOf(shotId)
  const [shown, setShown] = useState(clipId)
  const place = clips.findIndex((one) => one.id === shown)
  const clip = clips[place]
  const show = (step: -1 | 1) => {
    const other = clips[place + step]
    if (other) setShown(other.id)
  }
  const title = clip ? t('player.title', { name: clip.name, take: clip.take }) : t('player.loading')
  return (
    <Dialog title={title} closeLabel={t('frame.close')} size="full" onClose={onClose}>
      <div className="player">
        <div className="player__stage">
          {clip ? (
            <ClipScreen
              key={clip.id}
              clip={clip}
              pickFolder={pickFolder}
              onStep={show}
              hasBefore={place > 0}
              hasAfter={place < clips.length - 1}
            />
          ) : null}
          {clips.length > 1 ? <Takes clips={clips} shown={shown} onShow={setShown} /> : null}
        </div>
        {clip ? <ClipRecipe clip={clip} /> : null}
      </div>
    </Dialog>
  )
}

/** Saved takes of a shot, first take first. */
function useTakesOf(shotId: string): readonly Clip[] {
  const projectId = useView((view) => view.projectId) ?? ''
  const key = shotClipsKey(projectId, shotId)
  useEffect(() => {
    useClips.setState((state) => want(state, key, STEP))
    return () => useClips.setState((state) => want(state, key, 0))
  }, [key])
  return useClips(
    useShallow((state) =>
      windowOf(state, key)
        .ids.flatMap((id) => state.byId[id] ?? [])
        .sort((a, b) => a.take - b.take || a.savedAt - b.savedAt),
    ),
  )
}

function Takes({
  clips,
  shown,
  onShow,
}: {
  clips: readonly Clip[]
  shown: string
  onShow(id: string): void
}) {
  const { t } = useTranslation()
  return (
    <ul className="player__takes" aria-label={t('player.takes')}>
      {clips.map((clip) => (
        <li key={clip.id}>
          <button
            type="button"
            className={clip.missingAt === null ? 'take' : 'take take--missing'}
            aria-pressed={clip.id === shown}
            onClick={() => onShow(clip.id)}
          >
            <span className="take__picture">
              <Picture src={HOST_PATHS.file('poster', clip.id)} fit="cover" />
            </span>
            {t('player.take', { take: clip.take })}
            {clip.missingAt === null ? null : ` · ${t('rescue.missing.mark')}`}
          </button>
        </li>
      ))}
    </ul>
  )
}
