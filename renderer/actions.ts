/** Owns the one list of actions: keys, palette, buttons, menus, the shortcut sheet and tests all read it. */

import { SHOT_FILTERS } from '#shared/shot.ts'
import { compareActions } from './actions/compare-actions.ts'
import { type ExperimentActionDeeds, experimentActions, takeActions } from './actions/experiment-actions.ts'
import { judgingActions, libraryActions } from './actions/library-actions.ts'
import { playerActions } from './actions/player-actions.ts'
import { queueActions } from './actions/queue-actions.ts'
import { votingActions } from './actions/voting-actions.ts'
import type { LibraryDeeds } from './deeds/library-deeds.ts'
import type { VotingDeeds } from './deeds/voting.ts'
import type { Importing } from './intake/importing.ts'
import type { actions as words } from './locales/en/actions.ts'
import { useShots } from './stores/shots-store.ts'
import { useStudio } from './stores/studio-store.ts'
import { useTakes } from './stores/takes-store.ts'
import { openDialog, openProject, setTilePx, TILE_PX, useView } from './stores/view-store.ts'
import { focusPrompt } from './typing/prompt-focus.ts'

export type ActionId = keyof typeof words

export const ACTION_GROUPS = [
  'general',
  'board',
  'experiments',
  'queue',
  'compare',
  'library',
  'judging',
  'player',
] as const
export type ActionGroup = (typeof ACTION_GROUPS)[number]

export type Action = {
  id: ActionId
  group: ActionGroup
  /** Keys as `keyboard.ts` names them; the first is shown. */
  keys?: readonly string[]
  /** Its keys are heard in the player as well, which lies over every room. */
  inPlayer?: boolean
  /** A key that is held down does it once. */
  once?: boolean
  /** Changes what is selected, perhaps only once the engine has answered: keys pressed meanwhile wait for it. */
  selects?: boolean
  /** True when there is something for it to do. */
  when(): boolean
  run(): void | Promise<void>
}

/** What actions do beyond changing the view; given by `commands.ts`. */
export type ActionDeeds = LibraryDeeds &
  ExperimentActionDeeds &
  Pick<Importing, 'chooseFiles' | 'chooseFolder' | 'samples'> & {
    queueTakes(): Promise<void>
    setPaused(paused: boolean): Promise<void>
    selectAllShots(): Promise<void>
    removeShots(): Promise<void>
    cancelJobs(ids: readonly string[]): Promise<void>
    hideJobs(ids: readonly string[], hidden: boolean): Promise<void>
    retryJobs(ids: readonly string[]): Promise<void>
    selectAllJobs(): Promise<void>
    retryAllFailed(): Promise<void>
    moveJobs(step: -1 | 1): Promise<void>
    /** Moves queued jobs before another one; null: to the end. */
    moveTo(ids: readonly string[], before: string | null): Promise<void>
    /** Lays the saved takes of these shots side by side. */
    compareShots(shotIds: readonly string[]): Promise<void>
    voting: VotingDeeds
    nextTheme(): Promise<void>
    nextLanguage(): Promise<void>
  }

const view = () => useView.getState()
const always = () => true
const hasProject = () => view().projectId !== null
const onBoard = () => view().room === 'board'
const hasTiles = () => onBoard() || view().room === 'library'
const someShots = () => onBoard() && view().selectedShots.length > 0
const paused = () => useStudio.getState().status?.pause ?? null

/** The selected shot whose newest clip can be played. */
function playableShot() {
  const { byId } = useShots.getState()
  return view()
    .selectedShots.map((id) => byId[id])
    .find((shot) => shot?.clipId)
}

/** Every action, in the order in which lists show them. */
export function makeActions(deeds: ActionDeeds): Action[] {
  return [
    ...generalActions(deeds),
    ...takeActions(deeds),
    ...boardActions(deeds),
    ...experimentActions(deeds),
    ...queueActions(deeds),
    ...compareActions(),
    ...votingActions(deeds),
    ...libraryActions(deeds),
    ...judgingActions(deeds),
    ...playerActions(),
  ]
}

function generalActions(deeds: ActionDeeds): Action[] {
  const group = 'general'
  return [
    { id: 'palette.open', group, keys: ['mod+k'], when: always, run: () => openDialog({ kind: 'palette' }) },
    { id: 'room.board', group, keys: ['g b'], when: always, run: () => useView.setState({ room: 'board' }) },
    {
      id: 'room.experiments',
      group,
      keys: ['g e'],
      when: always,
      run: () => useView.setState({ room: 'experiments' }),
    },
    { id: 'room.queue', group, keys: ['g q'], when: always, run: () => useView.setState({ room: 'queue' }) },
    {
      id: 'room.compare',
      group,
      keys: ['g c'],
      when: always,
      run: () => useView.setState({ room: 'compare' }),
    },
    {
      id: 'room.library',
      group,
      keys: ['g l'],
      when: always,
      run: () => useView.setState({ room: 'library' }),
    },
    { id: 'shots.addFiles', group, keys: ['mod+o'], when: hasProject, run: deeds.chooseFiles },
    { id: 'shots.addFolder', group, keys: ['mod+shift+o'], when: hasProject, run: deeds.chooseFolder },
    { id: 'shots.samples', group, when: hasProject, run: deeds.samples },
    { id: 'project.create', group, when: always, run: () => openDialog({ kind: 'project', rename: false }) },
    {
      id: 'project.rename',
      group,
      when: hasProject,
      run: () => openDialog({ kind: 'project', rename: true }),
    },
    {
      id: 'queue.pause',
      group,
      keys: ['mod+.'],
      when: () => paused() === null,
      run: () => deeds.setPaused(true),
    },
    {
      id: 'queue.resume',
      group,
      keys: ['mod+.'],
      when: () => paused() !== null,
      run: () => deeds.setPaused(false),
    },
    { id: 'theme.next', group, when: always, run: deeds.nextTheme },
    { id: 'language.next', group, when: always, run: deeds.nextLanguage },
    { id: 'settings.open', group, keys: ['mod+,'], when: always, run: () => openSettings('service') },
    { id: 'settings.prices', group, when: always, run: () => openSettings('prices') },
    { id: 'shortcuts.open', group, keys: ['?'], when: always, run: () => openDialog({ kind: 'shortcuts' }) },
  ]
}

const openSettings = (page: 'service' | 'prices') => openDialog({ kind: 'settings', page })

function boardActions(deeds: ActionDeeds): Action[] {
  const group = 'board'
  const resize = (steps: number) => () => setTilePx(view().tilePx + steps * TILE_PX.step)
  return [
    {
      id: 'takes.queue',
      group,
      keys: ['mod+enter'],
      when: () => someShots() && canQueue(),
      run: deeds.queueTakes,
    },
    {
      id: 'shots.selectAll',
      group,
      keys: ['mod+a'],
      when: onBoard,
      selects: true,
      run: deeds.selectAllShots,
    },
    {
      id: 'shots.clear',
      group,
      keys: ['esc'],
      when: someShots,
      run: () => useView.setState({ selectedShots: [] }),
    },
    { id: 'shots.remove', group, keys: ['delete', 'backspace'], when: someShots, run: deeds.removeShots },
    {
      id: 'shots.play',
      group,
      keys: ['p'],
      when: () => onBoard() && playableShot() !== undefined,
      run: playShot,
    },
    {
      id: 'shots.compare',
      group,
      keys: ['c'],
      when: () => onBoard() && takesSelected() > 1,
      run: () => deeds.compareShots(view().selectedShots),
    },
    { id: 'shots.prompt', group, keys: ['e'], when: someShots, run: focusPrompt },
    ...SHOT_FILTERS.map((filter): Action => {
      const run = () => useView.setState({ filter, selectedShots: [] })
      return { id: `filter.${filter}`, group, when: onBoard, run }
    }),
    { id: 'tiles.larger', group, keys: ['+', '='], when: hasTiles, run: resize(2) },
    { id: 'tiles.smaller', group, keys: ['-'], when: hasTiles, run: resize(-2) },
  ]
}

/** Takes of the selected shots; not all of them need to be saved yet. */
function takesSelected(): number {
  const { byId } = useShots.getState()
  return view().selectedShots.reduce((sum, id) => sum + (byId[id]?.takes ?? 0), 0)
}

function playShot(): void {
  const shot = playableShot()
  if (shot?.clipId) openDialog({ kind: 'player', shotId: shot.id, clipId: shot.clipId })
}

/** The estimate stands, is for exactly this selection, and something in it can be queued. */
function canQueue(): boolean {
  const { estimate, isPending, isQueueing } = useTakes.getState()
  return !isPending && !isQueueing && estimate !== null && estimate.clips > 0
}

/** Palette entries that open the other projects. */
export function projectActions(label: (name: string) => string) {
  const { projects } = useStudio.getState()
  return projects
    .filter((one) => one.id !== view().projectId)
    .map((one) => ({ id: `project:${one.id}`, label: label(one.name), run: () => openProject(one.id) }))
}
