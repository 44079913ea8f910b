/** Shows when a signed link is good, and what storage says when it is not. */

import { expect, test } from 'vitest'
import { checkLink, signLink } from '#electron/rehearsal/links.ts'
import { OSS_FAULTS, ossResponse } from '#electron/rehearsal/oss-fault.ts'

const SECRET = 'secret'
const EXPIRES_AT = 1_800_000_000_000
const link = signLink(SECRET, '/results/a.mp4', EXPIRES_AT)

function check(text: string, more: Partial<Parameters<typeof checkLink>[1]> & { now?: number } = {}) {
  const url = new URL(text, 'http://127.0.0.1')
  const { now = EXPIRES_AT - 1, ...request } = more
  return checkLink(
    SECRET,
    { method: 'GET', path: url.pathname, query: url.searchParams, hasAuthorization: false, ...request },
    now,
  )?.code
}

test('a link carries its expiry in epoch seconds, the key id and a signature', () => {
  expect(link).toMatch(/^\/results\/a\.mp4\?Expires=1800000000&OSSAccessKeyId=LTAI\w+&Signature=[\w%]+$/)
  expect(check(link)).toBeUndefined()
})

test.each([
  ['another path', link.replace('a.mp4', 'b.mp4')],
  ['a later expiry', link.replace('Expires=18', 'Expires=19')],
  ['a signature encoded twice', link.replaceAll('%', '%25')],
  ['an expiry that is no number', link.replace('Expires=1800000000', 'Expires=never')],
])('%s does not match the signature', (_name, altered) => {
  expect(check(altered)).toBe('SignatureDoesNotMatch')
})

test('a link signed for GET is no good for HEAD', () => {
  expect(check(link, { method: 'HEAD' })).toBe('SignatureDoesNotMatch')
})

test('a second credential in the header is refused', () => {
  expect(check(link, { hasAuthorization: true })).toBe('InvalidArgument')
})

test('without a signature there is no access', () => {
  expect(check('/results/a.mp4')).toBe('AccessDenied')
})

test('the last moment is the one before the expiry', () => {
  expect(check(link, { now: EXPIRES_AT - 1 })).toBeUndefined()
  expect(check(link, { now: EXPIRES_AT })).toBe('AccessDenied')
})

test('the error of an expired link is the documented XML', async () => {
  const response = ossResponse(OSS_FAULTS.linkExpired(EXPIRES_AT, EXPIRES_AT + 1_500), 'ABC', 'host&co')
  expect(response.status).toBe(403)
  expect(response.headers.get('content-type')).toBe('application/xml')
  expect(await response.text()).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<Error>
  <Code>AccessDenied</Code>
  <Message>Request has expired.</Message>
  <RequestId>ABC</RequestId>
  <HostId>host&amp;co</HostId>
  <Expires>2027-01-15T08:00:00.000Z</Expires>
  <ServerTime>2027-01-15T08:00:01.500Z</ServerTime>
  <EC>0002-00000069</EC>
</Error>
`)
})
