/** Owns the side of the Library: one clip's recipe, cost and parents, or what several have in common. */

import { MousePointerClick, Play, SplitSquareHorizontal, Trash2 } from 'lucide-react'
import { useShallow } from 'zustand/react/shallow'
import type { Clip, Judgement } from '#shared/clip.ts'
import { formatMoney } from '#shared/cost.ts'
import { HOST_PATHS } from '#shared/host.ts'
import { ClipMarks } from '../../clips/clip-marks.tsx'
import { ClipRecipe } from '../../clips/clip-recipe.tsx'
import { useWords } from '../../locales/words.ts'
import { useClips } from '../../stores/clips-store.ts'
import { useLibrary } from '../../stores/library-store.ts'
import { ActionButton } from '../../ui/action-context.tsx'
import { Picture } from '../../ui/picture.tsx'
import { ClipParents } from './clip-parents.tsx'
import './clip-side.css'

export function ClipSide() {
  const { t } = useWords()
  const selected = useLibrary((state) => state.selected)
  const clips = useClips(useShallow((state) => selected.flatMap((id) => state.byId[id] ?? [])))
  const [only] = clips
  if (selected.length === 0) {
    return (
      <div className="clip-side clip-side--none">
        <MousePointerClick aria-hidden />
        <p>{t('library.side.none')}</p>
      </div>
    )
  }
  return (
    <div className="clip-side">
      {selected.length === 1 && only ? (
        <OneClip clip={only} />
      ) : (
        <ManyClips count={selected.length} clips={clips} />
      )}
    </div>
  )
}

function OneClip({ clip }: { clip: Clip }) {
  return (
    <>
      <div className="clip-side__picture">
        <Picture src={HOST_PATHS.file('poster', clip.id)} />
      </div>
      <h2 className="clip-side__name">{clip.name}</h2>
      <ClipMarks clip={clip} />
      <div className="clip-side__row">
        <ActionButton action="library.play" icon={<Play fill="currentColor" />} kind="primary" />
        <ActionButton action="library.trash" iconOnly icon={<Trash2 />} />
      </div>
      <ClipParents key={clip.id} clip={clip} />
      <ClipRecipe clip={clip} />
    </>
  )
}

/** Sums by currency: a library may hold both. */
function costs(clips: readonly Clip[]): string {
  const sums = new Map<Clip['cost']['currency'], number>()
  for (const { cost } of clips) sums.set(cost.currency, (sums.get(cost.currency) ?? 0) + cost.micros)
  return [...sums].map(([currency, micros]) => formatMoney({ micros, currency })).join(' + ')
}

/** What all of them are thought of alike. */
function agreed(clips: readonly Clip[]): Partial<Judgement> {
  const shared = <Field extends keyof Judgement>(field: Field) => {
    const values = new Set(clips.map((clip) => clip[field]))
    const [only] = values
    return values.size === 1 && only !== undefined ? { [field]: only } : {}
  }
  return { ...shared('rating'), ...shared('verdict'), ...shared('circled') }
}

function ManyClips({ count, clips }: { count: number; clips: readonly Clip[] }) {
  const { t } = useWords()
  const seconds = Math.round(clips.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1_000)
  const isWhole = clips.length === count
  return (
    <>
      <ul className="clip-side__many" aria-hidden>
        {clips.slice(0, 9).map(({ id }) => (
          <li key={id}>
            <Picture src={HOST_PATHS.file('poster', id)} fit="cover" />
          </li>
        ))}
      </ul>
      <h2 className="clip-side__name">{t('library.count', { count })}</h2>
      {isWhole ? <p className="quiet">{t('library.side.sum', { seconds, cost: costs(clips) })}</p> : null}
      <ClipMarks clip={agreed(clips)} />
      <div className="clip-side__column">
        <ActionButton action="library.compare" kind="primary" icon={<SplitSquareHorizontal />} />
        {count > 9 ? <p className="quiet">{t('library.side.tooMany')}</p> : null}
        <ActionButton action="library.play" icon={<Play fill="currentColor" />} />
        <ActionButton action="library.trash" icon={<Trash2 />} />
      </div>
    </>
  )
}
