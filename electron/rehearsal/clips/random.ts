/** Owns repeatable chance: the same seed always draws the same numbers. */

/** Draws numbers in [0, 1). */
export type Random = () => number

/** A repeatable stream of numbers for a 32-bit seed (mulberry32, Tommy Ettinger, public domain). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

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
