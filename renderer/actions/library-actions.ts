/** Owns the actions of the Library, and those that judge clips wherever one is looked at. */

import { CLIP_SORTS } from '#shared/clip-question.ts'
import type { Action } from '../actions.ts'
import type { LibraryDeeds } from '../deeds/library-deeds.ts'
import { COMPARED } from '../stores/compare-store.ts'
import { judgedClips, RATINGS, useUndo } from '../stores/judging-store.ts'
import { ask, clearFilter, isSifted, selectedClips, useLibrary } from '../stores/library-store.ts'
import { useStudio } from '../stores/studio-store.ts'
import { useView } from '../stores/view-store.ts'

/** The field in which words are looked for. */
export const LIBRARY_SEARCH_ID = 'library-search'

const inLibrary = () => useView.getState().room === 'library'
const library = () => useLibrary.getState()
const someClips = () => inLibrary() && library().selected.length > 0
const someFiles = () => someClips() && selectedClips().some(({ missingAt }) => missingAt === null)

/** Finding, selecting, and what is done with what is selected. */
export function libraryActions(deeds: LibraryDeeds): Action[] {
  const group = 'library'
  return [
    { id: 'library.search', group, keys: ['/', 'mod+f'], when: inLibrary, run: focusSearch },
    { id: 'library.play', group, keys: ['enter', 'space'], when: someClips, run: deeds.playClips },
    { id: 'library.compare', group, keys: ['v'], when: isComparable, run: deeds.compareClips },
    {
      id: 'library.selectAll',
      group,
      keys: ['mod+a'],
      when: inLibrary,
      selects: true,
      run: deeds.selectAllClips,
    },
    {
      id: 'library.clear',
      group,
      keys: ['esc'],
      when: someClips,
      run: () => useLibrary.setState({ selected: [] }),
    },
    {
      id: 'library.reveal',
      group,
      keys: ['r'],
      when: () => someFiles() && (useStudio.getState().host?.capabilities.reveal ?? false),
      run: deeds.revealClip,
    },
    { id: 'library.firstFrame', group, keys: ['f'], when: someFiles, run: () => deeds.saveFrames('first') },
    {
      id: 'library.lastFrame',
      group,
      keys: ['shift+f'],
      when: someFiles,
      run: () => deeds.saveFrames('last'),
    },
    {
      id: 'library.trash',
      group,
      keys: ['delete', 'backspace'],
      // The next clip is selected each time.
      once: true,
      when: someClips,
      run: deeds.trashClips,
    },
    {
      id: 'library.clearFilter',
      group,
      keys: ['shift+esc'],
      when: () => inLibrary() && isSifted(library()),
      run: clearFilter,
    },
    ...scopeActions(),
    ...CLIP_SORTS.map(
      (sort): Action => ({
        id: `library.sort.${sort}`,
        group,
        when: () => inLibrary() && library().sort !== sort,
        run: () => ask({ sort }),
      }),
    ),
  ]
}

function scopeActions(): Action[] {
  const scopeOf = (scope: 'all' | 'project') => () => {
    const { projects: _, ...filter } = library().filter
    ask({ scope, filter })
  }
  const isScope = (scope: 'all' | 'project') => () => inLibrary() && library().scope === scope
  const shared = { group: 'library', keys: ['a'] } as const
  return [
    { id: 'library.allProjects', ...shared, when: isScope('project'), run: scopeOf('all') },
    { id: 'library.thisProject', ...shared, when: isScope('all'), run: scopeOf('project') },
  ]
}

function isComparable(): boolean {
  const { length } = library().selected
  return inLibrary() && length >= COMPARED.least && length <= COMPARED.most
}

function focusSearch(): void {
  const field = document.getElementById(LIBRARY_SEARCH_ID)
  if (!(field instanceof HTMLInputElement)) return
  field.focus()
  field.select()
}

/** Judging by keys: heard in the Library and over every clip that plays. */
export function judgingActions({ judge, undoLast }: Pick<LibraryDeeds, 'judge' | 'undoLast'>): Action[] {
  const group = 'judging'
  const when = () => judgedClips().length > 0
  const unmark = () => judge({ rating: null, verdict: null, circled: false })
  return [
    ...RATINGS.map(
      (rating): Action => ({
        id: `clips.rate${rating}`,
        group,
        keys: [String(rating)],
        when,
        run: () => judge({ rating }),
      }),
    ),
    { id: 'clips.pick', group, keys: ['p'], when, run: () => judge({ verdict: 'pick' }) },
    { id: 'clips.reject', group, keys: ['x'], when, run: () => judge({ verdict: 'reject' }) },
    { id: 'clips.circle', group, keys: ['c'], when, run: () => judge((now) => ({ circled: !now?.circled })) },
    { id: 'clips.unmark', group, keys: ['u'], when: () => when() && !isInCompare(), run: unmark },
    // There U takes the last judgement back.
    { id: 'judge.unmark', group: 'compare', when: () => when() && isInCompare(), run: unmark },
    {
      id: 'clips.undo',
      group,
      keys: ['mod+z'],
      when: () => useUndo.getState().deeds.length > 0 && showsClips(),
      run: undoLast,
    },
  ]
}

/** A player lies over every room, and the room behind it does not hear keys. */
const isPlayerOpen = () => useView.getState().dialogs.some(({ kind }) => kind === 'player')
const isInCompare = () => useView.getState().room === 'compare' && !isPlayerOpen()
/** Where clips are looked at; the compare room has an undo of its own, of votes as well. */
const showsClips = () => inLibrary() || isPlayerOpen()
