/** Owns folders that tests may fill: made on asking, gone with the test. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Path of a new empty folder, removed when the running test has ended. */
export async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gallop-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}
