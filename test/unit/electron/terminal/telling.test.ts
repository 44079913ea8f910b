import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { openOutput } from '#electron/terminal/output.ts'
import { openProgress } from '#electron/terminal/progress.ts'
import { jobTeller } from '#electron/terminal/telling.ts'
import type { AppErrorData } from '#shared/app-error.ts'
import type { Job } from '#shared/job.ts'
import { aJob } from '#test/unit/renderer/shot-sample.ts'

test('what keeps jobs from going on is told once, a pace that is asked for not at all', () => {
  const stderr = new PassThrough({ encoding: 'utf8' })
  const output = openOutput({ stdin: new PassThrough(), stdout: new PassThrough(), stderr }, false)
  const teller = jobTeller(output, openProgress(output, 2), { free: false, stillPath: () => '' })
  const tell = (id: string, state: Job['state'], error: AppErrorData | null) =>
    teller.changed(aJob({ id, state, error }))
  const unreachable: AppErrorData = { code: 'unreachable', values: { detail: 'ECONNREFUSED' } }
  tell('j1', 'queued', null)
  tell('j1', 'queued', unreachable)
  tell('j2', 'queued', unreachable)
  tell('j1', 'queued', unreachable)
  tell('j2', 'queued', { code: 'throttled', values: { message: 'slow', code: 'Throttling' } })
  expect(stderr.read()).toBe('… lake.jpg, take 1: The service cannot be reached: ECONNREFUSED\n')
})
