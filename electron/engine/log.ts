/** Owns what is logged: event names and plain fields. Never a key, a picture, a signed query or a prompt. */

export type LogFields = Record<string, string | number | boolean | null | undefined>

export type Log = {
  debug(event: string, fields?: LogFields): void
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
}

/** For tests and one-off reads. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }
