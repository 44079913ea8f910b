import { expect, test } from 'vitest'
import { jobWords } from '#renderer/features/queue/job-words.ts'
import type { useWords } from '#renderer/locales/words.ts'
import { wordsFor } from '#shared/app-error.ts'
import { aJob } from '../../shot-sample.ts'

const words = {
  t: (key: string) => key,
  duration: (ms: number) => `${ms / 1_000} s`,
  error: wordsFor,
} as unknown as ReturnType<typeof useWords>

test('a job that has come back to the queue says why, one that was not tried yet has nothing to say', () => {
  const error = { code: 'unreachable' as const, values: { detail: 'ECONNREFUSED' } }
  const tried = aJob({ attempts: 1, dueAt: 5_000, error })
  expect(jobWords(tried, 0, null, words)).toEqual({
    says: 'queue.says.queuedAgain',
    next: 'The service cannot be reached',
  })
  expect(jobWords(aJob({ dueAt: 5_000 }), 0, null, words)).toEqual({ says: 'queue.says.queued' })
  expect(jobWords(tried, 0, 'paused', words)).toEqual({ says: 'queue.says.held' })
})
