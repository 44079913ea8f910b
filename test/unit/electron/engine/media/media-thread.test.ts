/** Threads that are let go. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { tempFolder } from '#test/support/temp-folder.ts'
import { tinyClip } from '#test/support/tiny-clip.ts'

const MEASURING = fileURLToPath(new URL('../../../../support/measuring-process.ts', import.meta.url))

test('a program that gives up measuring a clip waits for the codecs, and ends as it wants to', async () => {
  const clip = join(await tempFolder(), 'long.mp4')
  await writeFile(clip, await tinyClip({ width: 320, height: 180, frames: 120 }))
  const child = spawn(process.execPath, [MEASURING, clip], { stdio: 'ignore' })
  const [code, signal] = await once(child, 'exit')
  expect([code, signal]).toEqual([0, null])
})
