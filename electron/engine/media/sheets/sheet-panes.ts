/**
 * Owns how the clips of a sheet come to their places: few are decoded as they are shown, many are made small first, and one
 * that must not move is held.
 */

import { type OpenClip, withClip } from '../open-clip.ts'
import type { Talk } from '../talk.ts'
import { heldPane, stillPane } from './held-pane.ts'
import { KeptFrames } from './kept-frames.ts'
import { displaySize, MovingPane, momentsOf } from './moving-pane.ts'
import type { Pane } from './pane.ts'
import type { SheetCell, SheetPlan, SheetWish, Size } from './sheet-plan.ts'

/** Clips decoded side by side. */
const DECODED_MAX = 9
/** Share of the work that is done once all clips are small. */
export const KEEPING_SHARE = 0.7

/** A clip's size, and the seconds of the clock at which it shows another frame. */
export type Surveyed = { size: Size; at: readonly number[]; end: number }

type Panes = readonly (Pane | null)[]
type Keeping = { moments: readonly number[]; keptAt: string; talk: Talk }

/** What is to be known of all clips before the first is shown, at the places of their cells. */
export function survey(sheet: SheetWish): Promise<(Surveyed | null)[]> {
  return eachCell(sheet, (cell) =>
    withClip(cell.path, async (clip) => {
      const { at, end } = await momentsOf(clip, cell.aheadMs)
      return { size: await displaySize(clip.video), at: cell.held === undefined ? at : [], end }
    }),
  )
}

/** True when the clips of a sheet are made small first, which is most of the work. */
export function isLarge({ cells }: SheetWish): boolean {
  return cells.filter((cell) => cell !== null).length > DECODED_MAX
}

/** Brings all clips to their places, hands these on, and lets go of everything whatever happens. */
export async function withPanes<Result>(
  sheet: SheetWish,
  plan: SheetPlan,
  { moments, keptAt, talk }: Keeping,
  use: (panes: Panes) => Promise<Result>,
): Promise<Result> {
  if (!isLarge(sheet)) return withDecoded(sheet, plan, use)
  const kept = await KeptFrames.open(keptAt)
  let done = 0
  try {
    const panes = await eachCell(sheet, (cell, place) =>
      withClip(cell.path, async (clip) => {
        if (cell.held !== undefined) return heldOf(clip, sheet, plan, place)
        const before = done
        const tell = (share: number) => talk.tell(((before + share) / sheet.cells.length) * KEEPING_SHARE)
        const wish = { aheadMs: cell.aheadMs, box: boxOf(plan, place), moments }
        const pane = await kept.keep(clip, wish, { signal: talk.signal, tell })
        done += 1
        return pane
      }),
    )
    return await use(panes)
  } finally {
    await kept.close()
  }
}

/** Every clip at one moment of the clock; no two are open at once. */
export function panesAt(sheet: SheetWish, plan: SheetPlan, seconds: number): Promise<Panes> {
  return eachCell(sheet, (cell, place) =>
    withClip(cell.path, async (clip) => {
      const pane = await MovingPane.open(clip, cell.aheadMs)
      try {
        await pane.goTo(seconds)
        return stillPane(await pane.pixels(boxOf(plan, place)))
      } finally {
        await pane.close()
      }
    }),
  )
}

async function withDecoded<Result>(
  sheet: SheetWish,
  plan: SheetPlan,
  use: (panes: Panes) => Promise<Result>,
  opened: Panes = [],
): Promise<Result> {
  const place = opened.length
  if (place === sheet.cells.length) return use(opened)
  const cell = sheet.cells[place]
  if (!cell) return withDecoded(sheet, plan, use, [...opened, null])
  return withClip(cell.path, async (clip) => {
    const isHeld = cell.held !== undefined
    const pane = isHeld ? await heldOf(clip, sheet, plan, place) : await MovingPane.open(clip, cell.aheadMs)
    try {
      return await withDecoded(sheet, plan, use, [...opened, pane])
    } finally {
      await pane.close()
    }
  })
}

async function heldOf(clip: OpenClip, sheet: SheetWish, plan: SheetPlan, place: number): Promise<Pane> {
  const held = sheet.cells[place]?.held ?? ''
  const align = sheet.layout === 'wipe' && place === 1 ? 'right' : 'left'
  const first = await MovingPane.open(clip, 0)
  try {
    return await heldPane(first, boxOf(plan, place), { held, align, fontPx: plan.fontPx })
  } finally {
    await first.close()
  }
}

function boxOf({ panes }: SheetPlan, place: number) {
  const box = panes[place]
  if (!box) throw new Error(`The plan has no place for clip ${place}`)
  return box
}

/** One cell after the other; null stays null. */
async function eachCell<Result>(
  { cells }: SheetWish,
  use: (cell: SheetCell, place: number) => Promise<Result>,
): Promise<(Result | null)[]> {
  const results: (Result | null)[] = []
  for (const [place, cell] of cells.entries()) results.push(cell && (await use(cell, place)))
  return results
}
