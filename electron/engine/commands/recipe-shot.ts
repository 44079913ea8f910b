/** Owns a shot as another recipe wants it: the still it has now, everything else as given. */

import type { Resolution } from '#shared/happyhorse.ts'
import type { Shot } from '#shared/shot.ts'
import { foundOr, type Studio } from './studio-context.ts'

/** A recipe as cells and old jobs carry it. */
export type Recipe = {
  shotId: string
  prompt: string
  /** Plain text: old jobs may name a model that is not offered any more, which the price then tells. */
  model: string
  resolution: Resolution
  durationSeconds: number
  watermark: boolean
}

/** @throws AppError `not-found` */
export function shotWith(studio: Pick<Studio, 'tables'>, recipe: Recipe): Shot {
  const shot = foundOr('shot', studio.tables.shots.byId(recipe.shotId))
  const { prompt, model, resolution, durationSeconds, watermark } = recipe
  return { ...shot, prompt, model: model as Shot['model'], resolution, durationSeconds, watermark }
}
