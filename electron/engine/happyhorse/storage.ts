/** Owns how the storage host speaks: XML errors, and which addresses are safe to talk to. */

/** An error of the storage host. `ec` is its own finer code. */
export type StorageError = { code: string; message: string; ec?: string; requestId?: string }

/** Reads `<Error><Code>…`; undefined when the text is no such error. */
export function parseStorageError(xml: string): StorageError | undefined {
  const code = tag(xml, 'Code')
  if (!code) return undefined
  const ec = tag(xml, 'EC')
  const requestId = tag(xml, 'RequestId')
  return {
    code,
    message: tag(xml, 'Message') ?? '',
    ...(ec ? { ec } : {}),
    ...(requestId ? { requestId } : {}),
  }
}

function tag(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]?.trim()
}

/**
 * True when the link will never work again: expired, or its object deleted.
 * Source: help.aliyun.com/en/oss/user-guide/0002-00000069, read 2026-11-22.
 */
export function isDead(status: number, error: StorageError | undefined): boolean {
  if (status === 404 || status === 410) return error?.code === 'NoSuchKey' || status === 410
  return (
    status === 403 && (error?.ec === '0002-00000069' || /request has expired/i.test(error?.message ?? ''))
  )
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
