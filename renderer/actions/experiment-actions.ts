/** Owns the actions on experiments, and on any single take wherever it is shown. */

import type { ExperimentChange } from '#shared/experiment-change.ts'
import type { Action } from '../actions.ts'
import { isOpenField, nextValue } from '../deeds/experiment-values.ts'
import { openCompare } from '../stores/compare-store.ts'
import { type AxisName, isHeadingChanged, useExperiments } from '../stores/experiments-store.ts'
import { focusedTake } from '../stores/focused-take.ts'
import { cellAt, cellsToRunAnew, isAnySaved, pickedClips } from '../stores/open-cells.ts'
import { openDialog, useView } from '../stores/view-store.ts'

/** What they do beyond changing the view; given by `experiment-commands.ts`. */
export type ExperimentActionDeeds = {
  newExperiment(): Promise<void>
  runExperiment(): Promise<void>
  addToExperiment(axis: AxisName): void
  updateExperiment(change: ExperimentChange): void
  removeExperiment(): Promise<void>
  repeatCell(): Promise<void>
  /** Runs cells again that were run once and have nothing to show any more. */
  runCellsAnew(): Promise<void>
  exportExperiment(form: 'video' | 'frame'): Promise<void>
  /** A new shot beside that of a take: same recipe, locked seed, the cursor in the prompt. */
  branchTake(jobId: string): Promise<void>
  copySeed(seed: number): Promise<void>
  pasteSeed(): Promise<void>
}

const group = 'experiments'
const view = () => useView.getState()
const state = () => useExperiments.getState()
const inRoom = () => view().room === 'experiments'
const hasSheet = () => inRoom() && state().sheet !== null
const hasSaved = () => hasSheet() && isAnySaved()
const someShots = () => view().room === 'board' && view().selectedShots.length > 0

export function experimentActions(deeds: ExperimentActionDeeds): Action[] {
  const canAdd = (axis: AxisName) => () => {
    const plan = state().sheet?.experiment
    return hasSheet() && plan !== undefined && isOpenField(plan, axis) && nextValue(plan, axis) !== undefined
  }
  return [
    { id: 'experiments.new', group: 'board', keys: ['x'], when: someShots, run: deeds.newExperiment },
    { id: 'experiments.run', group, keys: ['mod+enter'], when: canRun, run: deeds.runExperiment },
    {
      id: 'experiments.addRow',
      group,
      keys: ['r'],
      when: canAdd('rows'),
      run: () => deeds.addToExperiment('rows'),
    },
    {
      id: 'experiments.addColumn',
      group,
      keys: ['c'],
      when: canAdd('columns'),
      run: () => deeds.addToExperiment('columns'),
    },
    {
      id: 'experiments.compare',
      group,
      keys: ['v'],
      when: () => inRoom() && pickedClips().length >= 2,
      run: () => openCompare(pickedClips()),
    },
    {
      id: 'experiments.repeat',
      group,
      keys: ['shift+r'],
      when: () => inRoom() && cellAt()?.job?.state === 'done' && cellAt()?.gap === null,
      run: deeds.repeatCell,
    },
    {
      id: 'experiments.runAnew',
      group,
      when: () => inRoom() && cellsToRunAnew().length > 0,
      run: deeds.runCellsAnew,
    },
    {
      id: 'experiments.clear',
      group,
      keys: ['esc'],
      when: () => inRoom() && state().picked.length > 0,
      run: () => useExperiments.setState({ picked: [] }),
    },
    { id: 'experiments.exportVideo', group, when: hasSaved, run: () => deeds.exportExperiment('video') },
    { id: 'experiments.exportPicture', group, when: hasSaved, run: () => deeds.exportExperiment('frame') },
    { id: 'experiments.remove', group, when: hasSheet, run: deeds.removeExperiment },
  ]
}

/** There is a price, and something to run or something that was changed since. */
function canRun(): boolean {
  const { estimate, isPending, isRunning } = state()
  const isChanged = isPending || isHeadingChanged(state())
  return hasSheet() && !isRunning && estimate !== null && (estimate.clips > 0 || isChanged)
}

/** On the take that is meant, in every room and in the player. Their keys begin with S for seed. */
export function takeActions(deeds: ExperimentActionDeeds): Action[] {
  const some = () => focusedTake() !== null
  const withTake =
    (run: (take: NonNullable<ReturnType<typeof focusedTake>>) => void | Promise<void>) => () => {
      const take = focusedTake()
      return take ? run(take) : undefined
    }
  return [
    {
      id: 'take.branch',
      group,
      keys: ['s s'],
      inPlayer: true,
      when: some,
      run: withTake(({ jobId }) => deeds.branchTake(jobId)),
    },
    {
      id: 'take.newSeeds',
      group,
      keys: ['s n'],
      inPlayer: true,
      when: some,
      run: withTake(({ jobId }) => openDialog({ kind: 'newSeeds', jobId })),
    },
    {
      id: 'take.promote',
      group,
      keys: ['s f'],
      inPlayer: true,
      when: () => Boolean(focusedTake()?.clipId),
      run: withTake(({ jobId }) => openDialog({ kind: 'promote', jobId })),
    },
    {
      id: 'take.copySeed',
      group,
      keys: ['s c'],
      inPlayer: true,
      when: some,
      run: withTake(({ seed }) => deeds.copySeed(seed)),
    },
    { id: 'seed.paste', group: 'board', keys: ['s v'], when: someShots, run: deeds.pasteSeed },
  ]
}
