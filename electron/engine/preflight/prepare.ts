/** Owns the first frame: the prepared image that is actually sent. */

import type { StillFacts } from './facts.ts'

export type FirstFrame = {
  path: string
  sha256: string
  bytes: number
  mime: 'image/jpeg' | 'image/png' | 'image/webp'
}

export function prepare(_facts: StillFacts, _folder: string): Promise<FirstFrame> {
  throw new Error('not there yet')
}
