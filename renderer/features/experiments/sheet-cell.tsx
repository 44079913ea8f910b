/** Owns one cell: its take as a poster that plays on hover, where the take is, what it cost, and how sure a difference is. */

import { Check, CircleAlert, Equal, LoaderCircle, Repeat } from 'lucide-react'
import { useState } from 'react'
import { formatMoney } from '#shared/cost.ts'
import { type Cell, isOpen } from '#shared/experiment.ts'
import { HOST_PATHS } from '#shared/host.ts'
import { useWords } from '../../locales/words.ts'
import { MovingClip } from '../../moving-clip.tsx'
import { placeKey, togglePicked, useExperiments } from '../../stores/experiments-store.ts'
import { Picture } from '../../ui/picture.tsx'
import { openPlace } from './sheet-table.tsx'
import { type CellNoise, useCellNoise } from './use-noise.ts'

export function SheetCell({ cell }: { cell: Cell }) {
  const noise = useCellNoise(cell)
  const { row, column, job } = cell
  const key = placeKey(cell)
  const isAt = useExperiments(({ at }) => at.row === row && at.column === column)
  const isPicked = useExperiments(({ picked }) => picked.includes(key))
  const words = useCellWords(cell, noise)
  const isGrey = noise?.isWithin ?? false
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it hears the keys of all its cells
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: it is a cell of a table that is walked as a grid
      role="gridcell"
      data-place={key}
      className={isGrey ? 'cell cell--grey' : 'cell'}
      tabIndex={isAt ? 0 : -1}
      aria-selected={isPicked}
      aria-label={words}
      onFocus={() => useExperiments.setState({ at: { row, column } })}
      onClick={(event) => {
        event.currentTarget.focus()
        togglePicked(cell)
      }}
      onDoubleClick={() => job?.clipId && openPlace(cell, cell)}
    >
      <div className="cell__box">
        <CellPicture cell={cell} />
        {isPicked ? <Check className="cell__picked" aria-hidden /> : null}
        <CellFoot cell={cell} noise={noise} />
      </div>
    </td>
  )
}

/** All a cell says, in one sentence, for those who hear it. */
function useCellWords({ recipe, job, repeats }: Cell, noise: CellNoise | null): string {
  const { t } = useWords()
  const state = job ? t(`words.state.${job.state}`) : t('experiments.cell.empty')
  const parts = [
    state,
    ...(job ? [t('queue.take', { take: job.take }), formatMoney(job.actual ?? job.estimate)] : []),
    t('experiments.cell.seed', { seed: recipe.seed }),
    ...(repeats.length > 0 ? [t('experiments.cell.repeats', { count: repeats.length })] : []),
    ...(noise?.isWithin ? [t('experiments.noise.within')] : []),
    recipe.prompt || t('player.noPrompt'),
  ]
  return parts.join(', ')
}

function CellPicture({ cell: { job } }: { cell: Cell }) {
  const { t } = useWords()
  const [isPlaying, setPlaying] = useState(false)
  if (!job || isOpen({ job })) {
    return (
      <div className="cell__picture cell__picture--open">
        {job ? (
          <span className={`cell__state cell__state--${job.state}`}>
            <CircleAlert aria-hidden />
            {t(`words.state.${job.state}`)}
          </span>
        ) : (
          <span className="cell__none">{t('experiments.cell.empty')}</span>
        )}
      </div>
    )
  }
  if (!job.clipId) {
    return (
      <div className="cell__picture">
        <Picture src={HOST_PATHS.file('thumbnail', job.stillId)} fit="cover" />
        <span className="cell__state cell__state--live">
          <LoaderCircle aria-hidden />
          {t(`words.state.${job.state}`)}
        </span>
      </div>
    )
  }
  const mayMove = !matchMedia('(prefers-reduced-motion: reduce)').matches
  return (
    <div
      className="cell__picture"
      onPointerEnter={() => setPlaying(mayMove)}
      onPointerLeave={() => setPlaying(false)}
    >
      <Picture src={HOST_PATHS.file('poster', job.clipId)} fit="cover" />
      {isPlaying ? (
        <MovingClip clipId={job.clipId}>
          <video
            className="cell__clip"
            src={HOST_PATHS.file('clip', job.clipId)}
            autoPlay
            loop
            muted
            playsInline
          />
        </MovingClip>
      ) : null}
    </div>
  )
}

function CellFoot({ cell: { job, repeats }, noise }: { cell: Cell; noise: CellNoise | null }) {
  const { t } = useWords()
  if (!job) return <div className="cell__foot">&nbsp;</div>
  return (
    <div className="cell__foot">
      <span>{t('queue.take', { take: job.take })}</span>
      {repeats.length > 0 ? (
        <span className="cell__mark" title={t('experiments.cell.repeats', { count: repeats.length })}>
          <Repeat aria-hidden />
          {repeats.length}
        </span>
      ) : null}
      {noise ? (
        <span
          className="cell__mark"
          title={t(noise.isWithin ? 'experiments.noise.within' : 'experiments.noise.beyond')}
        >
          {noise.isWithin ? <Equal aria-hidden /> : 'Δ'}
          {noise.distance.toFixed(3)}
        </span>
      ) : null}
      <span className="cell__cost">{formatMoney(job.actual ?? job.estimate)}</span>
    </div>
  )
}
