/** Owns the actions of voting in the compare room: votes, sessions, notes, and taking back. */

import { JUDGED_TAKES, VOTE_OUTCOMES, type VoteOutcome } from '#shared/judging.ts'
import type { Action } from '../actions.ts'
import type { LibraryDeeds } from '../deeds/library-deeds.ts'
import type { VotingDeeds } from '../deeds/voting.ts'
import { useClips } from '../stores/clips-store.ts'
import { useCompare } from '../stores/compare-store.ts'
import { useUndo } from '../stores/judging-store.ts'
import { useLibrary } from '../stores/library-store.ts'
import { openDialog, useView } from '../stores/view-store.ts'
import { sessionHere, useVoting } from '../stores/voting-store.ts'

const group = 'compare'
const state = () => useVoting.getState()
const inRoom = () => useView.getState().room === 'compare'
const votes = () => inRoom() && state().session !== null
const showsResults = () => inRoom() && state().results !== null

/** The take that keys mean, while ratings are possible: not in a blind session, not over results. */
function current() {
  const { clipIds, current: place, isBlind } = useCompare.getState()
  if (!inRoom() || isBlind || state().results !== null) return undefined
  return useClips.getState().byId[clipIds[place] ?? '']
}
const canJudge = () => current() !== undefined
/** Numbers vote while there is something to vote on. */
const canRate = () => canJudge() && state().session === null
const canStart = () => canRate() && useCompare.getState().clipIds.length > 1
const canUndo = () => {
  const { session, results } = state()
  const judged = session ?? results?.judging
  return inRoom() && (judged ? judged.votes > 0 : useUndo.getState().deeds.length > 0)
}
const isSession = () => state().session !== null || state().results !== null

const isJudgeable = (count: number) => count >= JUDGED_TAKES.min && count <= JUDGED_TAKES.max

const VOTE_KEYS: Record<VoteOutcome, string> = { left: '1', right: '2', tie: '3', 'both-bad': '4' }

type Deeds = Pick<LibraryDeeds, 'undoLast'> & { voting: VotingDeeds }

/** Every action of voting. Votes stand before ratings, whose numbers they share. */
export function votingActions({ voting, undoLast }: Deeds): Action[] {
  return [...voteActions(voting), ...sessionActions(voting), ...paneActions({ voting, undoLast })]
}

function paneActions({ voting, undoLast }: Deeds): Action[] {
  return [
    { id: 'judge.note', group, keys: ['n'], when: canJudge, run: openNote },
    {
      id: 'judge.undo',
      group,
      keys: ['u', 'mod+z'],
      when: canUndo,
      run: () => (isSession() ? voting.undo() : undoLast()),
    },
    {
      id: 'judge.advance',
      group,
      keys: ['a'],
      when: canRate,
      run: () => useVoting.setState(({ advances }) => ({ advances: !advances })),
    },
    {
      id: 'judge.differences',
      group,
      keys: ['i'],
      when: canJudge,
      run: () => useVoting.setState(({ showsDifferences }) => ({ showsDifferences: !showsDifferences })),
    },
  ]
}

function openNote(): void {
  const clip = current()
  if (clip) openDialog({ kind: 'note', clipId: clip.id })
}

const isIdle = () => inRoom() && !isSession()

function sessionActions(deeds: VotingDeeds): Action[] {
  const goTo = (session: { id: string } | undefined) => (session ? deeds.resume(session.id) : undefined)
  return [
    { id: 'judge.blind', group, keys: ['shift+j'], when: canStart, run: () => deeds.start('blind') },
    {
      id: 'library.judge',
      group: 'library',
      keys: ['shift+j'],
      when: () => useView.getState().room === 'library' && isJudgeable(useLibrary.getState().selected.length),
      run: () => deeds.startWith('blind', useLibrary.getState().selected),
    },
    { id: 'judge.champion', group, keys: ['shift+c'], when: canStart, run: () => deeds.start('champion') },
    {
      id: 'judge.resume',
      group,
      keys: ['r'],
      when: () => isIdle() && sessionHere('open') !== undefined,
      run: () => goTo(sessionHere('open')),
    },
    {
      id: 'judge.dismiss',
      group,
      when: () => isIdle() && sessionHere('open') !== undefined,
      run: () => {
        const session = sessionHere('open')
        return session ? deeds.dismiss(session) : undefined
      },
    },
    {
      id: 'judge.results',
      group,
      keys: ['shift+v'],
      when: () => isIdle() && sessionHere('finished') !== undefined,
      run: () => goTo(sessionHere('finished')),
    },
    { id: 'judge.finish', group, keys: ['shift+f'], when: votes, run: deeds.finish },
    {
      id: 'judge.leave',
      group,
      keys: ['esc'],
      when: () => votes() || showsResults(),
      run: deeds.leave,
    },
  ]
}

function voteActions(deeds: VotingDeeds): Action[] {
  return VOTE_OUTCOMES.map((outcome): Action => {
    const run = () => deeds.vote(outcome)
    return { id: `judge.vote.${outcome}`, group, keys: [VOTE_KEYS[outcome]], when: votes, run }
  })
}
