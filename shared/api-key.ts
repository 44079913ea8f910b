/** Owns what an API key may be made of. */

import { AppError } from './app-error.ts'

/**
 * The key as a header can carry it: printable ASCII, without spaces (RFC 9110 §5.5).
 * @throws AppError `key-malformed`, which does not repeat it
 */
export function parseApiKey(text: string): string {
  const key = text.trim()
  if (!/^[\x21-\x7e]+$/.test(key)) throw new AppError('key-malformed')
  return key
}
