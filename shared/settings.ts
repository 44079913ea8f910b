/** Owns what the user can set, with its ranges and defaults. */

import { z } from 'zod'
import { CapSchema, CapsSchema } from './budget.ts'
import {
  DEFAULT_MODEL,
  PARAMETER_LIMITS,
  RATE_LIMITS,
  REGION_IDS,
  RESOLUTIONS,
  STILL_MODELS,
} from './happyhorse.ts'

/** Where jobs go: the local rehearsal service, a region of the vendor, or any other base URL. */
export const SERVICES = ['rehearsal', ...REGION_IDS, 'custom'] as const
export type ServiceId = (typeof SERVICES)[number]

/** What a workspace id is made of; empty: none. */
export const WORKSPACE_ID = /^[\w-]*$/

const DURATION = PARAMETER_LIMITS.durationSeconds

/** What a shot is asked for, besides its prompt and seed. */
export const RecipeDefaultsSchema = z.object({
  model: z.enum(STILL_MODELS).default(DEFAULT_MODEL),
  resolution: z.enum(RESOLUTIONS).default('720P'),
  durationSeconds: z.int().min(DURATION.min).max(DURATION.max).default(DURATION.default),
  watermark: z.boolean().default(PARAMETER_LIMITS.watermarkDefault),
})
export type RecipeDefaults = z.infer<typeof RecipeDefaultsSchema>

export const SettingsSchema = z.object({
  service: z.enum(SERVICES).default('rehearsal'),
  /** Console → API Host; fills the region's workspace host. Empty: the region's shared host. */
  workspaceId: z.string().trim().max(100).regex(WORKSPACE_ID).default(''),
  /** Base URL of the `custom` service, with its `/api/v1`. */
  customBaseUrl: z.string().trim().max(500).default(''),
  /** Whose price list the `custom` service is booked by. */
  customPriceRegion: z.enum(REGION_IDS).default('beijing'),
  /** `http://…` or `socks5://…`; empty: from the environment (`HTTPS_PROXY`, `NO_PROXY`). */
  proxy: z.string().trim().max(500).default(''),
  /** The user's own prices in micros per second, by `region/model/resolution`. */
  prices: z.record(z.string(), z.int().min(0).max(1_000_000_000)).default({}),
  limits: z
    .object({
      submitsPerSecond: z.number().min(0.1).max(50).default(RATE_LIMITS.submitsPerSecondPerModel),
      inFlightPerModel: z.int().min(1).max(500).default(RATE_LIMITS.runningPerModel),
      /** Well below the account's 20/s: other programs on the account ask as well. */
      queriesPerSecond: z.number().min(0.1).max(20).default(10),
    })
    .prefault({}),
  caps: CapsSchema.prefault({}),
  defaults: RecipeDefaultsSchema.prefault({}),
  theme: z.enum(['system', 'dark', 'light']).default('system'),
  language: z.enum(['system', 'en', 'zh-CN']).default('system'),
})
export type Settings = z.infer<typeof SettingsSchema>

/** A change of some settings; what is left out stays. */
export const SettingsPatchSchema = z.object({
  service: SettingsSchema.shape.service.unwrap().optional(),
  /** Checked by the command, which says in words what is wrong with it, as it does with the addresses. */
  workspaceId: z.string().trim().max(100).optional(),
  customBaseUrl: SettingsSchema.shape.customBaseUrl.unwrap().optional(),
  customPriceRegion: SettingsSchema.shape.customPriceRegion.unwrap().optional(),
  proxy: SettingsSchema.shape.proxy.unwrap().optional(),
  prices: SettingsSchema.shape.prices.unwrap().optional(),
  limits: z
    .object({
      submitsPerSecond: z.number().min(0.1).max(50),
      inFlightPerModel: z.int().min(1).max(500),
      queriesPerSecond: z.number().min(0.1).max(20),
    })
    .optional(),
  caps: z
    .object({ batchMicros: CapSchema, dayMicros: CapSchema, monthMicros: CapSchema })
    .partial()
    .optional(),
  defaults: z
    .object({
      model: z.enum(STILL_MODELS),
      resolution: z.enum(RESOLUTIONS),
      durationSeconds: z.int().min(DURATION.min).max(DURATION.max),
      watermark: z.boolean(),
    })
    .partial()
    .optional(),
  theme: SettingsSchema.shape.theme.unwrap().optional(),
  language: SettingsSchema.shape.language.unwrap().optional(),
})
export type SettingsPatch = z.infer<typeof SettingsPatchSchema>

export const DEFAULT_SETTINGS: Settings = SettingsSchema.parse({})
