/** Owns the question before money moves. */

import { createInterface } from 'node:readline/promises'
import { UsageError } from './exit.ts'
import type { Output } from './output.ts'

/**
 * Says what it will cost and asks on the terminal; false means no. An abort counts as no, and so does the end of input.
 * @throws UsageError when nobody is there to be asked
 */
export async function confirm(output: Output, fact: string, signal: AbortSignal): Promise<boolean> {
  const { stdin, stderr } = output.streams
  if (!stdin.isTTY || !stderr.isTTY) {
    throw new UsageError(`${fact} Nobody can answer here; add --yes to agree beforehand.`)
  }
  const asking = createInterface({ input: stdin, output: stderr })
  // A terminal in line mode hands Ctrl-C to the reader, not to the process.
  asking.on('SIGINT', () => process.emit('SIGINT'))
  try {
    const closed = new Promise<string>((resolve) => asking.once('close', () => resolve('')))
    const answer = await Promise.race([asking.question(`${fact} Go on? [y/N] `, { signal }), closed])
    return /^y(es)?$/i.test(answer.trim())
  } catch (error) {
    if (signal.aborted) return false
    throw error
  } finally {
    asking.close()
  }
}
