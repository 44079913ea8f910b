/** Owns the signed links to finished clips: how they are made and when one is good. */

import { createHmac, timingSafeEqual } from 'node:crypto'
import { SECOND_MS } from '#shared/time.ts'
import { OSS_FAULTS, type OssFault } from './oss-fault.ts'

/** The access key id every link and upload credential names. */
export const ACCESS_KEY_ID = 'LTAIrehearsal0000000000'

/** HMAC-SHA1 in base64, the signature of storage's version 1 (aliyun.com, "add signatures to URLs", read 2026-11-22). */
export function signText(secret: string, text: string): string {
  return createHmac('sha1', secret).update(text).digest('base64')
}

/** True when `given` is the signature of `text`; takes the same time whatever differs. */
export function isSignatureOf(secret: string, text: string, given: string): boolean {
  const right = Buffer.from(signText(secret, text))
  const offered = Buffer.from(given)
  return right.length === offered.length && timingSafeEqual(right, offered)
}

/** Path and query of a link to `path`, good for GET until `expiresAt` (epoch ms, kept in whole seconds). */
export function signLink(secret: string, path: string, expiresAt: number): string {
  const expires = String(Math.floor(expiresAt / SECOND_MS))
  const query = new URLSearchParams({
    Expires: expires,
    OSSAccessKeyId: ACCESS_KEY_ID,
    Signature: signText(secret, linkText('GET', path, expires)),
  })
  return `${path}?${query}`
}

/** What storage would object to in a request for a signed link; undefined when nothing. */
export function checkLink(
  secret: string,
  request: { method: string; path: string; query: URLSearchParams; hasAuthorization: boolean },
  now: number,
): OssFault | undefined {
  const { method, path, query } = request
  const [expires, keyId, signature] = ['Expires', 'OSSAccessKeyId', 'Signature'].map((name) =>
    query.get(name),
  )
  if (!expires || !keyId || !signature) return OSS_FAULTS.unsigned
  if (request.hasAuthorization) return OSS_FAULTS.twoCredentials
  if (keyId !== ACCESS_KEY_ID) return OSS_FAULTS.unknownKeyId
  if (!/^\d+$/.test(expires)) return OSS_FAULTS.badSignature
  const expiresAt = Number(expires) * SECOND_MS
  if (now >= expiresAt) return OSS_FAULTS.linkExpired(expiresAt, now)
  return isSignatureOf(secret, linkText(method, path, expires), signature)
    ? undefined
    : OSS_FAULTS.badSignature
}

function linkText(method: string, path: string, expires: string): string {
  return `${method}\n\n\n${expires}\n${path}`
}
