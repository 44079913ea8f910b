/** Owns the export of a comparison: as a video, a picture or a page, under a name nobody has. Money is never touched. */

import { constants } from 'node:fs'
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, reasonOf, toAppError } from '#shared/app-error.ts'
import type { Clip } from '#shared/clip.ts'
import type { ExportEvent, ExportWish } from '#shared/comparison-contract.ts'
import { FLASH } from '#shared/measures.ts'
import { fill } from '#shared/text.ts'
import { stemOf } from '../library/clip-name.ts'
import { columnsFor, comparisonPage } from '../library/comparison-page.ts'
import { placeFile, placeFolder, refusable } from '../library/free-place.ts'
import { growingPath } from '../library/half-made.ts'
import { exportsFolder } from '../library/locations.ts'
import { frameTimes } from '../media/frames.ts'
import { saveSheetPicture, saveSheetVideo } from '../media/sheet.ts'
import type { SheetWish } from '../media/sheets/sheet-plan.ts'
import { type ComparisonWords, comparisonWords, linesFor } from './comparison-words.ts'
import { flashingAmong, flashNotes } from './flashing-clips.ts'
import { lookAtOne } from './missing-clips.ts'
import { reporting } from './reporting.ts'
import { command, foundOr, type Studio } from './studio-context.ts'

const STEM_MAX_BYTES = 80

export function comparisonCommands(studio: Studio) {
  return {
    export: command.comparisons.export.handler(({ input, signal }) =>
      exportComparison(studio, input, signal),
    ),
  }
}

type Making = {
  wish: ExportWish
  clips: readonly Clip[]
  /** Ids of those that flash more than is safe. */
  flashing: ReadonlySet<string>
  words: ComparisonWords
  /** Where it grows; ends in `.part`. */
  part: string
  /** Name it would like to have. */
  name: string
  signal: AbortSignal
  onProgress(share: number): void
}

/** How far it is, again and again, and at last where it is or why not. */
function exportComparison(
  studio: Studio,
  wish: ExportWish,
  signal?: AbortSignal,
): AsyncGenerator<ExportEvent, void> {
  return reporting(signal, async (leave, onProgress): Promise<ExportEvent> => {
    try {
      const made = await makeExport(studio, wish, leave, onProgress)
      studio.ports.log.info('comparison.exported', { form: wish.form, clips: wish.clipIds.length })
      return { kind: 'done', ...made }
    } catch (thrown) {
      const error = toAppError(thrown)
      studio.ports.log.warn('comparison.failed', { code: error.code, detail: reasonOf(error) })
      return { kind: 'failed', error: error.toJSON() }
    }
  })
}

async function makeExport(
  studio: Studio,
  wish: ExportWish,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<{ path: string; held: number }> {
  const clips = wish.clipIds.map((id) => presentClip(studio, id))
  const project = foundOr('project', studio.tables.projects.byId(clips[0]?.projectId ?? ''))
  const folder = exportsFolder(project.folder)
  const name = nameFor(wish, clips)
  const part = growingPath(folder, stemOf(name, STEM_MAX_BYTES))
  await refusable(folder, () => mkdir(folder, { recursive: true }))
  // A picture stands still by itself.
  const isMoving = wish.form !== 'frame'
  const flashing = isMoving ? await flashingAmong(studio, clips, signal) : new Set<string>()
  const words = comparisonWords(wish.locale)
  const making = { wish, clips, flashing, words, part, name, signal, onProgress }
  // On a page each rests until the reader asks for it.
  const isHeld = wish.form === 'video' && wish.flashing === 'held'
  try {
    const path = await MAKERS[wish.form](making)
    return { path, held: isHeld ? clips.filter(({ id }) => flashing.has(id)).length : 0 }
  } finally {
    await rm(part, { recursive: true, force: true }).catch(() => {})
  }
}

/** @throws AppError `not-found`, `clip-missing`, `clip-trashed` */
function presentClip(studio: Studio, id: string): Clip {
  const clip = lookAtOne(studio, foundOr('clip', studio.tables.clips.byId(id)))
  if (clip.trashedAt !== null) throw new AppError('clip-trashed', { path: clip.path })
  if (clip.missingAt !== null) throw new AppError('clip-missing', { path: clip.path })
  return clip
}

const ENDINGS: Record<ExportWish['form'], string> = { video: '.mp4', frame: '.png', folder: '' }

/** `misty-lake_t01-t02_grid.mp4`; of several stills the first one's name, of many takes their number. */
function nameFor({ layout, form }: ExportWish, clips: readonly Clip[]): string {
  const stem = stemOf(clips[0]?.stillName ?? '', STEM_MAX_BYTES)
  const isOneStill = clips.every((clip) => clip.shotId === clips[0]?.shotId)
  const takes = clips.map(({ take }) => `t${String(take).padStart(2, '0')}`).join('-')
  const what = isOneStill && clips.length <= 4 ? takes : `${clips.length}-takes`
  return `${stem}_${what}_${layout}${ENDINGS[form]}`
}

const MAKERS: Record<ExportWish['form'], (making: Making) => Promise<string>> = {
  async video(making) {
    const { part, name, signal, onProgress } = making
    await refusable(part, () => saveSheetVideo(sheetOf(making), part, { signal, onProgress }))
    return placeFile(part, name)
  },
  async frame(making) {
    const { wish, part, name, signal } = making
    await refusable(part, () => saveSheetPicture(sheetOf(making), part, wish.atMs, { signal }))
    return placeFile(part, name)
  },
  async folder(making) {
    await refusable(making.part, () => writeFolder(making))
    return placeFolder(making.part, making.name)
  },
}

function sheetOf({ wish, clips, flashing, words }: Making): SheetWish {
  const { held, warning } = flashNotes(words)
  const isWarned = wish.flashing === 'played' && flashing.size > 0
  return {
    layout: wish.layout,
    columns: columnsFor(clips.length),
    cells: clips.map((clip, place) => ({
      path: clip.path,
      lines: linesFor(clip, wish.labels, words),
      aheadMs: wish.aheadMs[place] ?? 0,
      ...(flashing.has(clip.id) && !isWarned ? { held } : {}),
    })),
    ...(isWarned ? { warning } : {}),
    columnHeadings: [],
    rowHeadings: [],
    soundOf: wish.soundOf,
  }
}

/** The page and copies of the clips, so that the folder can be taken anywhere. */
async function writeFolder({
  wish,
  clips,
  flashing,
  words,
  part,
  signal,
  onProgress,
}: Making): Promise<void> {
  await mkdir(join(part, 'clips'), { recursive: true })
  const hasLabels = Object.values(wish.labels).includes(true)
  const names = clips.map((clip, place) => (hasLabels ? `${place + 1}_${clip.name}` : `${place + 1}.mp4`))
  for (const [place, clip] of clips.entries()) {
    if (signal.aborted) throw new AppError('given-up')
    const target = join(part, 'clips', names[place] ?? '')
    await copyFile(clip.path, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
    onProgress((place + 1) / (clips.length + 1))
  }
  const times = await Promise.all(clips.map((clip) => frameTimes(clip.path)))
  const page = comparisonPage({
    ...{ lang: wish.locale, layout: wish.layout },
    words: {
      ...words,
      title: fill(words.title, { count: clips.length }),
      flashes: fill(words.flashes, { most: FLASH.perSecondMax }),
    },
    clips: clips.map((clip, place) => ({
      ...{ times: times[place]?.at ?? [], end: times[place]?.end ?? 0 },
      ...{ width: clip.width, height: clip.height, isFlashing: flashing.has(clip.id) },
      src: `clips/${encodeURIComponent(names[place] ?? '')}`,
      name: hasLabels ? clip.name : String(place + 1),
      lines: linesFor(clip, wish.labels, words),
      aheadMs: wish.aheadMs[place] ?? 0,
      isHeard: wish.soundOf === place,
    })),
    table: hasLabels ? recipeTable(clips, words) : [],
  })
  await writeFile(join(part, 'index.html'), page, { flag: 'wx', flush: true })
}

function recipeTable(clips: readonly Clip[], words: ComparisonWords): string[][] {
  const head = ['', words.prompt, words.seedName, words.model, words.size, words.length, words.file]
  const rows = clips.map((clip) => [
    fill(words.take, { still: clip.stillName, take: clip.take }),
    clip.prompt || words.noPrompt,
    String(clip.seed),
    `${clip.model} · ${clip.resolution}`,
    `${clip.width} × ${clip.height}`,
    `${(clip.durationMs / 1000).toFixed(2)} s`,
    clip.name,
  ])
  return [head, ...rows]
}
