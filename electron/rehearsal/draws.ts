/** Owns the seeded draws: the same seed and the same words always give the same number. */

/** A number in [0, 1) fixed by its arguments (FNV-1a, then the murmur3 finaliser to spread the bits). */
export function draw(seed: number, ...words: (string | number)[]): number {
  let hash = 0x811c9dc5 ^ seed
  for (const character of words.join('\u0000')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

/** A draw from the standard normal distribution (Box-Muller). */
export function normalDraw(seed: number, ...words: (string | number)[]): number {
  const radius = Math.sqrt(-2 * Math.log(1 - draw(seed, ...words, 'radius')))
  return radius * Math.cos(2 * Math.PI * draw(seed, ...words, 'angle'))
}
