/** The one arrow on which money moves. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { SubmitOutcome, UploadOutcome } from '#electron/engine/happyhorse/outcomes.ts'
import { apply } from '#electron/engine/pipeline/apply.ts'
import { claim, submit } from '#electron/engine/pipeline/submit.ts'
import { DATA_URI_MAX_BYTES, FIRST_FRAME_LIMITS, LIFETIMES } from '#shared/happyhorse.ts'
import { MADE_AT } from '#test/support/job-table.ts'
import { openPipelineBench, refusal } from '#test/support/pipeline.ts'

const PROFILE = {
  service: 'rehearsal',
  baseUrl: 'http://s/api/v1',
  key: 'sk-x',
  temporaryUpload: true,
} as const

/** Claims one job, answers its submission, and tells what became of it. */
async function answer(outcome: SubmitOutcome) {
  const bench = openPipelineBench({ client: { submit: async () => outcome } })
  const claimed = claim(bench.context, bench.queue())
  if (!claimed) throw new Error('nobody else wants it')
  const job = apply(bench.context, claimed, await submit(bench.context, claimed, PROFILE))
  return { bench, job, pause: bench.tables.settings.pause() }
}

test('a job is on disk as submitting before its request leaves', async () => {
  const seen: string[] = []
  using bench = openPipelineBench({
    client: {
      submit: async () => {
        seen.push(bench.job('j1').state)
        return { kind: 'accepted', taskId: 't1' }
      },
    },
  })
  const claimed = claim(bench.context, bench.queue())
  if (claimed) await submit(bench.context, claimed, PROFILE)
  expect(seen).toEqual(['submitting'])
})

test('an accepted job knows its task, when to look, and when the task dies', async () => {
  const { bench, job } = await answer({ kind: 'accepted', taskId: 't1', requestId: 'r1' })
  using _ = bench
  expect(job).toMatchObject({
    ...{ state: 'rendering', taskId: 't1', requestId: 'r1', acceptedAt: MADE_AT, attempts: 0, error: null },
    ...{ dueAt: MADE_AT + 15_000, taskDiesAt: MADE_AT + LIFETIMES.taskMs },
  })
})

test('what surely never left goes back to its old place and waits a moment', async () => {
  const { bench, job, pause } = await answer({ kind: 'never-left', detail: 'connect ECONNREFUSED' })
  using _ = bench
  expect(job).toMatchObject({ state: 'queued', orderKey: 1, attempts: 1, dueAt: MADE_AT + 750 })
  expect(job?.error).toEqual({ code: 'unreachable', values: { detail: 'connect ECONNREFUSED' } })
  expect(pause).toBeNull()
})

test('a throttled job waits as long as the service asks', async () => {
  const outcome = { kind: 'throttled', refusal: refusal('wait', 'throttled'), retryAfterMs: 30_000 } as const
  const { bench, job } = await answer(outcome)
  using _ = bench
  expect([job?.state, job?.dueAt]).toEqual(['queued', MADE_AT + 30_000])
})

test('a refused key pauses the whole queue once and fails nothing', async () => {
  const no = refusal('stop', 'key-refused')
  const { bench, job, pause } = await answer({ kind: 'refused', refusal: no })
  using _ = bench
  expect([job?.state, job?.attempts, job?.error, job?.dueAt]).toEqual(['queued', 0, null, MADE_AT])
  expect(pause).toEqual({ byUser: false, error: no.error, since: MADE_AT })
})

test('a refused request fails with the reason and whether a retry makes sense', async () => {
  const { bench, job } = await answer({ kind: 'refused', refusal: refusal('fail', 'moderated-input') })
  using _ = bench
  expect([job?.state, job?.error?.code, job?.retakable]).toEqual(['failed', 'moderated-input', false])
  expect([job?.requestId, job?.finishedAt, job?.dueAt]).toEqual(['r-no', MADE_AT, null])
})

test('an unanswered request is never sent again by itself', async () => {
  const { bench, job } = await answer({ kind: 'unanswered', detail: 'read timeout' })
  using _ = bench
  expect([job?.state, job?.lostAt, job?.dueAt]).toEqual(['unconfirmed', MADE_AT, MADE_AT + 3_000])
  expect(job?.error).toEqual({ code: 'reply-lost', values: { detail: 'read timeout' } })
})

test('a small picture travels inside the request, a large one through temporary storage, uploaded once', async () => {
  const sent: string[] = []
  using bench = openPipelineBench({
    client: {
      submit: async (_, { imageUrl }) => {
        sent.push(imageUrl.slice(0, 40))
        return { kind: 'accepted', taskId: `t${sent.length}` }
      },
      upload: async () => ({ kind: 'uploaded', url: 'oss://there/frame.png' }),
    },
  })
  const large = join(bench.folder, 'large.png')
  writeFileSync(large, Buffer.alloc(DATA_URI_MAX_BYTES + 1))
  bench.queue()
  bench.queue({ framePath: large, frameSha256: 'bb' })
  bench.queue({ framePath: large, frameSha256: 'bb' })
  for (const id of ['j1', 'j2', 'j3']) {
    const claimed = claim(bench.context, bench.job(id))
    if (claimed) await submit(bench.context, claimed, PROFILE)
  }
  expect(sent).toEqual([
    'data:image/jpeg;base64,YXMgZ29vZCBhcyBhI',
    'oss://there/frame.png',
    'oss://there/frame.png',
  ])
  expect(bench.calls.filter((name) => name === 'upload')).toHaveLength(1)
})

test('a failed upload has submitted nothing, so the job goes back to the queue', async () => {
  using bench = openPipelineBench({
    client: { upload: async () => ({ kind: 'unanswered', detail: 'reset' }) },
  })
  const large = join(bench.folder, 'large.png')
  writeFileSync(large, Buffer.alloc(DATA_URI_MAX_BYTES + 1))
  const claimed = claim(bench.context, bench.queue({ framePath: large }))
  if (!claimed) throw new Error('nobody else wants it')
  expect((await submit(bench.context, claimed, PROFILE)).event).toBe('throttled')
  expect(bench.calls).toEqual(['upload'])
})

/** Submits one picture of that size whose upload ends like that; `sent` is the beginning of the address it travelled under. */
async function sendLarge(upload: UploadOutcome, bytes = DATA_URI_MAX_BYTES + 1) {
  const sent: string[] = []
  const bench = openPipelineBench({
    client: {
      upload: async () => upload,
      submit: async (_, { imageUrl }) => {
        sent.push(imageUrl.slice(0, 23))
        return { kind: 'accepted', taskId: 't1' }
      },
    },
  })
  const large = join(bench.folder, 'large.png')
  writeFileSync(large, Buffer.alloc(bytes))
  const claimed = claim(bench.context, bench.queue({ framePath: large }))
  if (!claimed) throw new Error('nobody else wants it')
  return { bench, sent, step: await submit(bench.context, claimed, PROFILE) }
}

test.each<[string, UploadOutcome]>([
  ['is refused', { kind: 'refused', refusal: refusal('fail', 'parameter-refused') }],
  ['is not allowed', { kind: 'refused', refusal: refusal('stop', 'model-not-activated') }],
  ['is not offered', { kind: 'unsupported', detail: 'HTTP 404' }],
])('a picture whose upload %s travels inside the request', async (_how, upload) => {
  const { bench, sent, step } = await sendLarge(upload)
  using _ = bench
  expect(sent).toEqual(['data:image/jpeg;base64,'])
  expect(step.event).toBe('accepted')
})

test.each<[string, UploadOutcome, string]>([
  ['refused', { kind: 'refused', refusal: refusal('fail', 'parameter-refused') }, 'parameter-refused'],
  ['not offered', { kind: 'unsupported', detail: 'HTTP 404' }, 'still-blocked'],
])(
  'a picture too large for the request ends its job with the reason when its upload is %s',
  async (_how, upload, code) => {
    const { bench, sent, step } = await sendLarge(upload, FIRST_FRAME_LIMITS.maxBytes + 1)
    using _ = bench
    expect(sent).toEqual([])
    expect([step.event, step.error?.code, step.stop]).toEqual(['refused', code, undefined])
  },
)

test('an upload that is put off slows nobody but its own job', async () => {
  const tooMany = { ...refusal('wait', 'throttled'), tooMany: 'requests' } as const
  const { bench, step } = await sendLarge({ kind: 'throttled', refusal: tooMany, retryAfterMs: 9_000 })
  using _ = bench
  expect(step).toMatchObject({ event: 'throttled', ofPicture: true, patch: { dueAt: MADE_AT + 9_000 } })
  expect(step.tooMany).toBeUndefined()
})
