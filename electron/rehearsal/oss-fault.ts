/** Owns the errors of object storage, which come as XML: refused links and refused uploads. */

/** One storage error; `details` are further elements of the XML. */
export type OssFault = { status: number; code: string; message: string; details?: Record<string, string> }

/**
 * Codes and messages: help.aliyun.com/en/oss/user-guide/0002-00000069 and the storage service's error
 * reference, read 2026-11-22.
 */
export const OSS_FAULTS = {
  unsigned: {
    status: 403,
    code: 'AccessDenied',
    message: 'You have no right to access this object because of bucket acl.',
    details: { EC: '0003-00000001' },
  },
  twoCredentials: {
    status: 400,
    code: 'InvalidArgument',
    message: 'Authorization in the header and a signature in the URL must not be sent together.',
    details: { EC: '0002-00000062' },
  },
  unknownKeyId: {
    status: 403,
    code: 'InvalidAccessKeyId',
    message: 'The OSS Access Key Id you provided does not exist in our records.',
  },
  badSignature: {
    status: 403,
    code: 'SignatureDoesNotMatch',
    message:
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    details: { EC: '0002-00000040' },
  },
  linkExpired: (expiresAt: number, now: number) => ({
    status: 403,
    code: 'AccessDenied',
    message: 'Request has expired.',
    details: {
      Expires: new Date(expiresAt).toISOString(),
      ServerTime: new Date(now).toISOString(),
      EC: '0002-00000069',
    },
  }),
  noSuchKey: { status: 404, code: 'NoSuchKey', message: 'The specified key does not exist.' },
  badRange: { status: 416, code: 'InvalidRange', message: 'The requested range cannot be satisfied' },
  internal: {
    status: 500,
    code: 'InternalError',
    message: 'We encountered an internal error. Please try again.',
  },
  policyExpired: {
    status: 403,
    code: 'AccessDenied',
    message: 'Invalid according to Policy: Policy expired.',
  },
  policyUnmet: (condition: string) => ({
    status: 403,
    code: 'AccessDenied',
    message: `Invalid according to Policy: Policy Condition failed: ${condition}`,
  }),
  exists: {
    status: 409,
    code: 'FileAlreadyExists',
    message: 'The object you specified already exists and can not be overwritten.',
  },
  tooLarge: {
    status: 400,
    code: 'EntityTooLarge',
    message: 'Your proposed upload exceeds the maximum allowed size.',
  },
  badForm: {
    status: 400,
    code: 'MalformedPOSTRequest',
    message: 'The body of your POST request is not well-formed multipart/form-data.',
  },
} as const satisfies Record<string, OssFault | ((...values: never[]) => OssFault)>

/** The fault as the XML document storage answers with. */
export function ossResponse(fault: OssFault, requestId: string, host: string): Response {
  const fields = {
    Code: fault.code,
    Message: fault.message,
    RequestId: requestId,
    HostId: host,
    ...fault.details,
  }
  const elements = Object.entries(fields).map(([name, value]) => `  <${name}>${escapeXml(value)}</${name}>\n`)
  return new Response(`<?xml version="1.0" encoding="UTF-8"?>\n<Error>\n${elements.join('')}</Error>\n`, {
    status: fault.status,
    headers: { 'Content-Type': 'application/xml', 'x-oss-request-id': requestId },
  })
}

/** A request id as storage writes them: 24 hexadecimal digits. */
export function ossRequestId(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 24).toUpperCase()
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
