/** Owns the Queue: jobs in sections by state, each a window over its list. */

import { ListVideo } from 'lucide-react'
import { useMemo } from 'react'
import {
  Collection,
  GridList,
  GridListHeader,
  GridListSection,
  ListLayout,
  type Selection,
  useDragAndDrop,
  Virtualizer,
} from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { can } from '#shared/job-machine.ts'
import { useJobs } from '../../stores/jobs-store.ts'
import { openDialog, useView } from '../../stores/view-store.ts'
import { ActionButton } from '../../ui/action-context.tsx'
import { EmptyHead } from '../../ui/empty-head.tsx'
import { idsOf, keysOf } from '../../ui/selected-keys.ts'
import { JobRow } from './job-row.tsx'
import { QueueContext } from './queue-context.ts'
import './queue.css'
import { type Section, useSections, wantMoreOf } from './use-sections.ts'

export type QueueDeeds = {
  onRetry(ids: readonly string[]): Promise<void>
  onCancel(ids: readonly string[]): Promise<void>
  onHide(ids: readonly string[], hidden: boolean): Promise<void>
  onMove(ids: readonly string[], before: string | null): Promise<void>
}

const LAYOUT = { rowSize: 54, headingSize: 40, loaderSize: 0 } as const
const DRAG_TYPE = 'gallop/job'

export function Queue({ onMove, ...deeds }: QueueDeeds) {
  const projectId = useView((view) => view.projectId)
  const { sections, isKnown } = useSections(projectId)
  if (isKnown && sections.length === 0) return <EmptyQueue />
  if (!projectId) return null
  return <JobList key={projectId} projectId={projectId} sections={sections} onMove={onMove} {...deeds} />
}

type JobListProps = QueueDeeds & { projectId: string; sections: readonly Section[] }

function JobList({ projectId, sections, onMove, ...deeds }: JobListProps) {
  const { t } = useTranslation()
  const selected = useView((view) => view.selectedJobs)
  const dragAndDropHooks = useQueueDrag(sections, onMove)
  const shared = useMemo(() => ({ onAppear: lastRows(projectId, sections) }), [projectId, sections])
  return (
    <QueueContext value={shared}>
      <section className="queue">
        <Virtualizer layout={ListLayout} layoutOptions={LAYOUT}>
          <GridList
            className="queue__list"
            aria-label={t('queue.label')}
            items={sections}
            selectionMode="multiple"
            selectionBehavior="replace"
            disallowTypeAhead
            dragAndDropHooks={dragAndDropHooks}
            selectedKeys={useMemo(() => keysOf(selected), [selected])}
            onSelectionChange={(keys) => selectJobs(keys, sections)}
            onAction={(key) => openJob(String(key))}
          >
            {(section) => (
              <GridListSection id={section.state} className="queue__section">
                <SectionHead section={section} />
                <Collection items={section.rows}>{(row) => <JobRow row={row} {...deeds} />}</Collection>
              </GridListSection>
            )}
          </GridList>
        </Virtualizer>
      </section>
    </QueueContext>
  )
}

function SectionHead({ section: { state, total } }: { section: Section }) {
  const { t } = useTranslation()
  return (
    <GridListHeader className="queue__head">
      <span className="queue__title">{t(`queue.section.${state}`)}</span>
      <span className="queue__count">{total}</span>
      {state === 'failed' ? <ActionButton action="jobs.retryAll" size="small" kind="ghost" /> : null}
    </GridListHeader>
  )
}

function lastRows(projectId: string, sections: readonly Section[]): Record<string, () => void> {
  const lastOf = ({ state, rows }: Section) =>
    rows.slice(-1).map(({ id }) => [id, () => wantMoreOf(projectId, state)] as const)
  return Object.fromEntries(sections.flatMap(lastOf))
}

function selectJobs(keys: Selection, sections: readonly Section[]): void {
  const ids = keys === 'all' ? sections.flatMap(({ rows }) => rows.map(({ id }) => id)) : idsOf(keys)
  useView.setState({ selectedJobs: ids })
}

/** Enter or a double click: the clip when there is one, the question when one is open. */
function openJob(id: string): void {
  const job = useJobs.getState().byId[id]
  if (job?.clipId) openDialog({ kind: 'player', shotId: job.shotId, clipId: job.clipId })
  else if (job && can(job, 'discarded')) openDialog({ kind: 'settle', jobId: id })
  else useView.setState({ selectedJobs: [id] })
}

/** Dragging changes the order of what is queued; the rest has no order of its own. */
function useQueueDrag(sections: readonly Section[], onMove: QueueDeeds['onMove']) {
  const queued = sections.find((one) => one.state === 'queued')?.rows.map(({ id }) => id) ?? []
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ [DRAG_TYPE]: String(key) })),
    acceptedDragTypes: [DRAG_TYPE],
    getDropOperation: (target) =>
      target.type === 'item' && target.dropPosition !== 'on' && queued.includes(String(target.key))
        ? 'move'
        : 'cancel',
    onReorder: ({ keys, target }) => {
      const ids = queued.filter((id) => keys.has(id))
      const place = queued.indexOf(String(target.key)) + (target.dropPosition === 'after' ? 1 : 0)
      const before = queued.slice(place).find((id) => !keys.has(id)) ?? null
      if (ids.length > 0) void onMove(ids, before)
    },
  })
  return dragAndDropHooks
}

function EmptyQueue() {
  const { t } = useTranslation()
  return (
    <div className="queue-empty">
      <EmptyHead icon={ListVideo} title={t('queue.empty.title')} />
      <p className="quiet">{t('queue.empty.text')}</p>
      <ActionButton action="room.board" />
    </div>
  )
}
