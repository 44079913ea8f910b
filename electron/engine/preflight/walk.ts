/** Owns how files and folders become a list of candidate pictures. */

export function walk(
  _paths: readonly string[],
  _options: { recursive: boolean },
): Promise<{ files: string[]; missing: string[] }> {
  throw new Error('not there yet')
}
