/** Owns what is done with clips beyond looking at them: playing, comparing, judging, saving frames, throwing away. */

import i18next from 'i18next'
import type { ReactNode } from 'react'
import type { Clip } from '#shared/clip.ts'
import { useClips } from '../stores/clips-store.ts'
import { COMPARED, openCompare } from '../stores/compare-store.ts'
import {
  forgetUndo,
  isKept,
  judgedClips,
  keepUndo,
  type SomeJudgement,
  useUndo,
} from '../stores/judging-store.ts'
import {
  askedFilter,
  idAt,
  neighbourOfSelected,
  placeOf,
  selectedClips,
  useLibrary,
} from '../stores/library-store.ts'
import { openDialog } from '../stores/view-store.ts'
import { hostBridge, studio } from '../studio.ts'
import { judgeClips } from './judging.ts'
import { areMany, inParts } from './many-clips.ts'
import { onceAtATime } from './once-at-a-time.ts'
import { goBackTo, goOn, isInCompare } from './voting.ts'

/** Most clips selected at once. */
const SELECTED_MAX = 10_000
/** Clips to both sides that the player can step to. */
const STEPPED = 500

export type LibraryDeeds = {
  playClips(): Promise<void>
  compareClips(): Promise<void>
  revealClip(): Promise<void>
  saveFrames(which: 'first' | 'last'): Promise<void>
  trashClips(): Promise<void>
  /** Takes back what was last judged or thrown away. */
  undoLast(): Promise<void>
  selectAllClips(): Promise<void>
  /** Judges what the keys mean; a function is given what is now thought of the first one. */
  judge(judgement: SomeJudgement | ((now: Clip | undefined) => SomeJudgement)): Promise<void>
}

export type DeedParts = {
  /** `about`: a newer notice about the same takes its place. */
  say(text: ReactNode, action?: { label: string; run(): void }, about?: string): void
  /** Takes the notice about something away again. */
  unsay(about: string): void
  /** Makes a deed that tells its problems instead of throwing them. */
  guard<Input extends unknown[]>(deed: (...input: Input) => Promise<void>): (...input: Input) => Promise<void>
}

/** A run of judgements says only the last one, and so does a run of clips thrown away. */
const JUDGING = 'judging'
const TRASHING = 'trashing'
const t = i18next.t.bind(i18next)

export function makeLibraryDeeds(parts: DeedParts): LibraryDeeds {
  const { say, guard } = parts
  return {
    playClips: guard(onceAtATime(playClips)),
    compareClips: guard(async () => {
      const { selected } = useLibrary.getState()
      if (selected.length >= COMPARED.least && selected.length <= COMPARED.most) openCompare(selected)
    }),
    revealClip: guard(async () => {
      const [clip] = selectedClips()
      if (clip) await hostBridge()?.reveal(clip.path)
    }),
    saveFrames: guard((which) => saveFrames(which, say)),
    trashClips: guard(() => trashClips(parts)),
    undoLast: guard(async () => {
      await useUndo.getState().deeds.at(-1)?.()
      say(t('library.undone'), undefined, JUDGING)
    }),
    selectAllClips: guard(async () => {
      const state = useLibrary.getState()
      const { ids } = await studio.clips.ids({
        filter: askedFilter(state),
        sort: state.sort,
        limit: SELECTED_MAX,
      })
      const { filter, scope } = useLibrary.getState()
      // Of another list by now: its user would throw away what nobody sees.
      if (filter === state.filter && scope === state.scope) useLibrary.setState({ selected: ids })
    }),
    judge: guard((judgement) => judge(judgement, parts)),
  }
}

/** Plays what is selected; one clip alone among its neighbours of the list. */
async function playClips(): Promise<void> {
  const state = useLibrary.getState()
  const { selected, cursor, sort } = state
  const clipId = selected[0] ?? idAt(state, cursor)
  const clip = clipId === undefined ? undefined : useClips.getState().byId[clipId]
  if (!clip) return
  const offset = Math.max(0, cursor - STEPPED)
  const clipIds =
    selected.length > 1
      ? selected
      : (await studio.clips.ids({ filter: askedFilter(state), sort, offset, limit: 2 * STEPPED })).ids
  openDialog({ kind: 'player', shotId: clip.shotId, clipId: clip.id, clipIds })
}

async function saveFrames(which: 'first' | 'last', say: DeedParts['say']): Promise<void> {
  const paths: string[] = []
  const failed: unknown[] = []
  for (const id of useLibrary.getState().selected) {
    // One clip whose file is gone does not keep the others from being saved.
    await studio.clips.frame({ id, which }).then(
      (saved) => paths.push(saved.path),
      (thrown: unknown) => failed.push(thrown),
    )
  }
  const [path] = paths
  if (path)
    say(
      paths.length === 1
        ? t('player.frameSaved', { path })
        : t('library.framesSaved', { count: paths.length }),
    )
  if (failed.length > 0) throw failed[0]
}

async function trashClips(parts: DeedParts): Promise<void> {
  const { say, guard } = parts
  const before = useLibrary.getState()
  const ids = [...before.selected]
  if (ids.length === 0) return
  const words = (done: number, all: number) => t('library.trashing', { done, all })
  const enough = new AbortController()
  const each = async (part: string[]) => (await studio.clips.trash({ ids: part })).trashed
  const throwing = inParts(ids, words, each, enough.signal)
  // A second press of the key must not throw the same ones away beside it.
  if (areMany(ids)) letGoOf(ids, undefined)
  // At once: an undo that follows on its heels means this, not what was done before.
  const undo = keepUndo(async () => {
    enough.abort()
    await bringBack((await throwing).done, parts)
  })
  const { done: trashed, left, failure } = await throwing
  letGoOf(without(ids, left), trashed.length > 0 ? neighbourOfSelected(before) : undefined)
  if (areMany(ids)) useLibrary.setState((now) => (now.selected.length > 0 ? {} : { selected: left }))
  // A second press of the key finds them gone: there is nothing to take back.
  if (trashed.length === 0) forgetUndo(undo)
  else if (isKept(undo)) {
    const text =
      left.length > 0
        ? t('library.stoppedTrashing', { done: trashed.length, all: ids.length })
        : t('library.trashed', { count: trashed.length })
    say(text, { label: t('frame.undo'), run: guard(undo) }, TRASHING)
  }
  if (failure) throw failure
}

/** What stays in the trash, because the user stopped it or the disk refused, can still be brought back. */
async function bringBack(ids: readonly string[], parts: DeedParts): Promise<void> {
  const { say, unsay, guard } = parts
  if (ids.length === 0) return
  const words = (done: number, all: number) => t('library.bringingBack', { done, all })
  const { left, failure } = await inParts(ids, words, async (part) => {
    await studio.clips.untrash({ ids: part })
    return part
  })
  if (failure) throw failure
  // Taken back by its key, it would go on offering what was done.
  unsay(TRASHING)
  useLibrary.setState({ selected: without(ids, left) })
  if (left.length === 0) return
  const rest = keepUndo(() => bringBack(left, parts))
  const counts = { done: ids.length - left.length, all: ids.length }
  say(t('library.stoppedBringing', counts), { label: t('frame.undo'), run: guard(rest) }, TRASHING)
}

function without(ids: readonly string[], others: readonly string[]): string[] {
  const out = new Set(others)
  return ids.filter((id) => !out.has(id))
}

/** Whoever throws away one clip after the other goes on with the next, unless something else was selected meanwhile. */
function letGoOf(ids: readonly string[], next: string | undefined): void {
  const gone = new Set(ids)
  useLibrary.setState((now) => {
    const left = now.selected.filter((id) => !gone.has(id))
    if (left.length > 0 || next === undefined) return { selected: left, anchor: now.cursor }
    const place = placeOf(now, next) ?? now.cursor
    return { selected: [next], cursor: place, anchor: place }
  })
}

async function judge(
  judgement: Parameters<LibraryDeeds['judge']>[0],
  { say, guard }: Pick<DeedParts, 'say' | 'guard'>,
): Promise<void> {
  const ids = judgedClips()
  const [first] = ids
  if (first === undefined) return
  const wanted = typeof judgement === 'function' ? judgement(useClips.getState().byId[first]) : judgement
  const writing = judgeClips(ids, wanted)
  const undo = keepUndo(async () => {
    await (await writing)()
    goBackTo(first)
  })
  // At once, as the mark is: the next key of a quick hand means the next take, and “Undo” means this judgement.
  goOn(wanted)
  // In the compare room the marks stand beside the picture, and the next judgement is a second away.
  if (!isInCompare())
    say(judgedWords(wanted, ids.length), { label: t('frame.undo'), run: guard(undo) }, JUDGING)
  try {
    await writing
  } catch (thrown) {
    forgetUndo(undo)
    goBackTo(first)
    throw thrown
  }
}

function judgedWords({ rating, verdict, circled }: SomeJudgement, count: number): string {
  if (rating === null && verdict === null) return t('library.judged.unmarked', { count })
  if (rating) return `${t('library.stars', { count: rating })} · ${t('library.count', { count })}`
  if (verdict) return `${t(`library.verdict.${verdict}`)} · ${t('library.count', { count })}`
  return `${t(`library.circled.${circled ? 'true' : 'false'}`)} · ${t('library.count', { count })}`
}
