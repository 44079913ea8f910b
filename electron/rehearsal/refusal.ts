/** Owns the refusals the service answers with: HTTP status, code and message as the error page prints them. */

/**
 * One refusal. Codes and messages: help.aliyun.com/zh/model-studio/error-code, read 2026-11-22. Where the page
 * leaves several codes open for one cause, the choice is explained beside it.
 */
export type Refusal = { status: 400 | 401 | 403 | 404 | 413 | 429 | 500 | 503; code: string; message: string }

/** Carries a refusal out of the depth of a check to the one place that answers. */
export class RefusalError extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(`${refusal.code}: ${refusal.message}`)
    this.name = 'RefusalError'
    this.refusal = refusal
  }
}

/** Throws the refusal; typed `never` so that checks read as one line. */
export function refuse(refusal: Refusal): never {
  throw new RefusalError(refusal)
}

const bad = (code: string, message: string): Refusal => ({ status: 400, code, message })

export const REFUSALS = {
  noKey: { status: 401, code: 'InvalidApiKey', message: 'No API-key provided.' },
  badKey: { status: 401, code: 'InvalidApiKey', message: 'Invalid API-key provided.' },
  synchronous: {
    status: 403,
    code: 'AccessDenied',
    message: 'current user api does not support synchronous calls.',
  },
  notFound: { status: 404, code: 'NotFound', message: 'Not found!' },
  /** The page gives this text for "bad id, case or spaces": answered when only those differ from a real id. */
  modelMisspelt: bad('InvalidParameter', 'Model not exist.'),
  /** "Wrong id or not in this region": every other id. */
  modelUnknown: { status: 404, code: 'ModelNotFound', message: 'Model can not be found.' },
  brokenBody: bad('InvalidParameter', 'Required body invalid, please check the request body format.'),
  cannotCancel: bad(
    'UnsupportedOperation',
    'Failed to cancel the task, please confirm if the task is in PENDING status.',
  ),
  rateQuota: {
    status: 429,
    code: 'Throttling.RateQuota',
    message: 'Requests rate limit exceeded, please try again later.',
  },
  /** The answer to a full queue is undocumented; the general throttle says the least that is not true. */
  queueFull: {
    status: 429,
    code: 'Throttling',
    message: 'Too many requests in route. Please try again later.',
  },
  burst: {
    status: 429,
    code: 'Throttling.BurstRate',
    message:
      'Request rate increased too quickly. To ensure system stability, please adjust your client logic.',
  },
  concurrency: { status: 429, code: 'Throttling.Concurrency', message: 'Too many concurrent requests.' },
  internal: {
    status: 500,
    code: 'InternalError',
    message: 'An internal error has occured, please try again later or contact service support.',
  },
  unavailable: {
    status: 503,
    code: 'ModelUnavailable',
    message: 'Model is unavailable, please try again later.',
  },
  inputModerated: bad('DataInspectionFailed', 'Input data may contain inappropriate content.'),
  outputModerated: bad('DataInspectionFailed', 'Output data may contain inappropriate content.'),
  timedOut: {
    status: 500,
    code: 'InternalError.Timeout',
    message: 'An internal timeout error has occured during execution, please try again later.',
  },
  renderBroke: { status: 500, code: 'InternalError.Algo', message: 'inference internal error.' },
} as const satisfies Record<string, Refusal>

export const fieldRequired = (field: string) => bad('InvalidParameter', `Field required: ${field}`)

export const fieldInvalid = (field: string) =>
  bad(
    'InvalidParameter',
    `Required parameter(${field}) missing or invalid, please check the request parameters.`,
  )

export const resolutionInvalid = (value: unknown) =>
  bad('InvalidParameter', `The resolution is not valid ${value}`)

export const rangeInvalid = (field: string, min: number, max: number) =>
  bad('InvalidParameter', `Range of ${field} should be [${min}, ${max}]`)

/** Refusals about media the service was asked to fetch; which code fits which fault is the page's own table. */
export const MEDIA_REFUSALS = {
  badUrl: bad('InvalidURL', 'Required URL is missing or invalid, please check the request URL.'),
  refused: (host: string) =>
    bad('InvalidURL.ConnectionRefused', `Connection to ${host} refused, please provide available URL.`),
  timedOut: (host: string) =>
    bad('InvalidURL.Timeout', `Download ${host} timeout, please check network connection.`),
  notFound: bad(
    'InvalidParameter.DataInspection',
    'Failed to find the requested media resource during the data inspection process.',
  ),
  forbidden: bad(
    'InvalidParameter.DataInspection',
    "Don't have authorization to access the media resource during the data inspection process.",
  ),
  downloadFailed: bad(
    'InvalidParameter.DataInspection',
    'Unable to download the media resource during the data inspection process.',
  ),
  badFormat: bad(
    'InvalidParameter.DataInspection',
    'The media format is not supported or incorrect for the data inspection.',
  ),
  undecodable: bad(
    'InvalidParameter.DataInspection',
    'Failed to decode the image during the data inspection.',
  ),
  tooHeavy: (megabytes: number) => bad('InvalidFile.Size', `The file size should not exceed ${megabytes}MB.`),
  tooSmall: (side: number) =>
    bad('InvalidImage.ImageSize', `The width and height of the image should be at least ${side} pixels.`),
  badRatio: bad('InvalidFile.AspectRatio', 'The aspect ratio of the file should be between 1:2.5 and 2.5:1.'),
  badVideo: bad(
    'InvalidFile.Format',
    'The file format is not supported, please provide an MP4 or MOV video.',
  ),
  badVideoSize: bad(
    'InvalidFile.Resolution',
    'The short side of the video should be at least 360 pixels and the long side at most 4096.',
  ),
  badVideoLength: bad('InvalidFile.Duration', 'The video duration should be between 3 and 60 seconds.'),
  badVideoFps: bad('InvalidFile.FPS', 'The video frame rate should be between 8 and 60.'),
} as const
