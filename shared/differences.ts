/** Owns what differs between the recipes of takes: the fields themselves, not yet words. */

/** What makes a take, in the order in which differences are told. */
export const RECIPE_FIELDS = [
  'still',
  'firstFrame',
  'prompt',
  'model',
  'resolution',
  'durationSeconds',
  'watermark',
  'seed',
] as const
export type RecipeField = (typeof RECIPE_FIELDS)[number]

/** A recipe as clips, jobs and cells of an experiment carry it; what is not known of both counts as equal. */
export type ComparedRecipe = {
  stillId?: string
  /** Of the first frame that was sent: a still whose file was edited is another picture. Empty: not known. */
  frameSha256?: string
  prompt: string
  model: string
  resolution: string
  /** Seconds asked for. */
  durationSeconds?: number
  watermark?: boolean
  seed?: number | null
}

const VALUES = {
  still: (one) => one.stillId,
  firstFrame: (one) => one.frameSha256 || undefined,
  // Space around a prompt changes nothing that can be seen.
  prompt: (one) => one.prompt.trim(),
  model: (one) => one.model,
  resolution: (one) => one.resolution,
  durationSeconds: (one) => one.durationSeconds,
  watermark: (one) => one.watermark,
  seed: (one) => one.seed,
} as const satisfies Record<RecipeField, (one: ComparedRecipe) => unknown>

/**
 * Fields in which two recipes differ; empty for equal ones. A seed still to be drawn (null) equals no other seed. Another
 * still is another first frame: that is one thing, not two.
 */
export function differencesOf(a: ComparedRecipe, b: ComparedRecipe): RecipeField[] {
  const found = RECIPE_FIELDS.filter((field) => {
    const [one, other] = [VALUES[field](a), VALUES[field](b)]
    if (one === undefined || other === undefined) return false
    return one !== other || one === null
  })
  return found.includes('still') ? found.filter((field) => field !== 'firstFrame') : found
}

/** Fields that are equal where these differ. */
export function equalsBeside(fields: readonly RecipeField[]): RecipeField[] {
  const told = fields.includes('still') ? [...fields, 'firstFrame'] : fields
  return RECIPE_FIELDS.filter((field) => !told.includes(field))
}

/** Fields in which any of these recipes differs from the first. */
export function differencesAmong(recipes: readonly ComparedRecipe[]): RecipeField[] {
  const [first, ...others] = recipes
  if (!first) return []
  const found = new Set(others.flatMap((one) => differencesOf(first, one)))
  return RECIPE_FIELDS.filter((field) => found.has(field))
}
