/**
 * Owns the facts about the HappyHorse models: ids, limits, regions, lifetimes. One dated source for the
 * client, preflight, the interface and the rehearsal service. Prices stand beside it in `prices.ts`.
 *
 * Facts compiled 2026-11-22 from the public pages named at each table.
 */

import { DAY_MS, HOUR_MS, SECOND_MS } from './time.ts'

export const RESOLUTIONS = ['480P', '720P', '1080P'] as const
export type Resolution = (typeof RESOLUTIONS)[number]

export const RATIOS = ['16:9', '9:16', '1:1', '4:3', '3:4', '4:5', '5:4', '9:21', '21:9'] as const
export type Ratio = (typeof RATIOS)[number]

export type Task = 'i2v' | 't2v' | 'r2v' | 'edit'

/** How many media of one type a model's `input.media` may hold. */
export type MediaRule = { type: 'first_frame' | 'reference_image' | 'video'; min: number; max: number }

/** One model id and what its request may carry. */
export type ModelFacts = {
  id: string
  task: Task
  version: '1.0' | '1.1'
  media: readonly MediaRule[]
  promptRequired: boolean
  takesRatio: boolean
  takesDuration: boolean
  resolutions: readonly Resolution[]
}

const FIRST_FRAME = [{ type: 'first_frame', min: 1, max: 1 }] as const
const REFERENCES = [{ type: 'reference_image', min: 1, max: 9 }] as const
const EDIT_MEDIA = [
  { type: 'video', min: 1, max: 1 },
  { type: 'reference_image', min: 0, max: 5 },
] as const

/**
 * Every model id the service knows. 480P is priced for 1.1 alone, so it is offered for 1.1 alone.
 * Source: help.aliyun.com/zh/model-studio/happyhorse-{image,text,reference}-to-video-api-reference and
 * happyhorse-video-edit-api-reference, read 2026-11-22.
 */
export const MODELS = [
  {
    id: 'happyhorse-1.1-i2v',
    task: 'i2v',
    version: '1.1',
    media: FIRST_FRAME,
    promptRequired: false,
    takesRatio: false,
    takesDuration: true,
    resolutions: RESOLUTIONS,
  },
  {
    id: 'happyhorse-1.0-i2v',
    task: 'i2v',
    version: '1.0',
    media: FIRST_FRAME,
    promptRequired: false,
    takesRatio: false,
    takesDuration: true,
    resolutions: ['720P', '1080P'],
  },
  {
    id: 'happyhorse-1.1-t2v',
    task: 't2v',
    version: '1.1',
    media: [],
    promptRequired: true,
    takesRatio: true,
    takesDuration: true,
    resolutions: RESOLUTIONS,
  },
  {
    id: 'happyhorse-1.0-t2v',
    task: 't2v',
    version: '1.0',
    media: [],
    promptRequired: true,
    takesRatio: true,
    takesDuration: true,
    resolutions: ['720P', '1080P'],
  },
  {
    id: 'happyhorse-1.1-r2v',
    task: 'r2v',
    version: '1.1',
    media: REFERENCES,
    promptRequired: true,
    takesRatio: true,
    takesDuration: true,
    resolutions: RESOLUTIONS,
  },
  {
    id: 'happyhorse-1.0-r2v',
    task: 'r2v',
    version: '1.0',
    media: REFERENCES,
    promptRequired: true,
    takesRatio: true,
    takesDuration: true,
    resolutions: ['720P', '1080P'],
  },
  {
    id: 'happyhorse-1.0-video-edit',
    task: 'edit',
    version: '1.0',
    media: EDIT_MEDIA,
    promptRequired: true,
    takesRatio: false,
    takesDuration: false,
    resolutions: ['720P', '1080P'],
  },
] as const satisfies readonly ModelFacts[]

export type ModelId = (typeof MODELS)[number]['id']

/** The models Gallop animates stills with, best first. */
export const STILL_MODELS = ['happyhorse-1.1-i2v', 'happyhorse-1.0-i2v'] as const satisfies readonly ModelId[]
export type StillModelId = (typeof STILL_MODELS)[number]
export const DEFAULT_MODEL: StillModelId = 'happyhorse-1.1-i2v'

/** Facts of one model; undefined for an id the service does not know. */
export function modelFacts(id: string): ModelFacts | undefined {
  return MODELS.find((model) => model.id === id)
}

/** Ranges of `parameters`. Source: the API reference pages named at {@link MODELS}. */
export const PARAMETER_LIMITS = {
  durationSeconds: { min: 3, max: 15, default: 5 },
  seed: { min: 0, max: 2_147_483_647 },
  resolutionDefault: '1080P',
  ratioDefault: '16:9',
  watermarkDefault: true,
} as const

/**
 * What a first frame must be. Sides in px, ratio as width/height, size in bytes (20 MB read as MiB).
 * Source: help.aliyun.com/zh/model-studio/happyhorse-image-to-video-api-reference, read 2026-11-22;
 * revisions before May 2026 said 10 MB.
 */
export const FIRST_FRAME_LIMITS = {
  minSidePx: 300,
  minRatio: 1 / 2.5,
  maxRatio: 2.5,
  maxBytes: 20 * 1024 * 1024,
  formats: ['jpeg', 'png', 'webp'],
} as const

/** What a reference image must be; the reference-to-video page asks for 400 px on the short side. */
export const REFERENCE_LIMITS = { r2vMinSidePx: 400, editMinSidePx: 300, maxBytes: 20 * 1024 * 1024 } as const

/**
 * Prompt budget in weighted characters: a Han ideograph weighs 2, everything else 1. The pages say 5,000
 * non-Chinese or 2,500 Chinese characters and that the surplus is cut silently; the weighting is the one
 * reading that fits both limits.
 */
export const PROMPT_BUDGET = 5_000

/**
 * Limits per main account. Sources: help.aliyun.com/zh/model-studio/rate-limit (submits, running),
 * manage-asynchronous-tasks (queries), the model catalogue (queue); read 2026-11-22.
 */
export const RATE_LIMITS = {
  submitsPerSecondPerModel: 5,
  runningPerModel: 5,
  queuedPerModel: 500,
  queriesPerSecond: 20,
} as const

/** How long the service remembers. Source: manage-asynchronous-tasks, read 2026-11-22. */
export const LIFETIMES = {
  taskMs: DAY_MS,
  linkMs: DAY_MS,
  /** A task with no result by then fails with `InternalError.Timeout`. */
  renderMs: 3 * HOUR_MS,
  uploadMs: 2 * DAY_MS,
} as const

/** Advised pause between two looks at one task. */
export const POLL_INTERVAL_MS = 15 * SECOND_MS

/** Largest still sent as a data URI; larger ones go through temporary storage. Source: qwencloud-ai, [I] in the notes. */
export const DATA_URI_MAX_BYTES = 7 * 1024 * 1024

export const REGION_IDS = ['beijing', 'singapore', 'virginia', 'frankfurt', 'tokyo'] as const
export type RegionId = (typeof REGION_IDS)[number]

/** One region's hosts; a key, a model and a host must all belong to the same region. */
export type RegionFacts = {
  code: string
  /** Accepts keys of any workspace; null where only workspace hosts exist. */
  sharedHost: string | null
  trialHost: string | null
  temporaryUpload: boolean
  models: readonly ModelId[]
}

const ALL_MODELS = MODELS.map((model) => model.id)
const TOKYO_MODELS = ALL_MODELS.filter((id) => id.includes('-1.1-') || id === 'happyhorse-1.0-video-edit')

/** Sources: help.aliyun.com/zh/model-studio/regions, /base-url, /rate-limit, /get-temporary-file-url; read 2026-11-22. */
export const REGIONS: Record<RegionId, RegionFacts> = {
  beijing: {
    code: 'cn-beijing',
    sharedHost: 'dashscope.aliyuncs.com',
    trialHost: 'trial.cn-beijing.maas.aliyuncs.com',
    temporaryUpload: true,
    models: ALL_MODELS,
  },
  singapore: {
    code: 'ap-southeast-1',
    sharedHost: 'dashscope-intl.aliyuncs.com',
    trialHost: 'trial.ap-southeast-1.maas.aliyuncs.com',
    temporaryUpload: true,
    models: ALL_MODELS,
  },
  virginia: {
    code: 'us-east-1',
    sharedHost: 'dashscope-us.aliyuncs.com',
    trialHost: null,
    temporaryUpload: false,
    models: ALL_MODELS,
  },
  frankfurt: {
    code: 'eu-central-1',
    sharedHost: null,
    trialHost: null,
    temporaryUpload: false,
    models: ALL_MODELS,
  },
  tokyo: {
    code: 'ap-northeast-1',
    sharedHost: null,
    trialHost: null,
    temporaryUpload: false,
    models: TOKYO_MODELS,
  },
}

/** Path prefix of every native call. */
export const API_PREFIX = '/api/v1'

/**
 * Base URL of a region, with {@link API_PREFIX}; undefined when the region has workspace hosts only and no
 * workspace id is given.
 */
export function regionBaseUrl(region: RegionId, workspaceId?: string): string | undefined {
  const { code, sharedHost } = REGIONS[region]
  if (workspaceId) return `https://${workspaceId}.${code}.maas.aliyuncs.com${API_PREFIX}`
  return sharedHost ? `https://${sharedHost}${API_PREFIX}` : undefined
}

/** True for hosts of the vendor, where courtesy limits such as the poll floor are not negotiable. */
export function isVendorHost(baseUrl: string): boolean {
  // A name may end in the dot of the root: it is the same host.
  return new URL(baseUrl).hostname.replace(/\.$/, '').endsWith('.aliyuncs.com')
}

/** A base URL as a user may write it → with {@link API_PREFIX} and no trailing slash; undefined when it is no http(s) URL. */
export function normalizeBaseUrl(text: string): string | undefined {
  const url = URL.parse(text.trim())
  if (!url || !/^https?:$/.test(url.protocol)) return undefined
  const path = url.pathname.replace(/\/+$/, '')
  return url.origin + (path === '' ? API_PREFIX : path)
}
