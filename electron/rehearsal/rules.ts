/** Owns the reading of a create request: what the documented fields may hold, and the refusal for each that does not. */

import { z } from 'zod'
import {
  MODELS,
  type ModelFacts,
  modelFacts,
  PARAMETER_LIMITS,
  RATIOS,
  type Ratio,
  type RegionFacts,
  type Resolution,
} from '#shared/happyhorse.ts'
import { fieldInvalid, fieldRequired, REFUSALS, rangeInvalid, refuse, resolutionInvalid } from './refusal.ts'

/** One entry of `input.media`, its type already known to fit the model. */
export type MediaRef = { type: 'first_frame' | 'reference_image' | 'video'; url: string }

/** A create request that passed every rule that needs no look at the media. */
export type Order = {
  model: ModelFacts
  prompt: string
  media: readonly MediaRef[]
  resolution: Resolution
  /** Undefined where the model takes none. */
  ratio: Ratio | undefined
  /** Asked seconds; undefined for editing, whose output follows its input. */
  durationSeconds: number | undefined
  /** Null when the request leaves the choice to the service. */
  seed: number | null
  watermark: boolean
}

/** Unknown keys pass: a well-known client sends some (`extend_prompt`, `function`) inside `input`. */
const bodySchema = z.looseObject({
  input: z.looseObject({
    prompt: z.string().nullish(),
    media: z.array(z.looseObject({ type: z.string(), url: z.string() })).nullish(),
  }),
  parameters: z
    .looseObject({
      resolution: z.unknown().optional(),
      ratio: z.unknown().optional(),
      duration: z.unknown().optional(),
      seed: z.unknown().optional(),
      watermark: z.boolean().nullish(),
      audio_setting: z.enum(['auto', 'origin']).nullish(),
    })
    .nullish(),
})
type Body = z.infer<typeof bodySchema>
type Parameters = NonNullable<Body['parameters']>

/** The model a body names, so that its limits can be applied before the rest is read; throws RefusalError. */
export function parseModel(body: unknown, region: RegionFacts): ModelFacts {
  if (!isRecord(body)) refuse(REFUSALS.brokenBody)
  const { model } = body
  if (model === undefined || model === null || model === '') refuse(fieldRequired('model'))
  if (typeof model !== 'string') refuse(fieldInvalid('model'))
  const facts = modelFacts(model)
  if (facts && region.models.some((id) => id === facts.id)) return facts
  const tidied = model.trim().toLowerCase()
  const misspelt = !facts && MODELS.some(({ id }) => id === tidied)
  return refuse(misspelt ? REFUSALS.modelMisspelt : REFUSALS.modelUnknown)
}

/** The rest of the body → an order; throws RefusalError with the documented refusal of the first fault. */
export function parseOrder(body: unknown, model: ModelFacts): Order {
  const parsed = bodySchema.safeParse(body)
  if (!parsed.success) refuseIssue(body, parsed.error.issues[0])
  const { input, parameters } = parsed.data
  const prompt = input.prompt ?? ''
  if (model.promptRequired && prompt.trim() === '') refuse(fieldRequired('input.prompt'))
  return {
    model,
    prompt,
    media: parseMedia(input.media, model),
    ...parseParameters(parameters ?? {}, model),
  }
}

function parseMedia(media: Body['input']['media'], model: ModelFacts): readonly MediaRef[] {
  if (model.media.length === 0) return media?.length ? refuse(fieldInvalid('input.media')) : []
  if (!media) refuse(fieldRequired('input.media'))
  const refs = media.map((entry, place) => {
    const rule = model.media.find(({ type }) => type === entry.type)
    if (!rule) refuse(fieldInvalid(`input.media.${place}.type`))
    return { type: rule.type, url: entry.url }
  })
  for (const { type, min, max } of model.media) {
    const count = refs.filter((ref) => ref.type === type).length
    if (count < min || count > max) refuse(fieldInvalid('input.media'))
  }
  return refs
}

function parseParameters(parameters: Partial<Parameters>, model: ModelFacts) {
  const {
    durationSeconds: duration,
    seed,
    resolutionDefault,
    ratioDefault,
    watermarkDefault,
  } = PARAMETER_LIMITS
  return {
    resolution: parseResolution(parameters.resolution ?? resolutionDefault, model),
    // What happens to a ratio or duration the model does not take is undocumented; here it is not looked at.
    ratio: model.takesRatio ? parseRatio(parameters.ratio ?? ratioDefault) : undefined,
    durationSeconds: model.takesDuration
      ? parseInteger('duration', parameters.duration ?? duration.default, duration)
      : undefined,
    seed: parameters.seed == null ? null : parseInteger('seed', parameters.seed, seed),
    watermark: parameters.watermark ?? watermarkDefault,
  }
}

function parseResolution(value: unknown, model: ModelFacts): Resolution {
  return model.resolutions.find((known) => known === value) ?? refuse(resolutionInvalid(value))
}

function parseRatio(value: unknown): Ratio {
  return RATIOS.find((known) => known === value) ?? refuse(fieldInvalid('parameters.ratio'))
}

function parseInteger(name: string, value: unknown, { min, max }: { min: number; max: number }): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) refuse(fieldInvalid(`parameters.${name}`))
  if (value < min || value > max) refuse(rangeInvalid(name, min, max))
  return value
}

function refuseIssue(body: unknown, issue: z.core.$ZodIssue | undefined): never {
  if (!issue || issue.path.length === 0) refuse(REFUSALS.brokenBody)
  const found = issue.path.reduce<unknown>(
    (value, key) => (isRecord(value) ? value[String(key)] : undefined),
    body,
  )
  const field = issue.path.map(String).join('.')
  return refuse(found === undefined || found === null ? fieldRequired(field) : fieldInvalid(field))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
