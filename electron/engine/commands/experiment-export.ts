/** Owns taking an experiment out of the studio: its saved cells as one labelled grid. Money is never touched. */

import { mkdir, rm } from 'node:fs/promises'
import { AppError, toAppError } from '#shared/app-error.ts'
import type { Clip } from '#shared/clip.ts'
import type { ExportEvent, FlashingChoice } from '#shared/comparison-contract.ts'
import { AXIS_MAX, type Axis, type AxisValue, type Experiment } from '#shared/experiment.ts'
import type { Moment } from '#shared/experiment-contract.ts'
import { stemOf } from '../library/clip-name.ts'
import { placeFile, refusable } from '../library/free-place.ts'
import { growingPath } from '../library/half-made.ts'
import { exportsFolder } from '../library/locations.ts'
import { saveSheetPicture, saveSheetVideo } from '../media/sheet.ts'
import type { SheetWish } from '../media/sheets/sheet-plan.ts'
import { type ComparisonWords, comparisonWords } from './comparison-words.ts'
import { cellsNow } from './experiment-run.ts'
import { flashingAmong, flashNotes } from './flashing-clips.ts'
import { lookAtOne } from './missing-clips.ts'
import { partedHeadings } from './parted-headings.ts'
import { reporting } from './reporting.ts'
import { foundOr, type Studio } from './studio-context.ts'

const STEM_MAX_BYTES = 80
/** Any grid is a picture; in a video of more clips than this, players would show each no larger than a stamp. */
const CLIPS_MAX = { video: 144, frame: AXIS_MAX * AXIS_MAX } as const
/** Of the longest clip; those that are over by then show their last frame. */
const MOMENT_SHARES: Record<Moment, number> = { first: 0, middle: 0.5, last: 1 }

type Wish = {
  experiment: Experiment
  form: 'video' | 'frame'
  moment: Moment
  flashing: FlashingChoice
  locale: 'en' | 'zh-CN'
}

/** How far it is, again and again, and at last where it is or why not. */
export function exportExperiment(
  studio: Studio,
  wish: Wish,
  signal?: AbortSignal,
): AsyncGenerator<ExportEvent, void> {
  return reporting(signal, async (leave, onProgress): Promise<ExportEvent> => {
    try {
      return { kind: 'done', ...(await makeExport(studio, wish, leave, onProgress)) }
    } catch (thrown) {
      return { kind: 'failed', error: toAppError(thrown).toJSON() }
    }
  })
}

async function makeExport(
  studio: Studio,
  wish: Wish,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<{ path: string; held: number }> {
  const { experiment, form } = wish
  const { sheet, clips } = sheetOf(studio, wish)
  const [count, most] = [clips.length, CLIPS_MAX[form]]
  if (count === 0) throw new AppError('nothing-to-export')
  if (count > most) throw new AppError('export-too-large', { count, most })
  const longest = Math.max(...clips.map(({ durationMs }) => durationMs))
  const atMs = longest * MOMENT_SHARES[wish.moment]
  const project = foundOr('project', studio.tables.projects.byId(experiment.projectId))
  const folder = exportsFolder(project.folder)
  const stem = stemOf(experiment.name, STEM_MAX_BYTES)
  const part = growingPath(folder, stem)
  await refusable(folder, () => mkdir(folder, { recursive: true }))
  try {
    if (form === 'frame') {
      await refusable(part, () => saveSheetPicture(sheet, part, atMs, { signal }))
      return { path: await placeFile(part, `${stem}_experiment.png`), held: 0 }
    }
    const safe = await safeSheet(studio, wish, sheet, clips, signal)
    await refusable(part, () => saveSheetVideo(safe, part, { signal, onProgress }))
    const held = safe.cells.filter((cell) => cell?.held !== undefined).length
    return { path: await placeFile(part, `${stem}_experiment.mp4`), held }
  } finally {
    await rm(part, { force: true }).catch(() => {})
  }
}

/** The sheet with its flashing clips held, or with a warning before them. */
async function safeSheet(
  studio: Studio,
  { flashing: choice, locale }: Wish,
  sheet: SheetWish,
  clips: readonly Clip[],
  signal: AbortSignal,
): Promise<SheetWish> {
  const flashing = await flashingAmong(studio, clips, signal)
  if (flashing.size === 0) return sheet
  const { held, warning } = flashNotes(comparisonWords(locale))
  if (choice === 'played') return { ...sheet, warning }
  const paths = new Set(clips.flatMap(({ id, path }) => (flashing.has(id) ? [path] : [])))
  return {
    ...sheet,
    cells: sheet.cells.map((cell) => cell && (paths.has(cell.path) ? { ...cell, held } : cell)),
  }
}

function sheetOf(studio: Studio, { experiment, locale }: Wish): { sheet: SheetWish; clips: Clip[] } {
  const words = comparisonWords(locale)
  const headings = ({ values }: Axis) => partedHeadings(values.map((one) => headingOf(studio, one, words)))
  const shown = cellsNow(studio, experiment).map(({ job }) => clipOf(studio, job?.clipId))
  const sheet: SheetWish = {
    layout: 'grid',
    columns: experiment.columns.values.length,
    cells: shown.map((clip) => clip && { path: clip.path, lines: [], aheadMs: 0 }),
    columnHeadings: headings(experiment.columns),
    rowHeadings: headings(experiment.rows),
    soundOf: null,
  }
  return { sheet, clips: shown.filter((clip) => clip !== null) }
}

function clipOf(studio: Studio, id: string | null | undefined): Clip | null {
  const kept = id ? studio.tables.clips.byId(id) : undefined
  const clip = kept && lookAtOne(studio, kept)
  return clip && clip.missingAt === null && clip.trashedAt === null ? clip : null
}

function headingOf({ tables }: Studio, value: AxisValue, words: ComparisonWords): string {
  if (value.prompt !== undefined) return value.prompt || words.noPrompt
  if (value.seed !== undefined) return `${words.seedName} ${value.seed}`
  if (value.durationSeconds !== undefined) return `${words.length} ${value.durationSeconds} s`
  if (value.shotId !== undefined) return tables.shots.byId(value.shotId)?.still.name ?? ''
  return value.model ?? value.resolution ?? ''
}
