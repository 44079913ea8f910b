/** Owns the commands on judging sessions. */

import { AppError } from '#shared/app-error.ts'
import type { Clip } from '#shared/clip.ts'
import { drawSeed } from '#shared/draws.ts'
import type { Judging, JudgingResults, Pair, Preset, Vote, VoteOutcome } from '#shared/judging.ts'
import { type JudgingPlan, mostVotes, nextPair, usualVotes } from '#shared/judging-plan.ts'
import { type Ranked, verdictsOf } from '#shared/judging-results.ts'
import { type JudgedTake, presetKey } from '#shared/preset.ts'
import type { JudgingRecord } from '../database/judgings.ts'
import { command, foundOr, type Studio } from './studio-context.ts'

export function judgingCommands(studio: Studio) {
  const { tables, ports } = studio
  const recordOf = (id: string) => foundOr('session', tables.judgings.byId(id))
  const change = (id: string, deed: (record: JudgingRecord, votes: Vote[]) => void) =>
    tables.atomically(() => {
      deed(recordOf(id), tables.judgings.votesOf(id))
      return shown(studio, recordOf(id))
    })
  return {
    start: command.judging.start.handler(({ input }) => {
      const clipIds = [...new Set(input.clipIds)]
      if (clipIds.length < 2) throw new AppError('bad-request', { detail: 'clipIds: the same clip twice' })
      const planned = usualVotes(input.mode, takesOf(studio, clipIds))
      const ids = { id: ports.newId(), seed: drawSeed(ports.random) }
      tables.judgings.insert({ ...ids, mode: input.mode, clipIds, planned, startedAt: ports.clock.now() })
      return shown(studio, recordOf(ids.id))
    }),
    get: command.judging.get.handler(({ input }) => shown(studio, recordOf(input.id))),
    list: command.judging.list.handler(({ input }) =>
      tables.judgings.newest(input.limit).map((record) => shown(studio, record)),
    ),
    vote: command.judging.vote.handler(({ input }) =>
      change(input.id, (record, votes) => writeVote(studio, record, votes, input)),
    ),
    undo: command.judging.undo.handler(({ input }) =>
      change(input.id, ({ id }) => tables.judgings.removeLastVote(id)),
    ),
    extend: command.judging.extend.handler(({ input }) =>
      change(input.id, ({ id, mode, clipIds }, votes) => {
        const most = mostVotes(mode, takesOf(studio, clipIds))
        tables.judgings.setPlanned(id, Math.min(most, votes.length + input.votes))
      }),
    ),
    finish: command.judging.finish.handler(({ input }) =>
      change(input.id, ({ id }, votes) => tables.judgings.setPlanned(id, votes.length)),
    ),
    results: command.judging.results.handler(({ input }) => resultsOf(studio, recordOf(input.id))),
  }
}

type VoteWish = Pair & { outcome: VoteOutcome }

/** Two windows, or a key held down: what was meant may be voted on already, and then nothing changes. */
function writeVote(studio: Studio, record: JudgingRecord, votes: readonly Vote[], wish: VoteWish): void {
  const pair = nextPair(planOf(studio, record), votes)
  const isNext = votes.length === wish.place && pair?.leftId === wish.leftId && pair.rightId === wish.rightId
  if (!isNext) return
  const { place, outcome } = wish
  studio.tables.judgings.addVote(record.id, { ...pair, place, outcome, votedAt: studio.ports.clock.now() })
}

/** A clip with the recipe of its job. */
function takeOf({ tables }: Studio, clipId: string): { clip: Clip; take: JudgedTake } {
  const clip = foundOr('clip', tables.clips.byId(clipId))
  const job = foundOr('job', tables.jobs.byId(clip.jobId))
  const { stillId, frameSha256, prompt, model, resolution, durationSeconds, watermark, seed } = job
  return {
    clip,
    take: { clipId, stillId, frameSha256, prompt, model, resolution, durationSeconds, watermark, seed },
  }
}

function takesOf(studio: Studio, clipIds: readonly string[]): JudgedTake[] {
  return clipIds.map((id) => takeOf(studio, id).take)
}

function planOf(studio: Studio, { mode, clipIds, planned, seed }: JudgingRecord): JudgingPlan {
  return { mode, takes: takesOf(studio, clipIds), planned, seed }
}

/** A session as a window may see it: not whether a pair is a repeat. */
function shown(studio: Studio, record: JudgingRecord): Judging {
  const both = record.clipIds.map((id) => takeOf(studio, id))
  const takes = both.map(({ take }) => take)
  const plan: JudgingPlan = { ...record, takes }
  const votes = studio.tables.judgings.votesOf(record.id)
  const unique = (values: readonly string[]) => [...new Set(values)]
  const pair = nextPair(plan, votes)
  return {
    id: record.id,
    mode: record.mode,
    clipIds: [...record.clipIds],
    votes: votes.length,
    planned: record.planned,
    pair: pair ? { place: votes.length, leftId: pair.leftId, rightId: pair.rightId } : null,
    more: Math.max(0, mostVotes(plan.mode, plan.takes) - record.planned),
    startedAt: record.startedAt,
    votedAt: votes.at(-1)?.votedAt ?? null,
    projectIds: unique(both.map(({ clip }) => clip.projectId)),
    stillNames: unique(both.map(({ clip }) => clip.stillName)),
    presets: unique(takes.map(presetKey)).map((key) =>
      presetOf(both[takes.findIndex((take) => presetKey(take) === key)] as (typeof both)[number]),
    ),
  }
}

function presetOf({ clip, take }: { clip: Clip; take: JudgedTake }): Preset {
  const { prompt, model, durationSeconds, watermark } = take
  return { prompt, model, resolution: clip.resolution, durationSeconds, watermark }
}

function resultsOf(studio: Studio, record: JudgingRecord): JudgingResults {
  const both = record.clipIds.map((id) => takeOf(studio, id))
  const takes = both.map(({ take }) => take)
  const verdicts = verdictsOf(takes, studio.tables.judgings.votesOf(record.id))
  const { presets, takes: ranked, rater, confounds } = verdicts
  const membersOf = (preset: number) => both.filter((_, at) => verdicts.presetOf[at] === preset)
  return {
    judging: shown(studio, record),
    presets: rowsOf(presets, (preset) => {
      const members = membersOf(preset)
      const stills = new Set(members.map(({ take }) => take.stillId)).size
      return { ...presetOf(members[0] as (typeof both)[number]), takes: members.length, stills }
    }),
    takes: rowsOf(ranked, (at) => ({
      clip: (both[at] as (typeof both)[number]).clip,
      preset: presets.order.indexOf(verdicts.presetOf[at] as number),
    })),
    rater,
    confounds,
  }
}

function rowsOf<Facts>({ order, rows, lead }: Ranked, factsOf: (at: number) => Facts) {
  return { lead, rows: rows.map((row, place) => ({ ...row, ...factsOf(order[place] as number) })) }
}
