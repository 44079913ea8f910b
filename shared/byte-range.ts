/** Owns the Range header of a request for a file: which bytes are asked for, and whether the half the client has is still the same file. */

/** Bytes `start`…`end`, both included, of a file; `whole` when the request named no usable range. */
export type Slice = { start: number; end: number; whole: boolean }

/**
 * The slice a GET asks for; undefined when it lies outside the file. As storage does: several ranges, a
 * malformed one, or an `If-Range` of another file give the whole (RFC 9110 §14).
 */
export function sliceOf(
  range: string | undefined,
  ifRange: string | undefined,
  etag: string,
  bytes: number,
): Slice | undefined {
  const whole = { start: 0, end: bytes - 1, whole: true }
  const asked = /^bytes=(\d*)-(\d*)$/i.exec(range?.trim() ?? '')
  if (!asked || (ifRange !== undefined && ifRange !== etag)) return whole
  const [, first = '', last = ''] = asked
  if (first === '' && last === '') return whole
  if (first === '') {
    const suffix = Number(last)
    return suffix === 0 ? undefined : { start: Math.max(bytes - suffix, 0), end: bytes - 1, whole: false }
  }
  const start = Number(first)
  const end = last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1)
  if (last !== '' && Number(last) < start) return whole
  return start >= bytes ? undefined : { start, end, whole: false }
}
