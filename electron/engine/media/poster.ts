/** Owns posters. */

export function makePoster(_clipPath: string, _target: string): Promise<void> {
  throw new Error('not there yet')
}
