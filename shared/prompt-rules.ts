/** Owns how a prompt is measured against the service's budget, and what is likely to be cut. */

import { PROMPT_BUDGET } from './happyhorse.ts'

const HAN = /\p{Script=Han}/u

/**
 * Weight of a text in budget units: 2 for each Han ideograph, 1 for each other character (code points, not
 * UTF-16 units). The service does not define how mixed text is counted; this reading fits both published
 * limits (5,000 others or 2,500 Chinese). Source: model-pricing page, speech section, read 2026-11-22.
 */
export function weightOf(text: string): number {
  let weight = 0
  for (const character of text) weight += HAN.test(character) ? 2 : 1
  return weight
}

/** The part of a text that fits the budget; the service cuts the rest silently and bills the clip. */
export function cutToBudget(text: string, budget = PROMPT_BUDGET): string {
  let weight = 0
  let end = 0
  for (const character of text) {
    weight += HAN.test(character) ? 2 : 1
    if (weight > budget) return text.slice(0, end)
    end += character.length
  }
  return text
}

/** What the length meter shows: how full the budget is and how many characters would be lost. */
export type PromptMeasure = { weight: number; budget: number; cutCharacters: number }

/** Measures a prompt for the length meter. */
export function measurePrompt(text: string): PromptMeasure {
  const kept = cutToBudget(text)
  return { weight: weightOf(text), budget: PROMPT_BUDGET, cutCharacters: [...text.slice(kept.length)].length }
}

/** Gentle lint: habits that make an image-to-video prompt work worse, by the vendor's own guide. */
export type PromptHint = 'too-long' | 'describes-picture' | 'negative-list' | 'mixed-camera'

const CAMERA_STILL =
  /\b(fixed|static|locked)\b[^.]*\bcamera\b|\bcamera\b[^.]*\b(fixed|static|locked|still)\b|固定(镜头|机位)/i
const CAMERA_MOVE =
  /\b(push(es|ing)?[ -]?in|zoom(s|ing)?|pan(s|ning)?|dolly|orbit|track(s|ing)?)\b|推近|拉远|环绕|平移/i
const PICTURE_WORDS =
  /\b(photo(graph)? of|picture of|image of|portrait of|an? [\w-]+ (man|woman|girl|boy) (with|wearing))\b|照片|一张/i

/** Hints for a prompt, most serious first. Source: awesome-happyhorse-prompts, prompt guide, read 2026-11-22. */
export function hintsFor(text: string): PromptHint[] {
  const hints: PromptHint[] = []
  if (weightOf(text) > PROMPT_BUDGET) hints.push('too-long')
  if (CAMERA_STILL.test(text) && CAMERA_MOVE.test(text)) hints.push('mixed-camera')
  if (PICTURE_WORDS.test(text)) hints.push('describes-picture')
  if (/^\s*negative( prompt)?\s*:/im.test(text)) hints.push('negative-list')
  return hints
}
