/**
 * Owns the life of a job: one table from which the pipeline, every button and every menu read.
 *
 * The money rule: one job, at most one task, at most one clip. Money moves on one arrow alone,
 * `submitting → accepted`. A job is committed as `submitting` before its request is sent; whatever happens to
 * the reply afterwards, nothing leads from there to a second request unless the first one surely made no task.
 */

export const JOB_STATES = [
  'queued',
  'submitting',
  'unconfirmed',
  'rendering',
  'downloading',
  'done',
  'failed',
  'canceled',
] as const
export type JobState = (typeof JOB_STATES)[number]

export const JOB_EVENTS = [
  'started',
  'canceled',
  'accepted',
  'throttled',
  'refused',
  'unanswered',
  'found',
  'absent',
  'discarded',
  'progressed',
  'succeeded',
  'broke',
  'vanished',
  'interrupted',
  'saved',
  'expired',
] as const
export type JobEventName = (typeof JOB_EVENTS)[number]

/** The whole machine. A pair that is not here does not happen. */
export const TRANSITIONS: { readonly [S in JobState]: { readonly [E in JobEventName]?: JobState } } = {
  queued: { started: 'submitting', canceled: 'canceled' },
  submitting: { accepted: 'rendering', throttled: 'queued', refused: 'failed', unanswered: 'unconfirmed' },
  unconfirmed: { found: 'rendering', absent: 'queued', discarded: 'failed' },
  rendering: {
    progressed: 'rendering',
    succeeded: 'downloading',
    broke: 'failed',
    vanished: 'failed',
    canceled: 'canceled',
  },
  downloading: { interrupted: 'downloading', saved: 'done', expired: 'failed' },
  done: {},
  failed: {},
  canceled: {},
}

/** State after an event; undefined when the event cannot happen in that state. */
export function next(state: JobState, event: JobEventName): JobState | undefined {
  return TRANSITIONS[state][event]
}

/** True when an event can happen to a job now. */
export function can(job: { state: JobState }, event: JobEventName): boolean {
  return next(job.state, event) !== undefined
}

/** True when nothing more will happen to a job. */
export function isFinal(state: JobState): boolean {
  return Object.keys(TRANSITIONS[state]).length === 0
}

/** States in which the service may hold a task of ours, so that money may be owed. */
export const PAYING_STATES = [
  'submitting',
  'unconfirmed',
  'rendering',
  'downloading',
] as const satisfies readonly JobState[]

/** States in which something is still to be done. */
export const LIVE_STATES = JOB_STATES.filter((state) => !isFinal(state))
