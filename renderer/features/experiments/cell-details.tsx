/** Owns what is said of the cell one is at: its take, what can be done with it, and how much a difference means. */

import { CopyPlus, Dices, Play, Repeat, RotateCcw, Trophy } from 'lucide-react'
import type { Job } from '#shared/job.ts'
import { LIVE_STATES } from '#shared/job-machine.ts'
import { clipOfJob, repeatRuns } from '#shared/repeat-noise.ts'
import { useWords } from '../../locales/words.ts'
import { useExperiments } from '../../stores/experiments-store.ts'
import { type cellAt, playedClip, useCells } from '../../stores/open-cells.ts'
import { openDialog } from '../../stores/view-store.ts'
import { ActionButton } from '../../ui/action-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useCellNoise } from './use-noise.ts'

export function CellDetails() {
  const cells = useCells()
  const at = useExperiments((state) => state.at)
  const cell = cells.find(({ row, column }) => row === at.row && column === at.column)
  return cell ? <Details cell={cell} /> : null
}

function Details({ cell }: { cell: NonNullable<ReturnType<typeof cellAt>> }) {
  const { t, problem } = useWords()
  const { job, gap, repeats, row, column } = cell
  const isOver = gap !== null && gap !== 'open'
  const blocked = useExperiments(({ estimate }) =>
    estimate?.blocked.find((one) => one.row === row && one.column === column),
  )
  const clipId = playedClip(job)
  return (
    <section className="cell-details" aria-label={t('experiments.cell.label')}>
      <h3 className="cell-details__title">
        {t('experiments.cell.place', { row: row + 1, column: column + 1 })}
        <span className="quiet">
          {isOver
            ? t(`experiments.gap.${gap}`)
            : job
              ? t(`words.state.${job.state}`)
              : t('experiments.cell.empty')}
        </span>
      </h3>
      <p className="mono">{t('experiments.cell.seed', { seed: cell.recipe.seed })}</p>
      {blocked ? <Problem {...problem(blocked.error)} /> : null}
      {isOver ? <p>{t(`experiments.gap.more.${gap}`)}</p> : null}
      {job?.error && !blocked ? <Problem {...problem(job.error)} /> : null}
      {job && (clipId || isOver) ? (
        <div className="cell-details__buttons">
          {isOver ? <ActionButton action="experiments.runAnew" size="small" icon={<RotateCcw />} /> : null}
          <Button
            size="small"
            icon={<Play />}
            isDisabled={!clipId}
            onPress={() => clipId && openDialog({ kind: 'player', shotId: job.shotId, clipId })}
          >
            {t('player.play')}
          </Button>
          <ActionButton action="experiments.repeat" size="small" icon={<Repeat />} />
          <ActionButton action="take.promote" size="small" icon={<Trophy />} />
          <ActionButton action="take.branch" size="small" icon={<CopyPlus />} />
          <ActionButton action="take.newSeeds" size="small" icon={<Dices />} />
        </div>
      ) : null}
      <NoiseWords cell={cell} />
      {repeats.length > 0 ? (
        <p className="quiet">{t('experiments.cell.repeats', { count: repeats.length })}</p>
      ) : null}
    </section>
  )
}

/** How much a distance means: more, or no more, than what equal seeds show. */
function NoiseWords({ cell }: { cell: NonNullable<ReturnType<typeof cellAt>> }) {
  const { t } = useWords()
  const { noise, pairs, isUnreadable } = useExperiments((state) => state.noise)
  const own = useCellNoise(cell)
  const before = useRepeatState()
  const state = isUnreadable ? 'unreadable' : before
  if (noise === null) {
    return clipOfJob(cell.job) ? <p className="quiet">{t(`experiments.noise.${state}`)}</p> : null
  }
  const values = { noise: noise.toFixed(3), count: pairs }
  return (
    <>
      <p className="quiet">{t('experiments.noise.known', values)}</p>
      {own ? (
        <p>
          {t(`experiments.noise.${own.isWithin ? 'withinMore' : 'beyondMore'}.${own.along}`, {
            distance: own.distance.toFixed(3),
            noise: values.noise,
          })}
        </p>
      ) : null}
    </>
  )
}

/** Why the noise is not known: nobody asked, or it is on its way. */
function useRepeatState(): 'none' | 'onItsWay' | 'measuring' {
  const cells = useCells()
  if (repeatRuns(cells).length > 0) return 'measuring'
  return cells.some(({ repeats }) => repeats.some(({ state }) => isLiveState(state))) ? 'onItsWay' : 'none'
}

const isLiveState = (state: Job['state']) => (LIVE_STATES as readonly string[]).includes(state)
