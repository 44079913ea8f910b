/** Owns how a job's state is said: where it is, what happens next, and when. */

import type { Job } from '#shared/job.ts'
import type { useWords } from '../../locales/words.ts'

type Words = ReturnType<typeof useWords>

/** What a job says of itself now, and what comes next. */
export type JobWords = { says: string; next?: string }

/** What keeps a queued job from its turn. */
export type Hold = 'paused' | 'capped' | null

/** `{ says: 'Rendering · 48 s so far', next: 'next look in 9 s' }` */
export function jobWords(job: Job, now: number, hold: Hold, words: Words): JobWords {
  const { t, duration } = words
  const when = job.dueAt === null ? null : dueWords(job.dueAt - now, words)
  const next = when === null ? {} : { next: t('queue.nextLook', { when }) }
  if (job.error?.code === 'other-key' && when === null) return { says: words.error(job.error).what }
  switch (job.state) {
    case 'queued':
      if (hold) return { says: t(hold === 'paused' ? 'queue.says.held' : 'queue.says.capped') }
      if (when === null || job.attempts === 0) return { says: t('queue.says.queued') }
      return {
        says: t('queue.says.queuedAgain', { when }),
        ...(job.error ? { next: words.error(job.error).what } : {}),
      }
    case 'submitting':
      return { says: t('queue.says.submitting') }
    case 'unconfirmed':
      // Without a due time Gallop has done what it can.
      return { says: t(when === null ? 'queue.says.unconfirmed' : 'queue.says.searching'), ...next }
    case 'rendering': {
      const time = duration(now - (job.acceptedAt ?? job.submittedAt ?? now))
      const waits = job.taskStatus === 'PENDING'
      return { says: t(waits ? 'queue.says.waiting' : 'queue.says.rendering', { time }), ...next }
    }
    case 'downloading':
      return downloadWords(job, now, when, words)
    case 'done': {
      const time = duration((job.finishedAt ?? now) - (job.submittedAt ?? job.createdAt))
      return { says: t('queue.says.done', { time }) }
    }
    case 'failed':
      return { says: job.error ? words.error(job.error).what : t('queue.says.failed') }
    case 'canceled':
      return { says: t('queue.says.canceled') }
  }
}

/** Closer than this, it is now: a countdown of whole seconds would say "in 0 s". */
const NOW_MS = 500

function dueWords(inMs: number, { t, duration }: Words): string {
  return inMs > NOW_MS ? t('queue.in', { time: duration(inMs) }) : t('queue.now')
}

function downloadWords(job: Job, now: number, when: string | null, { t, duration }: Words): JobWords {
  const isAgain = when !== null && job.attempts > 1
  const says = isAgain ? t('queue.says.downloadingAgain', { when }) : t('queue.says.downloading')
  if (job.linkDiesAt === null) return { says }
  return { says, next: t('queue.says.linkDies', { time: duration(job.linkDiesAt - now) }) }
}
