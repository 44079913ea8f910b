/** Owns the sidecar: the JSON beside a clip with its full recipe and what the service told about it. */

import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { ClipFactsSchema, type Judgement, JudgementSchema } from '#shared/clip.ts'
import { RESOLUTIONS } from '#shared/happyhorse.ts'
import { MoneySchema } from '#shared/job.ts'
import { SERVICES } from '#shared/settings.ts'
import { SeedSchema } from '#shared/shot.ts'
import { onDisk, syncFolder } from './disk.ts'
import { sidecarPath } from './locations.ts'

const Moment = z.int().nullable()

const SidecarSchema = z.object({
  schema: z.literal(1),
  /** Version of the Gallop that wrote it. */
  gallop: z.string(),
  jobId: z.string(),
  take: z.int(),
  savedAt: z.int(),
  recipe: z.object({
    prompt: z.string(),
    model: z.string(),
    resolution: z.enum(RESOLUTIONS),
    durationSeconds: z.int(),
    watermark: z.boolean(),
    seed: SeedSchema,
  }),
  /** Older sidecars have no path. */
  still: z.object({ name: z.string(), sha256: z.string().nullable(), path: z.string().optional() }),
  /** Rows it belongs to, so that takes of one shot stay together when the job table is rebuilt. */
  ids: z.object({ shotId: z.string(), stillId: z.string() }).optional(),
  /** The image actually sent. */
  firstFrame: z.object({ sha256: z.string().nullable() }),
  task: z.object({
    service: z.enum(SERVICES),
    taskId: z.string(),
    requestId: z.string().nullable(),
    submittedAt: Moment,
    acceptedAt: Moment,
    /** By the service's clock. */
    scheduledAt: Moment,
    endedAt: Moment,
    usage: z.object({ billedSeconds: z.number(), resolution: z.enum(RESOLUTIONS).nullable() }).nullable(),
  }),
  cost: z.object({ estimate: MoneySchema, actual: MoneySchema.nullable() }),
  clip: ClipFactsSchema.extend({ name: z.string() }),
  /** What the user thinks of it; not there before he has said anything. */
  judgement: JudgementSchema.optional(),
})
export type Sidecar = z.infer<typeof SidecarSchema>

/**
 * Writes `<clip>.json` beside a clip, whole or not at all, and returns its path. A file of that name which is no
 * sidecar belongs to the user and stays; the sidecar is then called `<clip>.gallop.json`.
 * @throws AppError `disk-refused`
 */
export async function writeSidecar(clipPath: string, sidecar: Sidecar): Promise<string> {
  return write(await freePath(clipPath), sidecar)
}

async function write(path: string, sidecar: Sidecar): Promise<string> {
  // Always the same name: what a crash left is written over by the next try.
  const temporary = join(dirname(path), `.${basename(path)}.tmp`)
  return onDisk(path, async () => {
    try {
      await writeFile(temporary, `${JSON.stringify(SidecarSchema.parse(sidecar), null, 2)}\n`, {
        flush: true,
      })
      await rename(temporary, path)
    } finally {
      await rm(temporary, { force: true }).catch(() => {})
    }
    await syncFolder(dirname(path))
    return path
  })
}

async function freePath(clipPath: string): Promise<string> {
  const path = sidecarPath(clipPath)
  try {
    return parseSidecar(await readFile(path, 'utf8')) ? path : path.replace(/json$/, 'gallop.json')
  } catch {
    return path
  }
}

/**
 * Writes into a clip's sidecar what the user thinks of it. Without a sidecar of this job nothing happens.
 * @throws AppError `disk-refused`
 */
export async function judgeInSidecar(clipPath: string, jobId: string, judgement: Judgement): Promise<void> {
  const own = sidecarPath(clipPath)
  for (const path of [own, own.replace(/json$/, 'gallop.json')]) {
    const sidecar = parseSidecar(await readFile(path, 'utf8').catch(() => ''))
    if (sidecar?.jobId === jobId) await write(path, { ...sidecar, judgement })
  }
}

/** Sidecar from untrusted text; undefined when it is none. */
export function parseSidecar(text: string): Sidecar | undefined {
  try {
    return SidecarSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
