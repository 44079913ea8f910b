/** Owns one cell: its take as a poster that plays on hover, where the take is, what it cost, and how sure a difference is. */

import { Check, CircleAlert, LoaderCircle, Repeat } from 'lucide-react'
import { memo, type ReactNode, useState } from 'react'
import { type Cell, type Gap, isOpen } from '#shared/experiment.ts'
import { HOST_PATHS } from '#shared/host.ts'
import { clipOfJob } from '#shared/repeat-noise.ts'
import { LoopingClip } from '../../clips/moving-clip.tsx'
import { useWords } from '../../locales/words.ts'
import { costOf, costWords } from '../../prices/job-cost.ts'
import { isBlockedAt, placeKey, togglePicked, useExperiments } from '../../stores/experiments-store.ts'
import { playedClip } from '../../stores/open-cells.ts'
import { Picture } from '../../ui/picture.tsx'
import { openPlace } from './sheet-table.tsx'
import { type CellNoise, useCellNoise } from './use-noise.ts'

/** Drawn anew when something in it is another: a table has hundreds of them. */
export const SheetCell = memo(function SheetCell({ cell }: { cell: Cell }) {
  const noise = useCellNoise(cell)
  const { row, column, job } = cell
  const key = placeKey(cell)
  const isAt = useExperiments(({ at }) => at.row === row && at.column === column)
  const isPicked = useExperiments(({ picked }) => picked.includes(key))
  const isBlocked = useExperiments((state) => isBlockedAt(state, cell))
  const words = useCellWords(cell, noise, isBlocked)
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
      onDoubleClick={() => playedClip(job) && openPlace(cell, cell)}
    >
      <div className="cell__box">
        <CellPicture cell={cell} isBlocked={isBlocked} />
        {noise ? <NoiseMark noise={noise} /> : null}
        {isPicked ? <Check className="cell__picked" aria-hidden /> : null}
        <CellFoot cell={cell} />
      </div>
    </td>
  )
})

/** All a cell says, in one sentence, for those who hear it. */
function useCellWords(
  { recipe, job, gap, repeats }: Cell,
  noise: CellNoise | null,
  isBlocked: boolean,
): string {
  const { t } = useWords()
  const isOver = gap !== null && gap !== 'open'
  const stateOfJob = job ? t(`words.state.${job.state}`) : t('experiments.cell.empty')
  const state = isOver ? t(`experiments.gap.${gap}`) : stateOfJob
  const cost = job && costOf(job) && costWords(job, { t })
  const parts = [
    state,
    ...(isBlocked ? [t('experiments.cell.blocked')] : []),
    ...(job ? [t('queue.take', { take: job.take })] : []),
    ...(cost ? [cost] : []),
    t('experiments.cell.seed', { seed: recipe.seed }),
    ...(repeats.length > 0 ? [t('experiments.cell.repeats', { count: repeats.length })] : []),
    ...(noise ? [t(`experiments.noise.${noise.isWithin ? 'within' : 'beyond'}.${noise.along}`)] : []),
    recipe.prompt || t('player.noPrompt'),
  ]
  return parts.join(', ')
}

function CellPicture({ cell, isBlocked }: { cell: Cell; isBlocked: boolean }) {
  const { t } = useWords()
  const { job, gap } = cell
  if (!job || isOpen(cell)) {
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
        {isBlocked ? <span className="cell__blocked">{t('experiments.cell.blocked')}</span> : null}
      </div>
    )
  }
  const clipId = clipOfJob(job)
  if (clipId) {
    return <ClipPicture clipId={clipId}>{gap === 'otherStill' ? <GapMark gap={gap} /> : null}</ClipPicture>
  }
  return (
    <div className={gap ? 'cell__picture cell__picture--gap' : 'cell__picture'}>
      <Picture src={HOST_PATHS.file('thumbnail', job.stillId)} fit="cover" />
      {gap && gap !== 'open' ? (
        <GapMark gap={gap} />
      ) : (
        <span className="cell__state cell__state--live">
          <LoaderCircle aria-hidden />
          {t(`words.state.${job.state}`)}
        </span>
      )}
    </div>
  )
}

function GapMark({ gap }: { gap: Exclude<Gap, 'open'> }) {
  const { t } = useWords()
  return (
    <span className="cell__state cell__state--gap" title={t(`experiments.gap.more.${gap}`)}>
      <CircleAlert aria-hidden />
      {t(`experiments.gap.${gap}`)}
    </span>
  )
}

/** Its middle, for clips of one still all begin alike; it plays while the pointer is over it. */
function ClipPicture({ clipId, children }: { clipId: string; children: ReactNode }) {
  const [isPlaying, setPlaying] = useState(false)
  const mayMove = !matchMedia('(prefers-reduced-motion: reduce)').matches
  return (
    <div
      className="cell__picture"
      onPointerEnter={() => setPlaying(mayMove)}
      onPointerLeave={() => setPlaying(false)}
    >
      <Picture src={HOST_PATHS.file('middle', clipId)} fit="cover" />
      {isPlaying ? <LoopingClip clipId={clipId} className="cell__clip" /> : null}
      {children}
    </div>
  )
}

/** How far a take is from the one it is held against, in words: a number alone says nothing. */
function NoiseMark({ noise: { isWithin, distance, along } }: { noise: CellNoise }) {
  const { t } = useWords()
  const kind = isWithin ? 'within' : 'beyond'
  return (
    <span className="cell__noise" title={t(`experiments.noise.${kind}.${along}`)}>
      {t(`experiments.noise.short.${kind}`, { distance: distance.toFixed(3) })}
    </span>
  )
}

function CellFoot({ cell: { job, recipe, repeats } }: { cell: Cell }) {
  const { t } = useWords()
  const hasSeeds = useExperiments(({ sheet }) => {
    const { rows, columns } = sheet?.experiment ?? {}
    return rows?.field === 'seed' || columns?.field === 'seed'
  })
  if (!job) return <div className="cell__foot">&nbsp;</div>
  const cost = costOf(job) && costWords(job, { t })
  return (
    <div className="cell__foot">
      <span>{t('queue.take', { take: job.take })}</span>
      {hasSeeds ? null : (
        <span className="cell__seed mono" title={t('experiments.cell.seed', { seed: recipe.seed })}>
          {recipe.seed}
        </span>
      )}
      {repeats.length > 0 ? (
        <span className="cell__mark" title={t('experiments.cell.repeats', { count: repeats.length })}>
          <Repeat aria-hidden />
          {repeats.length}
        </span>
      ) : null}
      {cost ? <span className="cell__cost">{cost}</span> : null}
    </div>
  )
}
