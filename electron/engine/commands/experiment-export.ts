/** Owns taking an experiment out of the studio: its saved cells as one labelled grid. Money is never touched. */

import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, toAppError } from '#shared/app-error.ts'
import type { ExportEvent } from '#shared/comparison-contract.ts'
import { type Axis, type AxisValue, type Cell, cellsOf, type Experiment } from '#shared/experiment.ts'
import type { JobRecord } from '../database/job-record.ts'
import { stemOf } from '../library/clip-name.ts'
import { placeFile, refusable } from '../library/free-place.ts'
import { exportsFolder } from '../library/locations.ts'
import { saveSheetPicture, saveSheetVideo } from '../media/sheet.ts'
import type { SheetCell, SheetWish } from '../media/sheets/sheet-plan.ts'
import { type ComparisonWords, comparisonWords } from './comparison-words.ts'
import { lookAtOne } from './missing-clips.ts'
import { reporting } from './reporting.ts'
import { foundOr, type Studio } from './studio-context.ts'

const STEM_MAX_BYTES = 80
/** Clips that are decoded side by side; more of them would take more memory than a studio has. */
const MOVING_MAX = 36

type Wish = { experiment: Experiment; form: 'video' | 'frame'; locale: 'en' | 'zh-CN' }

/** How far it is, again and again, and at last where it is or why not. */
export function exportExperiment(
  studio: Studio,
  wish: Wish,
  signal?: AbortSignal,
): AsyncGenerator<ExportEvent, void> {
  return reporting(signal, async (leave, onProgress): Promise<ExportEvent> => {
    try {
      return { kind: 'done', path: await makeExport(studio, wish, leave, onProgress) }
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
): Promise<string> {
  const { experiment, form } = wish
  const sheet = sheetOf(studio, wish)
  const clips = sheet.cells.filter((one) => one !== null).length
  if (clips === 0) throw new AppError('bad-request', { detail: 'No cell is saved yet.' })
  if (form === 'video' && clips > MOVING_MAX) {
    throw new AppError('bad-request', { detail: `A video shows at most ${MOVING_MAX} cells.` })
  }
  const project = foundOr('project', studio.tables.projects.byId(experiment.projectId))
  const folder = exportsFolder(project.folder)
  const stem = stemOf(experiment.name, STEM_MAX_BYTES)
  const part = join(folder, `.${stem}-${randomUUID()}.part`)
  await refusable(folder, () => mkdir(folder, { recursive: true }))
  try {
    if (form === 'video') await refusable(part, () => saveSheetVideo(sheet, part, { signal, onProgress }))
    else await refusable(part, () => saveSheetPicture(sheet, part, 0, { signal }))
    return await placeFile(part, `${stem}_experiment.${form === 'video' ? 'mp4' : 'png'}`)
  } finally {
    await rm(part, { force: true }).catch(() => {})
  }
}

function sheetOf(studio: Studio, { experiment, locale }: Wish): SheetWish {
  const words = comparisonWords(locale)
  const isRehearsal = studio.services.inUse().service === 'rehearsal'
  const takes = studio.tables.experiments.takesOf(experiment.id)
  const headings = ({ values }: Axis) => values.map((value) => headingOf(studio, value, words))
  return {
    layout: 'grid',
    columns: experiment.columns.values.length,
    cells: cellsOf(experiment, takes, isRehearsal).map((cell) => sheetCell(studio, cell)),
    columnHeadings: headings(experiment.columns),
    rowHeadings: headings(experiment.rows),
    soundOf: null,
  }
}

function sheetCell(studio: Studio, { job }: Cell<JobRecord>): SheetCell | null {
  const kept = job?.clipId ? studio.tables.clips.byId(job.clipId) : undefined
  const clip = kept && lookAtOne(studio, kept)
  return clip && clip.missingAt === null ? { path: clip.path, lines: [], aheadMs: 0 } : null
}

function headingOf({ tables }: Studio, value: AxisValue, words: ComparisonWords): string {
  if (value.prompt !== undefined) return value.prompt || words.noPrompt
  if (value.seed !== undefined) return `${words.seedName} ${value.seed}`
  if (value.durationSeconds !== undefined) return `${words.length} ${value.durationSeconds} s`
  if (value.shotId !== undefined) return tables.shots.byId(value.shotId)?.still.name ?? ''
  return value.model ?? value.resolution ?? ''
}
