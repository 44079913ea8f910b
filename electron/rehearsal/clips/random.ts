/** Owns choices made by repeatable draws. */

/** Draws numbers in [0, 1). */
export type Random = () => number

/** Another seed that belongs to the same take but draws its own numbers, e.g. `branchSeed(7, 'snow')`. */
export function branchSeed(seed: number, name: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (const character of name) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  }
  return Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0
}

/** A number in [from, to). */
export function between(random: Random, from: number, to: number): number {
  return from + (to - from) * random()
}

/** One of the choices; they must not be empty. */
export function pick<T>(random: Random, choices: readonly [T, ...T[]]): T {
  return choices[Math.floor(random() * choices.length)] ?? choices[0]
}

/** −1 or 1. */
export function side(random: Random): -1 | 1 {
  return random() < 0.5 ? -1 : 1
}
