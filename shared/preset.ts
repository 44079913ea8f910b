/** Owns what a preset is: a recipe without its still and its seed, which many takes share. */

import type { ComparedRecipe } from './differences.ts'

/** A take as judging sees it. */
export type JudgedTake = Required<Omit<ComparedRecipe, 'seed'>> & { clipId: string; seed: number }

/** Equal for takes of one preset. */
export function presetKey({ prompt, model, resolution, durationSeconds, watermark }: JudgedTake): string {
  return JSON.stringify([prompt.trim(), model, resolution, durationSeconds, watermark])
}
