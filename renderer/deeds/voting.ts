/** Owns the deeds of voting: sessions from the first pair to the results; and what follows a rating in the compare room. */

import i18next from 'i18next'
import type { AppErrorData } from '#shared/app-error.ts'
import { JUDGED_TAKES, type Judging, type JudgingMode, type VoteOutcome } from '#shared/judging.ts'
import { choosePane, goToNextPane, openCompare, useCompare } from '../stores/compare-store.ts'
import { keepUndo, type SomeJudgement } from '../stores/judging-store.ts'
import { useView } from '../stores/view-store.ts'
import { useVoting } from '../stores/voting-store.ts'
import { problemOf, studio } from '../studio.ts'
import { notify } from '../ui/toaster.tsx'
import { onceAtATime } from './once-at-a-time.ts'

type Guard = <Input extends unknown[]>(
  deed: (...input: Input) => Promise<void>,
) => (...input: Input) => Promise<void>

export type VotingDeeds = {
  /** Takes the last vote back; its pair comes again. */
  undo(): Promise<void>
  start(mode: JudgingMode): Promise<void>
  /** Begins a session over takes that need not be on screen. */
  startWith(mode: JudgingMode, clipIds: readonly string[]): Promise<void>
  resume(id: string): Promise<void>
  vote(outcome: VoteOutcome): Promise<void>
  /** Ends voting and shows what the votes say. */
  finish(): Promise<void>
  extend(votes: number): Promise<void>
  /** Offers a session no more; what was voted stays, and it can be taken back. */
  dismiss(session: Judging): Promise<void>
  /** Back to the takes that were on screen before. */
  leave(): void
  /** Looks which sessions can be gone on with. */
  refresh(): Promise<void>
}

export function makeVoting(onProblem: (error: AppErrorData) => void): VotingDeeds {
  const guard: Guard =
    (deed) =>
    (...input) =>
      deed(...input).catch((thrown) => onProblem(problemOf(thrown)))
  useCompare.subscribe(({ clipIds }, { clipIds: before }) => {
    if (clipIds !== before) forgetWhenElsewhere(clipIds)
  })
  const begin = onceAtATime(startWith)
  return {
    undo: guard(undo),
    start: guard((mode) => begin(mode, useCompare.getState().clipIds)),
    startWith: guard(begin),
    resume: guard(async (id) => enter(await studio.judging.get({ id }))),
    vote: guard(vote),
    finish: guard(async () => {
      const { session } = useVoting.getState()
      if (session) await enter(await studio.judging.finish({ id: session.id }))
    }),
    extend: guard(async (votes) => {
      const { results } = useVoting.getState()
      if (results) await enter(await studio.judging.extend({ id: results.judging.id, votes }))
    }),
    dismiss: guard((session) => dismiss(session, guard)),
    leave,
    refresh: guard(refresh),
  }
}

async function dismiss({ id, votes, planned }: Judging, guard: Guard): Promise<void> {
  await studio.judging.finish({ id })
  await refresh()
  const undo = keepUndo(async () => {
    await studio.judging.extend({ id, votes: planned - votes })
    await refresh()
  })
  notify({
    text: i18next.t('judging.dismissed'),
    action: { label: i18next.t('frame.undo'), run: () => void guard(undo)() },
  })
}

async function undo(): Promise<void> {
  const { session, results } = useVoting.getState()
  const judged = session ?? results?.judging
  if (judged && judged.votes > 0) await enter(await studio.judging.undo({ id: judged.id }))
}

async function startWith(mode: JudgingMode, clipIds: readonly string[]): Promise<void> {
  const ids = [...new Set(clipIds)].slice(0, JUDGED_TAKES.max)
  if (ids.length < JUDGED_TAKES.min) return
  await enter(await studio.judging.start({ mode, clipIds: ids }))
}

async function vote(outcome: VoteOutcome): Promise<void> {
  const { session, isVoting } = useVoting.getState()
  // A second key before the next pair is on screen would vote on what nobody has seen.
  if (!session?.pair || isVoting) return
  useVoting.setState({ isVoting: true })
  try {
    await enter(await studio.judging.vote({ id: session.id, ...session.pair, outcome }))
  } finally {
    useVoting.setState({ isVoting: false })
  }
}

/** Puts the session's pair into the panes, or shows the results when there is none left. */
async function enter(session: Judging): Promise<void> {
  const was = useVoting.getState()
  const wasOutside = was.session === null && was.results === null
  const before = wasOutside ? useCompare.getState().clipIds : was.before
  if (session.pair) {
    const { leftId, rightId } = session.pair
    useVoting.setState({ session, results: null, before })
    openCompare([leftId, rightId], { isBlind: session.mode === 'blind' })
    return
  }
  const results = await studio.judging.results({ id: session.id })
  useVoting.setState({ session: null, results, before })
  await refresh()
}

/** Other takes were laid side by side: the session waits until it is gone on with. */
function forgetWhenElsewhere(clipIds: readonly string[]): void {
  const { session, results } = useVoting.getState()
  const pair = session?.pair
  const isPair = pair && clipIds[0] === pair.leftId && clipIds[1] === pair.rightId
  if ((session && !isPair) || results) {
    useVoting.setState({ session: null, results: null, before: [] })
    void refresh().catch(() => {})
  }
}

function leave(): void {
  const { before, session, results } = useVoting.getState()
  const judged = session?.clipIds ?? results?.judging.clipIds ?? []
  useVoting.setState({ session: null, results: null, before: [] })
  openCompare(before.length > 0 ? before : judged)
  void refresh().catch(() => {})
}

async function refresh(): Promise<void> {
  const all = await studio.judging.list({ limit: 100 })
  useVoting.setState({
    open: all.filter(({ pair }) => pair !== null),
    finished: all.filter(({ pair, votes }) => pair === null && votes > 0),
  })
}

/** After a rating or a verdict in the compare room comes the next pane, if the user wants that. */
export function goOn(judgement: SomeJudgement): void {
  const { advances, session } = useVoting.getState()
  const isMeant = (judgement.rating ?? judgement.verdict ?? null) !== null
  if (isInCompare() && !session && advances && isMeant) goToNextPane()
}

/** After a judgement was taken back, its take is the current one again. */
export function goBackTo(clipId: string): void {
  const place = useCompare.getState().clipIds.indexOf(clipId)
  if (isInCompare() && place >= 0) choosePane(place)
}

export function isInCompare(): boolean {
  return useView.getState().room === 'compare'
}
