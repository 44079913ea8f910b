/** Owns how a clip's row looks in the table and outside it. */

import type { Clip } from '#shared/clip.ts'
import { selectList } from './columns.ts'

export type ClipRow = Omit<Clip, 'cost' | 'circled'> & {
  costMicros: number
  currency: Clip['cost']['currency']
  circled: number
}

export const CLIP_FIELDS = [
  'id',
  'jobId',
  'projectId',
  'shotId',
  'stillId',
  'stillName',
  'batchId',
  'path',
  'name',
  'take',
  'seed',
  'prompt',
  'model',
  'resolution',
  'durationSeconds',
  'costMicros',
  'currency',
  'bytes',
  'sha256',
  'width',
  'height',
  'durationMs',
  'frames',
  'frameRate',
  'videoCodec',
  'audioCodec',
  'savedAt',
  'missingAt',
  'rating',
  'verdict',
  'circled',
  'trashedAt',
] as const satisfies readonly (keyof ClipRow)[]

export const SELECT_CLIPS = `SELECT ${selectList(CLIP_FIELDS)} FROM clips`

export function clipOf(row: ClipRow): Clip {
  const { costMicros, currency, circled, ...rest } = row
  return { ...rest, circled: circled === 1, cost: { micros: costMicros, currency } }
}

export function clipRowOf({ cost, circled, ...rest }: Clip): ClipRow {
  return { ...rest, circled: Number(circled), costMicros: cost.micros, currency: cost.currency }
}
