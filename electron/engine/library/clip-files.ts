/** Owns how a clip comes onto the disk: a `.part` that grows, and one rename that never overwrites. */

/** A growing file `<name>.part`. Every method throws AppError `disk-refused` when the disk does not take it. */
export type Part = {
  /** Absolute path of the `.part`. */
  readonly path: string
  /** Bytes there already; the next write goes behind them. */
  readonly offset: number
  write(chunk: Uint8Array): Promise<void>
  /** Begins anew at offset 0. */
  restart(): Promise<void>
  /** Puts the file away for later. */
  close(): Promise<void>
  /** Removes the file. */
  discard(): Promise<void>
  /** Syncs, and gives the file its final name; `taken` when something has that name already, and then nothing happened. */
  finalize(name?: string): Promise<{ kind: 'saved'; path: string } | { kind: 'taken' }>
}

/** Opens `<folder>/<name>.part`, made when missing, to be continued where it ends. */
export function openPart(_folder: string, _name: string): Promise<Part> {
  throw new Error('not there yet')
}

/** Hex SHA-256 of a file. */
export function sha256Of(_path: string): Promise<string> {
  throw new Error('not there yet')
}
