/** Owns how a job's state is said: where it is, what happens next, and when. */

import type { Job } from '#shared/job.ts'
import type { useWords } from '../../locales/words.ts'

type Words = ReturnType<typeof useWords>

/** `{ says: 'Rendering · 48 s so far', next: 'next look in 9 s' }` */
export function jobWords(
  job: Job,
  now: number,
  isPaused: boolean,
  words: Words,
): { says: string; next?: string } {
  const { t, duration } = words
  const due = job.dueAt === null ? null : job.dueAt - now
  const when = due === null ? null : due > 500 ? t('queue.in', { time: duration(due) }) : t('queue.now')
  const next = when === null ? {} : { next: t('queue.nextLook', { when }) }
  switch (job.state) {
    case 'queued':
      if (isPaused) return { says: t('queue.says.held') }
      return {
        says: when && job.attempts > 0 ? t('queue.says.queuedAgain', { when }) : t('queue.says.queued'),
      }
    case 'submitting':
      return { says: t('queue.says.submitting') }
    case 'unconfirmed':
      return { says: t('queue.says.unconfirmed'), ...next }
    case 'rendering': {
      const time = duration(now - (job.acceptedAt ?? job.submittedAt ?? now))
      const waits = job.taskStatus === 'PENDING'
      return { says: t(waits ? 'queue.says.waiting' : 'queue.says.rendering', { time }), ...next }
    }
    case 'downloading': {
      const says =
        when && job.attempts > 1 ? t('queue.says.downloadingAgain', { when }) : t('queue.says.downloading')
      return job.linkDiesAt === null
        ? { says }
        : { says, next: t('queue.says.linkDies', { time: duration(job.linkDiesAt - now) }) }
    }
    case 'done':
      return {
        says: t('queue.says.done', {
          time: duration((job.finishedAt ?? now) - (job.submittedAt ?? job.createdAt)),
        }),
      }
    case 'failed':
      return { says: job.error ? words.error(job.error).what : t('queue.says.failed') }
    case 'canceled':
      return { says: t('queue.says.canceled') }
  }
}
