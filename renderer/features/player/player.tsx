/** Owns the player: one saved clip, the other takes of its shot, and the recipe beside it. */

import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Clip } from '#shared/clip.ts'
import { HOST_PATHS } from '#shared/host.ts'
import { ClipMarks } from '../../clips/clip-marks.tsx'
import { ClipRecipe } from '../../clips/clip-recipe.tsx'
import { focusTake } from '../../stores/focused-take.ts'
import { usePlayer } from '../../stores/player-store.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Picture } from '../../ui/picture.tsx'
import { ClipScreen } from './clip-screen.tsx'
import './player.css'
import { useGivenClips, useTakesOf } from './use-clip-list.ts'

type PlayerProps = {
  shotId: string
  clipId: string
  /** The clips to step through; left out, the takes of the shot. */
  clipIds?: readonly string[] | undefined
  pickFolder(): Promise<string | undefined>
  onClose(): void
}

export function Player({ shotId, clipId, clipIds, pickFolder, onClose }: PlayerProps) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(clipId)
  const takes = useTakesOf(shotId, clipIds === undefined)
  const given = useGivenClips(
    useMemo(() => clipIds ?? [clipId], [clipIds, clipId]),
    shown,
  )
  const { clips, ids } = clipIds ? given : takes
  const place = ids.indexOf(shown)
  // One that was thrown away is in no list, but can be told of.
  const clip = clips.find(({ id }) => id === shown) ?? given.clips.find(({ id }) => id === shown)
  useEffect(() => {
    usePlayer.setState({ clipId: shown })
    return () => usePlayer.setState({ clipId: null })
  }, [shown])
  const show = (step: -1 | 1) => {
    const other = ids[place + step]
    if (other) setShown(other)
  }
  useEffect(() => {
    focusTake('player', clip ? { jobId: clip.jobId, seed: clip.seed, clipId: clip.id } : null)
    return () => focusTake('player', null)
  }, [clip])
  const title = clip ? t('player.title', { name: clip.name, take: clip.take }) : t('player.loading')
  return (
    <Dialog title={title} closeLabel={t('frame.close')} size="full" onClose={onClose}>
      <div className="player">
        <div className="player__stage">
          {clip ? (
            <ClipScreen
              // Thrown away in another window it ends at once, sound as well.
              key={`${clip.id} ${clip.trashedAt}`}
              clip={clip}
              pickFolder={pickFolder}
              onStep={show}
              hasBefore={place > 0}
              hasAfter={place < ids.length - 1}
            />
          ) : null}
          {clips.length > 1 ? <Takes clips={clips} shown={shown} onShow={setShown} /> : null}
        </div>
        {clip ? (
          <aside className="player__recipe" aria-label={t('player.recipe')}>
            <ClipMarks clip={clip} />
            <ClipRecipe clip={clip} />
          </aside>
        ) : null}
      </div>
    </Dialog>
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
