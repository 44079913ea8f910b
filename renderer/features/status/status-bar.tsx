/** Owns the bar at the bottom: what runs, when we look next, how long it takes, what it costs, what must be fetched soon. */

import { Pause, Play } from 'lucide-react'
import { Group } from 'react-aria-components'
import { tightestCap } from '#shared/budget.ts'
import { formatMoney } from '#shared/cost.ts'
import type { StudioStatus } from '#shared/status.ts'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#shared/time.ts'
import { urgency } from '../../clips/urgency.ts'
import { useWords } from '../../locales/words.ts'
import { useStudio } from '../../stores/studio-store.ts'
import { ActionButton } from '../../ui/action-context.tsx'
import { useNow } from '../../ui/use-now.ts'
import './status-bar.css'

export function StatusBar() {
  const { t } = useWords()
  const status = useStudio((state) => state.status)
  return (
    <Group className="status" aria-label={t('frame.status.label')}>
      {status ? <StatusParts status={status} /> : null}
    </Group>
  )
}

function StatusParts({ status }: { status: StudioStatus }) {
  const { t, service } = useWords()
  const action = status.pause ? 'queue.resume' : 'queue.pause'
  return (
    <>
      <ActionButton
        action={action}
        iconOnly
        size="small"
        icon={status.pause ? <Play fill="currentColor" /> : <Pause fill="currentColor" />}
      />
      <ul className="status__group">
        {runningParts(status, t).map((part) => (
          <li key={part}>{part}</li>
        ))}
        <Clocks status={status} />
      </ul>
      <ul className="status__group status__group--money">
        <Money status={status} />
      </ul>
      <OldestLink status={status} />
      <span className="status__service">
        {status.rehearsal
          ? t('frame.status.service.rehearsal')
          : t('frame.status.service.live', { name: service(status.service) })}
      </span>
    </>
  )
}

/** Of the tightest cap's own window when one is set; else of all time. */
function Money({ status }: { status: StudioStatus }) {
  const { t } = useWords()
  const cap = tightestCap(status.budget)
  const money = (micros: number) => formatMoney({ ...status.spent, micros })
  const spent = cap ? cap.spentMicros + cap.doubtedMicros : status.spent.micros
  const reserved = cap ? cap.reservedMicros : status.reserved.micros
  return (
    <>
      <li>{t(cap ? `frame.status.spentIn.${cap.window}` : 'frame.status.spent', { money: money(spent) })}</li>
      {reserved > 0 ? <li>{t('frame.status.reserved', { money: money(reserved) })}</li> : null}
      {cap ? <li>{t('frame.status.cap', { money: money(cap.capMicros) })}</li> : null}
    </>
  )
}

function runningParts({ counts, pause }: StudioStatus, t: ReturnType<typeof useWords>['t']): string[] {
  const parts = (['unconfirmed', 'rendering', 'downloading'] as const)
    .filter((state) => (counts[state] ?? 0) > 0)
    .map((state) => t(`frame.status.${state}`, { count: counts[state] }))
  const waiting = (counts.queued ?? 0) + (counts.submitting ?? 0)
  if (waiting > 0) parts.push(t('frame.status.queued', { count: waiting }))
  if (pause) parts.unshift(t('frame.status.paused'))
  return parts.length > 0 ? parts : [t('frame.status.idle')]
}

function Clocks({ status }: { status: StudioStatus }) {
  const { t, duration } = useWords()
  const now = useNow()
  // A paused queue with nothing on its way gets no nearer to its end, whenever somebody looks.
  const { nextLookAt, remainingMs } = isAtRest(status) ? AT_REST : status
  const untilLook = nextLookAt === null ? null : nextLookAt - now
  const from = remainingMs && duration(roughly(remainingMs.from))
  const to = remainingMs && duration(roughly(remainingMs.to))
  return (
    <>
      {untilLook === null ? null : (
        <li>
          {untilLook > 500
            ? t('frame.status.nextLook', { time: duration(untilLook) })
            : t('frame.status.looking')}
        </li>
      )}
      {from && to ? (
        <li>
          {from === to ? t('frame.status.left', { time: to }) : t('frame.status.leftRange', { from, to })}
        </li>
      ) : null}
    </>
  )
}

/** A guess has no seconds: the next five of them, minutes, or from an hour on ten minutes. */
function roughly(ms: number): number {
  const unit = ms < MINUTE_MS ? 5 * SECOND_MS : ms < HOUR_MS ? MINUTE_MS : 10 * MINUTE_MS
  return Math.ceil(ms / unit) * unit
}

const AT_REST = { nextLookAt: null, remainingMs: null }

function isAtRest({ pause, counts }: StudioStatus): boolean {
  const moving = ['submitting', 'unconfirmed', 'rendering', 'downloading'] as const
  return pause !== null && moving.every((state) => (counts[state] ?? 0) === 0)
}

function OldestLink({ status: { oldestDiesAt } }: { status: StudioStatus }) {
  const { t, duration } = useWords()
  const now = useNow()
  if (oldestDiesAt === null) return null
  return (
    <span className={`status__group ${urgency(oldestDiesAt - now)}`} title={t('frame.status.oldestNote')}>
      {t('frame.status.oldest', { time: duration(oldestDiesAt - now) })}
    </span>
  )
}
