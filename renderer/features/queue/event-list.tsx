/** Owns the list of a job's events: time, words, request id, raw facts. */

import type { TFunction } from 'i18next'
import { Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { JobEvent } from '#shared/job.ts'
import { copyText } from '../../deeds/copying.ts'
import { rawFacts, useWords } from '../../locales/words.ts'
import { IconButton } from '../../ui/button.tsx'

export function EventList({ events }: { events: readonly JobEvent[] }) {
  return (
    <ol className="events">
      {events.map((event) => (
        <EventItem key={event.id} event={event} />
      ))}
    </ol>
  )
}

function EventItem({ event }: { event: JobEvent }) {
  const { t } = useTranslation()
  const { moment, error: errorWords } = useWords()
  const facts = factLines(event)
  return (
    <li className="events__item">
      <span className={`dot dot--${event.to}`} aria-hidden />
      <div className="events__words">
        <p>{eventWords(event, t)}</p>
        {event.error ? <p className="quiet">{errorWords(event.error).what}</p> : null}
        <p className="events__time">
          <time dateTime={new Date(event.at).toISOString()}>{moment(event.at)}</time>
        </p>
        {facts ? (
          <details>
            <summary>{t('frame.details')}</summary>
            <pre className="problem__raw">{facts}</pre>
            {event.requestId ? (
              <IconButton
                size="small"
                label={`${t('frame.copy')}: ${t('queue.history.requestId')}`}
                onPress={() => void copyText(event.requestId ?? '')}
              >
                <Copy />
              </IconButton>
            ) : null}
          </details>
        ) : null}
      </div>
    </li>
  )
}

function eventWords({ event, facts }: JobEvent, t: TFunction): string {
  if (event !== 'progressed') return t(`queue.history.event.${event}`)
  const { status } = facts
  if (typeof status !== 'string') return t('queue.history.event.progressedQuiet')
  const said = status === 'PENDING' || status === 'RUNNING' ? t(`queue.history.status.${status}`) : status
  return t('queue.history.event.progressed', { status: said })
}

function factLines({ requestId, error, facts }: JobEvent): string {
  const lines = Object.entries(facts)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}: ${value}`)
  return [
    ...(requestId ? [`request id: ${requestId}`] : []),
    ...lines,
    ...(error ? [rawFacts(error)] : []),
  ].join('\n')
}
