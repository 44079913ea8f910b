/** Owns the rehearsal service that a host carries inside itself, started when it is first needed. */

import { join } from 'node:path'
import { z } from 'zod'
import { type Rehearsal, startRehearsal } from '#electron/rehearsal/server.ts'
import { readPrivateFile, writePrivateFile } from './private-file.ts'

/** Fast enough that a new user sees the first clip within half a minute, slow enough to watch it come. */
export const DEFAULT_REHEARSAL_SPEED = 4

/** Where a data folder keeps its rehearsal. */
export const REHEARSAL_FOLDER = 'rehearsal'

/** What the last run left, so that links handed out then still lead here and time runs on as it did. */
const LeftSchema = z.object({ port: z.int().min(1).max(65_535), speed: z.number().positive() })

export type EmbeddedRehearsal = {
  speed: number
  /** Base URL with `/api/v1`; starts the service the first time. */
  baseUrl(): Promise<string>
  close(): Promise<void>
}

/**
 * Keeps tasks, uploads and clips in `<data folder>/rehearsal`.
 * @param speed divides every span of time; undefined: as in the last run, else {@link DEFAULT_REHEARSAL_SPEED}
 */
export function embeddedRehearsal(
  dataFolder: string,
  options: { speed?: number; clips?: 'full' | 'tiny' } = {},
): EmbeddedRehearsal {
  const folder = join(dataFolder, REHEARSAL_FOLDER)
  const leftPath = join(folder, 'last-run.json')
  const left = readLeft(leftPath)
  const speed = options.speed ?? left?.speed ?? DEFAULT_REHEARSAL_SPEED
  let running: Promise<Rehearsal> | undefined

  async function start(): Promise<Rehearsal> {
    const wanted = { speed, stateDir: folder, ...(options.clips ? { clips: options.clips } : {}) }
    const rehearsal = await startOn(left?.port, wanted)
    writePrivateFile(leftPath, JSON.stringify({ port: Number(new URL(rehearsal.url).port), speed }))
    return rehearsal
  }

  return {
    speed,
    baseUrl: async () => {
      running ??= start()
      return (await running).apiBase
    },
    close: async () => {
      const started = await running?.catch(() => undefined)
      await started?.close()
    },
  }
}

function readLeft(path: string): z.infer<typeof LeftSchema> | undefined {
  const text = readPrivateFile(path)
  if (text === undefined) return undefined
  try {
    return LeftSchema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

async function startOn(port: number | undefined, options: Parameters<typeof startRehearsal>[0]) {
  if (port === undefined) return startRehearsal(options)
  try {
    return await startRehearsal({ ...options, port })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    return startRehearsal(options)
  }
}
