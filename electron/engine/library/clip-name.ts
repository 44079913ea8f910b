/** Owns the names of clips. */

export type ClipNameParts = { stillName: string; take: number; seed: number }

export function clipName(_parts: ClipNameParts, _taken: (candidate: string) => boolean): string {
  throw new Error('not there yet')
}
