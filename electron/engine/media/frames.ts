/** Owns single frames of a clip. */

export type WhichFrame = 'first' | 'last' | { atMs: number }

export function saveFrame(_clipPath: string, _which: WhichFrame, _target: string): Promise<void> {
  throw new Error('not there yet')
}
