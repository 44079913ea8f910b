/** Owns what a proxy address may be, and how one is written in full. */

import { AppError } from './app-error.ts'

/**
 * `proxy.local:8080` is what people write; an address without a scheme is an http proxy. Empty stays empty.
 * @throws AppError `proxy-malformed`
 */
export function parseProxy(text: string): string {
  const trimmed = text.trim()
  if (trimmed === '') return ''
  const address = URL.parse(/^[a-z0-9]+:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`)
  if (!address || !/^(https?|socks5?h?):$/.test(address.protocol)) throw new AppError('proxy-malformed')
  return address.href.replace(/^socks5?h:/, 'socks5:')
}
