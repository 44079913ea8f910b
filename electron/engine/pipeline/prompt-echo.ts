/** Owns whether the prompt that a task echoes is that of a job, as far as an echo can tell. */

import { cutToBudget } from '#shared/prompt-rules.ts'
import type { JobRecord } from '../database/job-record.ts'
import type { RemoteTask } from '../happyhorse/outcomes.ts'

/** `no`: made from another prompt. `unknown`: nothing is echoed (only finished tasks do), or one could be the other, cut. */
export type Fit = 'yes' | 'no' | 'unknown'

/**
 * Holds an echo against a job. Whether it is trimmed, composed anew or cut, and where, is unstated
 * (happyhorse-image-to-video-api-reference, read 2026-11-22): only what cannot be explained so is another prompt.
 */
export function fits(job: Pick<JobRecord, 'prompt'>, task: Pick<RemoteTask, 'status' | 'prompt'>): Fit {
  const sent = plain(job.prompt)
  if (task.prompt === undefined) return task.status === 'SUCCEEDED' && sent === '' ? 'yes' : 'unknown'
  const echo = plain(task.prompt)
  if (echo === sent || echo === plain(cutToBudget(job.prompt))) return 'yes'
  return sent.startsWith(echo) || echo.startsWith(sent) ? 'unknown' : 'no'
}

function plain(prompt: string): string {
  return prompt.normalize('NFC').replace(/\s+/g, ' ').trim()
}
