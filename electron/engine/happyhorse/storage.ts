/** Owns how the storage host speaks: XML errors, and which addresses are safe to talk to. */

/** An error of the storage host. */
export type StorageError = { code: string; message: string; requestId?: string }

/** Reads `<Error><Code>…`; undefined when the text is no such error. */
export function parseStorageError(xml: string): StorageError | undefined {
  const code = tag(xml, 'Code')
  if (!code) return undefined
  const requestId = tag(xml, 'RequestId')
  return {
    code,
    message: tag(xml, 'Message') ?? '',
    ...(requestId ? { requestId } : {}),
  }
}

function tag(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]?.trim()
}

/** Passes by itself: a slow client, a request too early, too many of them. */
const PASSING = [408, 425, 429]

/**
 * True when the host does not take the link. Whether it ever will again cannot be told from its words, which are many:
 * expired, key or token invalid, access denied, owner in debt, object or bucket gone. Only the task knows another one.
 * Source: alibabacloud.com/help/en/oss/how-to-troubleshoot-403-status-code-when-you-access-oss, read 2026-11-29.
 */
export function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && !PASSING.includes(status)
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

/** True for https anywhere and http on this machine. */
export function isSafeAddress(address: string): boolean {
  const url = URL.parse(address)
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
}

/** Links of some services come as http; the same link over https, unchanged otherwise. Loopback stays. */
export function upgraded(address: string): string {
  const url = URL.parse(address)
  return url?.protocol === 'http:' && !isLoopback(url.hostname)
    ? address.replace(/^http:/i, 'https:')
    : address
}
