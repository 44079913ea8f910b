/** Owns a data folder full of saved clips: true rows of jobs and clips, small files behind them. */

import { linkSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { NEW_JOB } from '#electron/engine/database/job-record.ts'
import { openDatabase } from '#electron/engine/database/open.ts'
import { openTables, type Tables } from '#electron/engine/database/tables.ts'
import { type Clip, NOT_JUDGED } from '#shared/clip.ts'
import { drawsFrom } from '#shared/draws.ts'
import { HOUR_MS, MINUTE_MS } from '#shared/time.ts'
import { tinyClip } from './tiny-clip.ts'

export type ShelfWish = {
  dataFolder: string
  clips: number
  /** Moment of the newest clip. */
  now: number
}

export type Shelf = { projectFolder: string; clips: number }

const TAKES = 8
const SUBJECTS = [
  'mist is drifting over the lake, the camera pushes in slowly',
  'rain runs down the window, neon signs flicker in the street behind it',
  'the dunes glow under the moon, sand lifts off the ridge in the wind',
  '清晨的薄雾在湖面上飘动，镜头缓慢推进',
  '雨夜的街道，霓虹灯在积水中闪烁',
  'a lighthouse turns its beam through heavy snow, gulls hang in the wind',
] as const
const NAMES = [
  'misty-lake',
  'rain-street-after-midnight-with-a-very-long-name-that-nobody-would-type-twice',
  'moonlit-dunes',
  '湖面晨雾',
  'IMG_20261122_074301',
  'lighthouse',
] as const
const PICTURES = 12

/** Fills a data folder that no studio has open. */
export async function fillShelf({ dataFolder, clips, now }: ShelfWish): Promise<Shelf> {
  const projectFolder = join(dataFolder, 'shelf')
  const posters = join(projectFolder, '.gallop', 'posters')
  mkdirSync(posters, { recursive: true })
  const db = openDatabase(join(dataFolder, 'gallop.sqlite'), now)
  const tables = openTables(db)
  const clip = join(projectFolder, '.clip')
  writeFileSync(clip, await tinyClip({ width: 160, height: 96, frames: 48, keyEvery: 12, sound: false }))
  const pictures = await drawPosters(projectFolder)
  const facts = { clip, bytes: statSync(clip).size, pictures, posters }
  tables.atomically(() => writeParents(tables, projectFolder, clips, now))
  for (let from = 0; from < clips; from += 2_000) {
    tables.atomically(() => {
      for (let number = from; number < Math.min(clips, from + 2_000); number += 1) {
        writeTake(tables, projectFolder, number, now, facts)
      }
    })
  }
  db.close()
  return { projectFolder, clips }
}

async function drawPosters(folder: string): Promise<string[]> {
  const paths: string[] = []
  for (let number = 0; number < PICTURES; number += 1) {
    const path = join(folder, `.poster-${number}.webp`)
    const isUpright = number % 4 === 3
    const size = isUpright ? { width: 270, height: 480 } : { width: 480, height: 270 }
    const hue = (number * 47) % 360
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}">
      <defs><linearGradient id="g" x1="0" y1="0" x2="0.4" y2="1"><stop offset="0" stop-color="hsl(${hue} 40% 24%)"/>
      <stop offset="0.6" stop-color="hsl(${(hue + 30) % 360} 45% 55%)"/><stop offset="1" stop-color="hsl(${hue} 30% 16%)"/></linearGradient></defs>
      <rect width="100%" height="100%" fill="url(#g)"/><circle cx="${30 + number * 5}%" cy="34%" r="38" fill="hsl(40 80% 80%)" opacity="0.7"/></svg>`
    await sharp(Buffer.from(svg)).webp({ quality: 70 }).toFile(path)
    paths.push(path)
  }
  return paths
}

const ESTIMATES = [2_700_000, 4_500_000, 7_200_000] as const
const money = (number: number) => ({ micros: ESTIMATES[number % 3] ?? 0, currency: 'CNY' }) as const
const stillOf = (number: number) => Math.floor(number / TAKES)
const BATCH = 120

function writeParents(tables: Tables, folder: string, clips: number, now: number): void {
  tables.projects.insert({ id: 'shelf', name: 'Shelf', folder, createdAt: now, seed: null })
  for (let number = 0; number < clips; number += TAKES) {
    const id = stillOf(number)
    const name = `${NAMES[id % NAMES.length]}-${id}.jpg`
    const still = { id: `still-${id}`, projectId: 'shelf', path: join(folder, 'stills', name), name }
    tables.stills.insert({ ...still, addedAt: now })
    const shot = { id: `shot-${id}`, projectId: 'shelf', stillId: still.id, createdAt: now }
    tables.shots.append([{ ...recipeOf(number), ...shot, seedLocked: false }])
  }
  for (let batch = 0; batch * BATCH < clips; batch += 1) {
    const createdAt = now - batch * 5 * HOUR_MS
    tables.batches.insert({ id: `batch-${batch}`, projectId: 'shelf', estimate: money(0), createdAt })
  }
}

/** A word that sounds like one, another for nearly every clip: each letter of it leaves fewer clips over. */
export function wordOf(number: number): string {
  const draw = drawsFrom(number)
  const oneOf = (letters: string) => letters[Math.floor(draw() * letters.length)]
  return Array.from({ length: 4 }, () => `${oneOf('bdfghjklmnprstvz')}${oneOf('aeiou')}`).join('')
}

function recipeOf(number: number) {
  return {
    prompt: `${SUBJECTS[stillOf(number) % SUBJECTS.length]}, ${wordOf(number)}`,
    model: number % 5 === 0 ? 'happyhorse-1.0-i2v' : 'happyhorse-1.1-i2v',
    resolution: number % 3 === 2 ? '1080P' : '720P',
    durationSeconds: 5,
    watermark: true,
    seed: number % 4 === 0 ? 4_711 : (number * 7_919) % 2_147_483_647,
  } as const
}

type Files = { clip: string; bytes: number; pictures: readonly string[]; posters: string }

function writeTake(tables: Tables, folder: string, number: number, now: number, files: Files): void {
  const still = stillOf(number)
  const take = (number % TAKES) + 1
  const stillName = `${NAMES[still % NAMES.length]}-${still}.jpg`
  const recipe = recipeOf(number)
  const base = `${stillName.replace('.jpg', '')}_t0${take}_s${recipe.seed}-${number}`
  const savedAt = now - number * 3 * MINUTE_MS
  const owners = { projectId: 'shelf', shotId: `shot-${still}`, stillId: `still-${still}`, stillName }
  const batchId = `batch-${Math.floor(number / BATCH)}`
  const [jobId, id] = [`job-${number}`, `clip-${number}`]
  const path = join(folder, `${base}.mp4`)
  linkSync(files.clip, path)
  linkSync(files.pictures[still % PICTURES] ?? '', join(files.posters, `${base}.webp`))
  const cost = money(number)
  const { watermark, ...told } = recipe
  const clip: Clip = {
    ...{ id, jobId, ...owners, batchId, take, ...told, cost, path, name: `${base}.mp4` },
    ...{ bytes: files.bytes, sha256: `${number}`, width: 160, height: 96, durationMs: 2_000, frames: 48 },
    ...{ frameRate: 24, videoCodec: 'avc', audioCodec: null, savedAt, missingAt: null, trashedAt: null },
    ...NOT_JUDGED,
    rating: number % 3 === 0 ? (number % 5) + 1 : null,
    verdict: number % 7 === 0 ? 'pick' : number % 11 === 0 ? 'reject' : null,
    circled: number % 13 === 0,
  }
  tables.clips.insert(clip)
  tables.jobs.insert({
    ...NEW_JOB,
    ...{ id: jobId, ...owners, batchId, take, ...told, watermark, retakeOf: null },
    ...{ state: 'done', taskId: `task-${number}`, clipId: id, service: 'beijing', baseUrl: '' },
    ...{ stillSha256: '', framePath: '', frameSha256: '', frameMime: 'image/jpeg', orderKey: number },
    ...{
      estimate: cost,
      actual: cost,
      dueAt: null,
      finishedAt: savedAt,
      createdAt: savedAt,
      updatedAt: savedAt,
    },
  })
}
