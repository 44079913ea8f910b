/** Owns the Experiments room: one experiment as a table, or what an experiment is good for while there is none. */

import { FlaskConical } from 'lucide-react'
import { useEffect } from 'react'
import { AXIS_MAX } from '#shared/experiment.ts'
import { useWords } from '../../locales/words.ts'
import { useExperiments } from '../../stores/experiments-store.ts'
import { focusTake } from '../../stores/focused-take.ts'
import { useCells } from '../../stores/open-cells.ts'
import { want, windowOf } from '../../stores/row-windows.ts'
import { boardKey, useShots } from '../../stores/shots-store.ts'
import { useView } from '../../stores/view-store.ts'
import type { OnUpdate } from '../../sync/experiments.ts'
import { ActionButton } from '../../ui/action-context.tsx'
import { EmptyHead } from '../../ui/empty-head.tsx'
import './experiments.css'
import { PickBar } from './pick-bar.tsx'
import { SheetTable } from './sheet-table.tsx'

export function Experiments({ onUpdate }: { onUpdate: OnUpdate }) {
  const list = useExperiments((state) => state.list)
  const sheet = useExperiments((state) => state.sheet)
  useNextStills()
  if (list?.length === 0) return <EmptyRoom />
  if (!sheet) return <div className="experiments" aria-busy />
  return (
    <div className="experiments">
      <FocusTold />
      <PickBar />
      <SheetTable key={sheet.experiment.id} sheet={sheet} onUpdate={onUpdate} />
    </div>
  )
}

/** Lets the next still be known that a row or column begins with: of more than a side holds, one is not on it yet. */
function useNextStills(): void {
  const projectId = useView((view) => view.projectId)
  useEffect(() => {
    if (!projectId) return
    const key = boardKey(projectId, 'ready')
    useShots.setState((state) =>
      want(state, key, Math.max(AXIS_MAX, windowOf(state, key).ids.length), 'experiments'),
    )
    return () => useShots.setState((state) => want(state, key, 0, 'experiments'))
  }, [projectId])
}

/** Lets actions on takes know which cell is meant. By itself, so that a step over a large table draws no other cell anew. */
function FocusTold() {
  const cells = useCells()
  const at = useExperiments((state) => state.at)
  const job = cells.find(({ row, column }) => row === at.row && column === at.column)?.job
  useEffect(() => {
    focusTake('experiments', job ? { jobId: job.id, seed: job.seed, clipId: job.clipId } : null)
    return () => focusTake('experiments', null)
  }, [job])
  return null
}

function EmptyRoom() {
  const { t } = useWords()
  return (
    <div className="experiments-empty">
      <EmptyHead icon={FlaskConical} title={t('experiments.empty.title')} />
      <ol className="experiments-empty__steps">
        <li>{t('experiments.empty.seed')}</li>
        <li>{t('experiments.empty.one')}</li>
        <li>{t('experiments.empty.repeat')}</li>
      </ol>
      <p className="quiet">{t('experiments.empty.how')}</p>
      <ActionButton action="room.board" kind="primary" />
    </div>
  )
}
