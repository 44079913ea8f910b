/** A judging session over real takes: votes are written down at once, outlive a crash, can be taken back, and say what they say. */

import { safe } from '@orpc/client'
import { expect, test } from 'vitest'
import type { Judging } from '#shared/judging.ts'
import { openTestEngine, type TestEngine } from '../support/engine.ts'

const clipsOf = async ({ engine, projectId }: TestEngine) =>
  (await engine.commands.clips.page({ projectId })).rows

/** Two presets × two seeds on one still. */
async function fourTakes(studio: TestEngine): Promise<string[]> {
  const paths = await studio.drawPhotos('a.jpg')
  await studio.queue(paths, { prompt: 'calm water', seeds: [7, 8] })
  const { rows } = await studio.engine.commands.shots.page({ projectId: studio.projectId })
  const shotIds = rows.map(({ id }) => id)
  await studio.engine.commands.shots.update({ ids: shotIds, patch: { prompt: 'wild water' } })
  const wish = { shotIds, seeds: [7, 8] }
  const { cost } = await studio.engine.commands.shots.estimate(wish)
  await studio.engine.commands.jobs.enqueue({ ...wish, agreed: cost })
  await studio.engine.whenIdle()
  return (await clipsOf(studio)).map(({ id }) => id)
}

test('votes outlive a crash and a restart, can be taken back, and rank presets and takes', async () => {
  await using first = await openTestEngine()
  const clipIds = await fourTakes(first)
  expect(clipIds).toHaveLength(4)
  const promptOf = new Map((await clipsOf(first)).map(({ id, prompt }) => [id, prompt]))
  const started = await first.engine.commands.judging.start({ clipIds, mode: 'blind' })
  expect(started).toMatchObject({ votes: 0, planned: 5, more: 0 })

  const voteFor = (commands: TestEngine['engine']['commands'], { id, pair }: Judging, prompt: string) => {
    if (!pair) throw new Error('There is no pair to vote on')
    const outcome = promptOf.get(pair.leftId) === prompt ? ('left' as const) : ('right' as const)
    return commands.judging.vote({ id, ...pair, outcome })
  }
  const once = await voteFor(first.engine.commands, started, 'wild water')
  // The same key twice, or a second window: the pair was voted on already.
  const { pair } = started
  if (!pair) throw new Error('There is no pair')
  const twice = await first.engine.commands.judging.vote({ id: started.id, ...pair, outcome: 'tie' })
  expect(twice).toEqual(once)
  expect(once).toMatchObject({ votes: 1, pair: { place: 1 } })

  await first.engine.stop()
  await using second = await openTestEngine({ after: first })
  const { commands } = second.engine
  expect(await commands.judging.list({})).toEqual([once])
  const undone = await commands.judging.undo({ id: once.id })
  expect({ ...undone, votedAt: null }).toEqual({ ...started, votedAt: null })

  let now = undone
  while (now.pair) now = await voteFor(commands, now, 'wild water')
  const { presets, takes, confounds, rater } = await commands.judging.results({ id: now.id })
  expect(presets.rows.map(({ prompt, wins, losses, takes: count }) => [prompt, wins, losses, count])).toEqual(
    [
      ['wild water', 4, 0, 2],
      ['calm water', 0, 4, 2],
    ],
  )
  expect(takes.rows.map(({ clip }) => clip.prompt).slice(0, 2)).toEqual(['wild water', 'wild water'])
  expect(takes.rows.map(({ preset }) => preset)).toEqual([0, 0, 1, 1])
  expect(presets.lead).toMatchObject({ kind: 'open' })
  // Two of the four pairs had another seed as well.
  expect([confounds.votes, confounds.confounded, rater.sided]).toEqual([4, 2, 5])
  expect(rater).toMatchObject({ repeats: 1, agreed: 1 })
  expect(now).toMatchObject({ projectIds: [second.projectId], stillNames: ['a.jpg'] })
  expect(now.presets.map(({ prompt }) => prompt).sort()).toEqual(['calm water', 'wild water'])
})

test('a session can be ended early, gone on with, and the champion meets one challenger after the other', async () => {
  await using studio = await openTestEngine()
  const { commands } = studio.engine
  const clipIds = await fourTakes(studio)
  const { id } = await commands.judging.start({ clipIds, mode: 'blind' })
  const ended = await commands.judging.finish({ id })
  expect(ended).toMatchObject({ votes: 0, planned: 0, pair: null, more: 5 })
  expect(await commands.judging.extend({ id, votes: 500 })).toMatchObject({ planned: 5, more: 0 })

  let now = await commands.judging.start({ clipIds, mode: 'champion' })
  const met: string[][] = []
  while (now.pair) {
    met.push([now.pair.leftId, now.pair.rightId])
    const outcome = met.length === 2 ? 'right' : 'left'
    now = await commands.judging.vote({ id: now.id, ...now.pair, outcome })
  }
  const [a = '', b = '', c = '', d = ''] = clipIds
  expect(met).toEqual([
    [a, b],
    [a, c],
    [c, d],
  ])
})

test('a note stands at its moment of the clip until it is removed', async () => {
  await using studio = await openTestEngine()
  const { commands } = studio.engine
  await studio.queue(await studio.drawPhotos('a.jpg'), { seeds: [7] })
  await studio.engine.whenIdle()
  const [clip] = await clipsOf(studio)
  const clipId = clip?.id ?? ''
  const changes = await commands.studio.watch()
  const told = (async () => {
    for await (const { notes } of changes) if (notes) return notes
    return []
  })()
  const late = await commands.clips.addNote({ clipId, atMs: 2_000, text: ' the horizon jumps ' })
  expect(await told, 'every window is told').toEqual([clipId])
  const early = await commands.clips.addNote({ clipId, atMs: 40, text: '水面闪烁' })
  expect((await commands.clips.notes({ id: clipId })).map(({ text }) => text)).toEqual([
    '水面闪烁',
    'the horizon jumps',
  ])
  await commands.clips.removeNote({ id: early.id })
  expect(await commands.clips.notes({ id: clipId })).toEqual([late])
  const { error } = await safe(commands.clips.addNote({ clipId: 'nobody', atMs: 0, text: 'x' }))
  expect((error as { data?: { code: string } } | null)?.data?.code).toBe('not-found')
})
