/** Owns that a press which is not answered yet, made once more, means the same. */

/**
 * Does nothing while an equal call is under way, and ends together with it: a second press on a slow machine would open
 * the same question twice, or make the same thing twice.
 */
export function onceAtATime<Input extends unknown[]>(
  deed: (...input: Input) => Promise<void>,
): (...input: Input) => Promise<void> {
  const running = new Map<string, Promise<void>>()
  return (...input) => {
    const key = JSON.stringify(input)
    const before = running.get(key)
    if (before) return before
    const now = deed(...input).finally(() => running.delete(key))
    running.set(key, now)
    return now
  }
}
