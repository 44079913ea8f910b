/** Owns the proof that every documented refusal means what the service's page says it means. */

import { describe, expect, test } from 'vitest'
import { refusalOf, taskRefusalOf } from '#electron/engine/happyhorse/refusals.ts'
import type { ErrorCode } from '#shared/error-words.ts'

type Row = [
  status: number,
  code: string,
  message: string,
  error: ErrorCode,
  verdict: 'wait' | 'fail' | 'stop',
  retake: boolean,
]

/** Every row of the service's error page, in its order. */
const DOCUMENTED: Row[] = [
  [400, 'InvalidParameter', 'Field required: input.media', 'parameter-refused', 'fail', false],
  [
    400,
    'InvalidParameter',
    'Required parameter(model) missing or invalid',
    'parameter-refused',
    'fail',
    false,
  ],
  [
    400,
    'InvalidParameter',
    'The request is missing required parameters or in a wrong format',
    'parameter-refused',
    'fail',
    false,
  ],
  [400, 'InvalidParameter', 'The parameter is invalid.', 'parameter-refused', 'fail', false],
  [400, 'InvalidParameter', 'The resolution is not valid 999P', 'parameter-refused', 'fail', false],
  [
    400,
    'InvalidParameter',
    'Required body invalid, please check the request body format.',
    'parameter-refused',
    'fail',
    false,
  ],
  [400, 'InvalidParameter', 'Model not exist.', 'model-not-found', 'fail', false],
  [400, 'InvalidParameter', 'Range of seed should be [0, 2147483647]', 'parameter-refused', 'fail', false],
  [400, 'InvalidParameter', 'url error, please check url！', 'parameter-refused', 'fail', false],
  [400, 'InvalidParameter', 'Failed to download the image', 'image-unreachable', 'fail', true],
  [400, 'InvalidParameter', 'download image failed', 'image-unreachable', 'fail', true],
  [400, 'InvalidParameter', 'oss download error.', 'image-unreachable', 'fail', true],
  [
    400,
    'InvalidParameter',
    'Reference image download failed, please check image url.',
    'image-unreachable',
    'fail',
    true,
  ],
  [400, 'BadRequest.InputDownloadFailed', 'Failed to download input', 'image-unreachable', 'fail', true],
  [
    400,
    'InvalidParameter.DataInspection',
    'Unable to download the media resource during the data inspection process.',
    'image-unreachable',
    'fail',
    true,
  ],
  [
    400,
    'InvalidParameter.DataInspection',
    'Download the media resource timed out during the data inspection process',
    'image-unreachable',
    'fail',
    true,
  ],
  [400, 'InvalidParameter', 'Failed to find the requested media resource', 'image-unreachable', 'fail', true],
  [
    400,
    'InvalidParameter',
    "Don't have authorization to access the media resource",
    'image-unreachable',
    'fail',
    true,
  ],
  [
    400,
    'InvalidParameter.DataInspection',
    'The media format is not supported or incorrect for the data inspection.',
    'image-refused',
    'fail',
    false,
  ],
  [400, 'InvalidParameter', 'Failed to decode the image', 'image-refused', 'fail', false],
  [400, 'InvalidParameter', 'Invalid image format or corrupted file', 'image-refused', 'fail', false],
  [400, 'InvalidParameter', 'read image error.', 'image-refused', 'fail', false],
  [
    400,
    'InvalidParameter.DataInspection',
    'The image size is not supported for the data inspection.',
    'image-refused',
    'fail',
    false,
  ],
  [
    400,
    'InvalidParameter',
    'the size of input image is too small or too large.',
    'image-refused',
    'fail',
    false,
  ],
  [400, 'InvalidURL', 'Required URL is missing or invalid', 'image-refused', 'fail', false],
  [400, 'InvalidURL.ConnectionRefused', 'Connection to x refused', 'image-unreachable', 'fail', true],
  [400, 'InvalidURL.Timeout', 'Download x timeout', 'image-unreachable', 'fail', true],
  [400, 'InvalidImage.FileFormat', 'type not valid', 'image-refused', 'fail', false],
  [400, 'InvalidImageFormat', 'type not valid', 'image-refused', 'fail', false],
  [400, 'InvalidFile.Format', 'type not valid', 'image-refused', 'fail', false],
  [400, 'InvalidFile.Openerror', 'cannot open', 'image-refused', 'fail', false],
  [400, 'InvalidImageResolution', 'size', 'image-refused', 'fail', false],
  [400, 'InvalidImage.ImageSize', 'size', 'image-refused', 'fail', false],
  [400, 'InvalidFile.ImageSize', 'size', 'image-refused', 'fail', false],
  [400, 'InvalidFile.Resolution', 'size', 'image-refused', 'fail', false],
  [400, 'InvalidFile.AspectRatio', 'ratio', 'image-refused', 'fail', false],
  [400, 'InvalidFile.Size', 'size', 'image-refused', 'fail', false],
  [400, 'InvalidFile.Duration', 'length', 'image-refused', 'fail', false],
  [400, 'InvalidFile.FPS', 'fps', 'image-refused', 'fail', false],
  [
    400,
    'DataInspectionFailed',
    'Input data may contain inappropriate content.',
    'moderated-input',
    'fail',
    false,
  ],
  [
    400,
    'DataInspectionFailed',
    'Input image data may contain inappropriate content.',
    'moderated-input',
    'fail',
    false,
  ],
  [
    400,
    'data_inspection_failed',
    'Output data may contain inappropriate content.',
    'moderated-output',
    'fail',
    true,
  ],
  [
    400,
    'DataInspectionFailed',
    'Input or output data may contain inappropriate content.',
    'moderated-output',
    'fail',
    true,
  ],
  [
    400,
    'InvalidParameter',
    'The image content does not comply with green network verification.',
    'moderated-input',
    'fail',
    false,
  ],
  [
    400,
    'IPInfringementSuspect',
    'Input data is suspected of being involved in IP infringement.',
    'moderated-input',
    'fail',
    false,
  ],
  [400, 'CustomRoleBlocked', 'blocked by custom rule', 'moderated-input', 'fail', false],
  [400, 'FaqRuleBlocked', 'blocked by FAQ rule', 'moderated-input', 'fail', false],
  [
    400,
    'Arrearage',
    'Access denied, please make sure your account is in good standing.',
    'account-overdue',
    'stop',
    true,
  ],
  [
    400,
    'UnsupportedOperation',
    'Failed to cancel the task, please confirm if the task is in PENDING status.',
    'refused',
    'fail',
    false,
  ],
  [401, 'InvalidApiKey', 'Invalid API-key provided.', 'key-refused', 'stop', true],
  [401, 'invalid_api_key', 'Incorrect API key provided.', 'key-refused', 'stop', true],
  [
    401,
    'NOT AUTHORIZED',
    'Access denied: Either you are not authorized to access this workspace, or the workspace does not exist',
    'workspace-refused',
    'stop',
    true,
  ],
  [403, 'AccessDenied', 'current user api does not support synchronous calls.', 'refused', 'fail', false],
  [403, 'AccessDenied', 'Current user api does not support asynchronous calls.', 'refused', 'fail', false],
  [403, 'AccessDenied', 'Access denied.', 'model-not-activated', 'stop', true],
  [403, 'AccessDenied', 'Invalid according to Policy: Policy expired.', 'image-unreachable', 'wait', true],
  [
    403,
    'AccessDenied.Unpurchased',
    'Access to model denied. Please make sure you are eligible',
    'model-not-activated',
    'stop',
    true,
  ],
  [403, 'Model.AccessDenied', 'Model access denied.', 'model-not-activated', 'stop', true],
  [403, 'Workspace.AccessDenied', 'Workspace access denied.', 'workspace-refused', 'stop', true],
  [403, 'App.AccessDenied', 'App access denied.', 'workspace-refused', 'stop', true],
  [403, 'Endpoint.AccessDenied', 'Workspace endpoint access denied.', 'model-not-found', 'fail', false],
  [
    403,
    'AllocationQuota.FreeTierOnly',
    'The free tier of the model has been exhausted',
    'free-quota-gone',
    'stop',
    true,
  ],
  [404, 'ModelNotFound', 'Model can not be found.', 'model-not-found', 'stop', true],
  [404, 'model_not_found', 'The model x does not exist', 'model-not-found', 'stop', true],
  [404, 'WorkSpaceNotFound', 'WorkSpace can not be found.', 'workspace-refused', 'stop', true],
  [404, 'NotFound', 'Request path not found.', 'refused', 'stop', true],
  [429, 'Throttling', 'Requests throttling triggered.', 'throttled', 'wait', true],
  [429, 'Throttling', 'Too many requests in route. Please try again later.', 'throttled', 'wait', true],
  [
    429,
    'Throttling.RateQuota',
    'Requests rate limit exceeded, please try again later.',
    'throttled',
    'wait',
    true,
  ],
  [429, 'LimitRequests', 'You have exceeded your request limit.', 'throttled', 'wait', true],
  [429, 'limit_requests', 'You have exceeded your request limit.', 'throttled', 'wait', true],
  [429, 'ResourceExhausted', 'You have exceeded your request limit.', 'throttled', 'wait', true],
  [429, 'Throttling.BurstRate', 'Request rate increased too quickly', 'throttled', 'wait', true],
  [429, 'limit_burst_rate', 'Request rate increased too quickly', 'throttled', 'wait', true],
  [429, 'Throttling.Concurrency', 'Too many concurrent requests.', 'throttled', 'wait', true],
  [
    429,
    'Throttling.AllocationQuota',
    'Allocated quota exceeded, please increase your quota limit.',
    'throttled',
    'wait',
    true,
  ],
  [
    429,
    'insufficient_quota',
    'Allocated quota exceeded, please increase your quota limit.',
    'throttled',
    'wait',
    true,
  ],
  [429, 'Throttling.AllocationQuota', 'Free allocated quota exceeded.', 'free-quota-gone', 'stop', true],
  [
    429,
    'BudgetLimitExceeded',
    'The budget set in Budget Management is exhausted.',
    'budget-gone',
    'stop',
    true,
  ],
  [429, 'Throttling', 'The budget set in Budget Management is exhausted.', 'budget-gone', 'stop', true],
  [429, 'CommodityNotPurchased', 'Commodity has not purchased yet', 'model-not-activated', 'stop', true],
  [429, 'PrepaidBillOverdue', 'The prepaid bill is overdue.', 'account-overdue', 'stop', true],
  [429, 'PostpaidBillOverdue', 'The postpaid bill is overdue.', 'account-overdue', 'stop', true],
  [
    500,
    'InternalError',
    'An internal error has occured, please try again later',
    'service-fault',
    'fail',
    true,
  ],
  [500, 'internal_error', 'Internal server error!', 'service-fault', 'fail', true],
  [500, 'InternalError.Algo', 'inference internal error.', 'service-fault', 'fail', true],
  [500, 'InternalError.FileUpload', 'oss upload error.', 'service-fault', 'fail', true],
  [500, 'InternalError.Upload', 'Failed to upload result.', 'service-fault', 'fail', true],
  [500, 'InternalError.Timeout', 'An internal timeout error has occured', 'service-timeout', 'fail', true],
  [500, 'SystemError', 'try again later', 'service-fault', 'fail', true],
  [500, 'ModelServiceFailed', 'try again later', 'service-fault', 'fail', true],
  [500, 'RequestTimeOut', 'try again later', 'service-fault', 'fail', true],
  [500, 'ResponseTimeout', 'try again later', 'service-fault', 'fail', true],
  [
    503,
    'ModelServingError',
    'Too many requests. Your requests are being throttled due to system capacity limits',
    'throttled',
    'wait',
    true,
  ],
  [503, 'ModelUnavailable', 'Model is unavailable, please try again later.', 'throttled', 'wait', true],
]

describe('documented refusals', () => {
  test.each(DOCUMENTED)('%i %s “%s” means %s', (httpStatus, code, message, error, verdict, retake) => {
    const refusal = refusalOf({ httpStatus, code, message, requestId: 'r-1' })
    expect(refusal).toEqual({
      error: { code: error, values: { code, message }, requestId: 'r-1' },
      httpStatus,
      verdict,
      retake,
      ...(httpStatus === 429 && verdict === 'wait' ? { tooMany: tooManyBy(code) } : {}),
    })
  })
})

/** Only one throttle speaks of tasks. */
function tooManyBy(code: string) {
  return code === 'Throttling.Concurrency' ? 'tasks' : 'requests'
}

describe('what the page does not list', () => {
  test.each([
    ['a key refused under a new code', 401, 'KeyRevoked', 'key-refused', 'stop'],
    ['a throttle under a new name', 429, 'Throttling.Moon', 'throttled', 'wait'],
    ['a 429 without a known code', 429, 'SlowDown', 'throttled', 'wait'],
    ['a fault of the service under a new code', 502, 'Gateway', 'service-fault', 'fail'],
    ['a body too large for the gateway', 413, '', 'image-refused', 'fail'],
    ['anything else', 418, 'Teapot', 'refused', 'fail'],
  ] as const)('%s goes by its status or prefix', (_, httpStatus, code, error, verdict) => {
    const refusal = refusalOf({ httpStatus, code, message: 'm' })
    expect([refusal.error.code, refusal.verdict]).toEqual([error, verdict])
  })

  test('a refusal without a code is named by its status and blames what stands between', () => {
    expect(refusalOf({ httpStatus: 418, code: '', message: 'short and stout' }).error).toEqual({
      code: 'answered-elsewhere',
      values: { code: 'HTTP 418', message: 'short and stout' },
    })
    expect(refusalOf({ httpStatus: 451, code: '', message: '' }).error.values.message).toBe('…')
  })

  test('what a page without a code says is not about the job', () => {
    const page = 'Blocked by your company: inappropriate content. Failed to download.'
    const refusal = refusalOf({ httpStatus: 403, code: '', message: page })
    expect([refusal.error.code, refusal.retake]).toEqual(['answered-elsewhere', true])
    expect(refusalOf({ httpStatus: 401, code: '', message: page }).error.code).toBe('key-refused')
    expect(refusalOf({ httpStatus: 429, code: '', message: 'slow down' }).verdict).toBe('wait')
  })

  test('an unknown code keeps its code, message and request id', () => {
    expect(refusalOf({ httpStatus: 400, code: 'Odd.Code', message: 'odd', requestId: 'q' })).toEqual({
      error: { code: 'refused', values: { code: 'Odd.Code', message: 'odd' }, requestId: 'q' },
      httpStatus: 400,
      verdict: 'fail',
      retake: false,
    })
  })
})

describe('a failed task', () => {
  test('is understood by the code inside its message', () => {
    const said = {
      httpStatus: 200,
      code: 'InternalError.Algo',
      message: 'InternalError.Algo.DataInspectionFailed: Input data may contain inappropriate content.',
    }
    expect(taskRefusalOf(said)).toMatchObject({
      error: { code: 'moderated-input', values: said && { code: said.code, message: said.message } },
      retake: false,
    })
  })

  test('that lacks the resolve header blames the picture', () => {
    const message =
      'InternalError.Algo.InvalidParameter: The provided URL does not appear to be valid. Check it.'
    const refusal = taskRefusalOf({ httpStatus: 200, code: 'invalid_parameter_error', message })
    expect(refusal.error.code).toBe('image-refused')
  })

  test('of the model itself may be retaken', () => {
    const said = { httpStatus: 200, code: 'InternalError.Algo', message: 'inference error.' }
    expect(taskRefusalOf(said)).toMatchObject({
      error: { code: 'service-fault' },
      verdict: 'fail',
      retake: true,
    })
  })

  test('for a reason nobody knows may be retaken, for it cost nothing', () => {
    const refusal = taskRefusalOf({ httpStatus: 200, code: 'FAILED', message: '' })
    expect(refusal).toMatchObject({ error: { code: 'refused' }, verdict: 'fail', retake: true })
  })

  test('is over even where a call would wait', () => {
    const said = { httpStatus: 200, code: 'Throttling.RateQuota', message: 'slow' }
    expect(taskRefusalOf(said)).toMatchObject({ error: { code: 'throttled' }, verdict: 'fail', retake: true })
  })
})
