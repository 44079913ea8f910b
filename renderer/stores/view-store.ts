/** Owns what the user is looking at: room, project, selection, open dialogs, sizes. */

import { create } from 'zustand'
import type { FlashingChoice } from '#shared/comparison-contract.ts'
import type { Money } from '#shared/cost.ts'
import type { ExperimentEstimate } from '#shared/experiment-contract.ts'
import type { Shot, ShotFilter } from '#shared/shot.ts'

export const ROOMS = ['board', 'experiments', 'queue', 'compare', 'library'] as const
export type Room = (typeof ROOMS)[number]

export const SETTINGS_PAGES = ['service', 'prices', 'budget', 'pace', 'defaults', 'look', 'about'] as const
export type SettingsPage = (typeof SETTINGS_PAGES)[number]

/** A cell of an experiment. */
type Place = { row: number; column: number }

/** Which jobs to retry; `all`: those that failed, whichever they are. */
export type RetryWish = { ids: string[]; all?: boolean }
/** What a retry would queue, and its price. */
export type RetryOffer = { clips: number; cost: Money; paidBefore: number; leftOut: number }
/** What a retry came to. */
export type Retried = { jobIds: readonly string[]; leftOut: number }

export type DialogState =
  | { kind: 'settings'; page: SettingsPage }
  | { kind: 'palette' }
  | { kind: 'shortcuts' }
  /** `clipIds`: the clips to step through; left out, the takes of the shot. */
  | { kind: 'player'; shotId: string; clipId: string; clipIds?: readonly string[] }
  /** Chooses what is compared; `place` is the one pane to fill. */
  | { kind: 'takes'; place: number | null }
  /** Takes what is compared out of the studio. */
  | { kind: 'export' }
  /** Writes a note on a take on screen. */
  | { kind: 'note'; clipId: string }
  | { kind: 'settle'; jobId: string }
  /** Asks for agreement to the price of a retry. */
  | { kind: 'retry'; wish: RetryWish; offer: RetryOffer; onDone(done: Retried): void }
  /** The caps of the batches these jobs belong to. */
  | { kind: 'batchCaps'; jobIds: readonly string[] }
  /** New takes of a take: on new seeds, larger or longer, or unchanged as a control. */
  | { kind: 'newSeeds'; jobId: string }
  | { kind: 'promote'; jobId: string }
  | { kind: 'repeat'; experimentId: string; jobId: string; cost: Money }
  /** Cells that were run once and have nothing to show any more, with what running them again costs. */
  | { kind: 'runAnew'; experimentId: string; cells: readonly Place[]; estimate: ExperimentEstimate }
  /** Asks what becomes of an experiment's takes that flash, before it is exported as a video. */
  | { kind: 'exportFlashing'; count: number; start(choice: FlashingChoice): Promise<void> }
  /** Asks how several stills become an experiment. */
  | { kind: 'newExperiment'; shots: readonly Shot[]; create(layout: 'each' | 'one'): Promise<void> }
  | { kind: 'project'; rename: boolean }
  /** Picks a folder of the host's machine where no native dialog can. */
  | { kind: 'folder'; forPictures: boolean; answer(path: string | undefined): void }

/** Each opening has an id of its own. */
export type OpenDialog = DialogState & { id: number }

export type ViewState = {
  room: Room
  projectId: string | null
  selectedShots: readonly string[]
  selectedJobs: readonly string[]
  filter: ShotFilter
  /** The Queue lists hidden jobs as well. */
  showsHidden: boolean
  /** Side of a card on the board, in px. */
  tilePx: number
  takes: number
  /** One draw of seeds for all shots of the next batch. */
  oneDraw: boolean
  /** Open dialogs, the top one last. */
  dialogs: readonly OpenDialog[]
}

export const TILE_PX = { min: 120, max: 400, step: 20, default: 200 } as const
const MEMORY = 'gallop.view'

type Remembered = Partial<Pick<ViewState, 'projectId' | 'tilePx'>>

function remembered(): Remembered {
  try {
    return JSON.parse(globalThis.localStorage?.getItem(MEMORY) ?? '{}')
  } catch {
    return {}
  }
}

export const useView = create<ViewState>()(() => ({
  room: 'board',
  projectId: null,
  selectedShots: [],
  selectedJobs: [],
  filter: 'all',
  showsHidden: false,
  tilePx: TILE_PX.default,
  takes: 1,
  oneDraw: false,
  dialogs: [],
  ...remembered(),
}))

useView.subscribe((now, before) => {
  if (now.tilePx === before.tilePx && now.projectId === before.projectId) return
  const kept: Remembered = { tilePx: now.tilePx, projectId: now.projectId }
  globalThis.localStorage?.setItem(MEMORY, JSON.stringify(kept))
})

let opened = 0

export function openDialog(dialog: DialogState): void {
  opened += 1
  const id = opened
  useView.setState(({ dialogs }) => ({ dialogs: [...dialogs, { ...dialog, id }] }))
}

/** Closes the top dialog. */
export function closeDialog(): void {
  useView.setState(({ dialogs }) => ({ dialogs: dialogs.slice(0, -1) }))
}

/** Goes to another project; nothing selected there yet. */
export function openProject(projectId: string): void {
  useView.setState({ projectId, selectedShots: [], selectedJobs: [], filter: 'all' })
}

export function setTilePx(px: number): void {
  useView.setState({ tilePx: Math.min(TILE_PX.max, Math.max(TILE_PX.min, px)) })
}
