/** Owns the preflight benchmark: facts, rules and thumbnails of a folder against a loop over sharp alone. */

import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { INSPECTIONS_AT_ONCE } from '#electron/engine/commands/inspections.ts'
import { THUMBNAIL_SIDE_PX } from '#electron/engine/preflight/decode.ts'
import { judge } from '#electron/engine/preflight/judge.ts'
import { inspectWithThumbnail } from '#electron/engine/preflight/thumbnail.ts'
import { drawPhoto, type PhotoRequest } from '#test/support/media/photo.ts'
import { compare, type Entry, inTempFolder, progress } from './measure.ts'

const RUNS = 7
/** Each is drawn once and lies in the folder this many times. */
const COPIES = 4
/** Photos of 12 megapixels, some lying on their side as a camera saves them, and smaller PNG pictures. */
const ORIGINALS: readonly PhotoRequest[] = [
  { width: 4000, height: 3000 },
  { width: 4000, height: 3000 },
  { width: 3000, height: 4000 },
  { width: 4000, height: 3000, orientation: 6 },
  { width: 4000, height: 3000, orientation: 8 },
  { width: 4240, height: 2832 },
  { width: 1920, height: 1080, format: 'png' },
]

export async function preflight(): Promise<Entry[]> {
  return inTempFolder(async (folder) => {
    const photos = await drawPhotos(join(folder, 'photos'))
    const [oursIn, bareIn] = [join(folder, 'ours'), join(folder, 'bare')]
    await Promise.all([mkdir(oursIn), mkdir(bareIn)])
    const pair = () => ({
      ours: () => eachOf(photos, (path, name) => preflightOf(path, join(oursIn, `${name}.webp`))),
      bare: () => eachOf(photos, (path, name) => thumbnailOf(path, join(bareIn, `${name}.webp`))),
    })
    const amount = photos.length
    return [await compare({ name: 'preflight', target: 0.8, runs: RUNS, amount, unit: 'stills/s', pair })]
  })
}

async function drawPhotos(folder: string): Promise<string[]> {
  await mkdir(folder)
  for (const [index, request] of ORIGINALS.entries()) {
    progress(`preflight: drawing ${index + 1}/${ORIGINALS.length}`)
    const extension = request.format ?? 'jpeg'
    const original = join(folder, `${index}-0.${extension}`)
    await writeFile(original, await drawPhoto({ ...request, seed: index + 1 }))
    for (let copy = 1; copy < COPIES; copy += 1) {
      await copyFile(original, join(folder, `${index}-${copy}.${extension}`))
    }
  }
  return (await readdir(folder)).map((name) => join(folder, name))
}

/** As the intake does it: so many at once. */
async function eachOf(
  paths: readonly string[],
  work: (path: string, name: number) => Promise<void>,
): Promise<void> {
  const waiting = paths.entries()
  const worker = async () => {
    for (const [name, path] of waiting) await work(path, name)
  }
  await Promise.all(Array.from({ length: INSPECTIONS_AT_ONCE }, worker))
}

async function preflightOf(path: string, thumbnail: string): Promise<void> {
  const facts = await inspectWithThumbnail(path, () => thumbnail)
  judge(facts)
  if (facts.problem) throw new Error(`${path}: ${facts.problem.rule}`)
}

/** The same decode and the same thumbnail, and nothing else. */
async function thumbnailOf(path: string, thumbnail: string): Promise<void> {
  await sharp(path)
    .autoOrient()
    .resize(THUMBNAIL_SIDE_PX, THUMBNAIL_SIDE_PX, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80, effort: 1 })
    .toFile(thumbnail)
}
