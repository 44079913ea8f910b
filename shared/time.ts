/** Owns units of time and the service's own way of writing moments. */

export const SECOND_MS = 1_000
export const MINUTE_MS = 60 * SECOND_MS
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

/**
 * The service prints moments without a zone; they are UTC+8.
 * Source: OpenAPI schema of the query call (platform.qianwenai.com/docs), read 2026-11-22.
 */
const SERVICE_OFFSET_MS = 8 * HOUR_MS

/** Epoch ms → `YYYY-MM-DD HH:mm:ss.SSS` in UTC+8, as the query call prints it. */
export function formatServiceTime(at: number): string {
  return new Date(at + SERVICE_OFFSET_MS).toISOString().replace('T', ' ').replace('Z', '')
}

/** `YYYY-MM-DD HH:mm:ss[.SSS]` in UTC+8 → epoch ms; undefined when the text is no such moment. */
export function parseServiceTime(text: string): number | undefined {
  const at = Date.parse(`${text.trim().replace(' ', 'T')}Z`)
  return Number.isNaN(at) ? undefined : at - SERVICE_OFFSET_MS
}

/** Epoch ms → `YYYYMMDDhhmmss` in UTC+8, the list call's filter format. */
export function formatListTime(at: number): string {
  return formatServiceTime(at).slice(0, 19).replace(/\D/g, '')
}

/** `YYYYMMDDhhmmss` in UTC+8 → epoch ms; undefined when the text is no such moment. */
export function parseListTime(text: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text)
  if (!parts) return undefined
  const [, year, month, day, hour, minute, second] = parts
  return parseServiceTime(`${year}-${month}-${day} ${hour}:${minute}:${second}`)
}
