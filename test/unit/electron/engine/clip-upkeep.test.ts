/** The quiet work on saved clips: what the user thinks of one is in its sidecar, so that it outlives the job table. */

import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { ClipUpkeep } from '#electron/engine/clip-upkeep.ts'
import { ClipTrash } from '#electron/engine/commands/clip-trash.ts'
import { parseSidecar, type Sidecar, writeSidecar } from '#electron/engine/library/sidecar.ts'
import { silentLog } from '#electron/engine/log.ts'
import type { Clip } from '#shared/clip.ts'
import { testPorts } from '#test/support/engine.ts'
import { fakeClock } from '#test/support/fake-clock.ts'
import { openJobTable } from '#test/support/job-table.ts'
import { tempFolder } from '#test/support/temp-folder.ts'

function sidecarOf(clip: Clip): Sidecar {
  const { prompt, resolution, durationSeconds, seed, cost, take, savedAt } = clip
  const { bytes, sha256, width, height, durationMs, frames, frameRate, videoCodec, audioCodec } = clip
  const facts = { bytes, sha256, width, height, durationMs, frames, frameRate, videoCodec, audioCodec }
  const moments = { submittedAt: null, acceptedAt: null, scheduledAt: null, endedAt: null }
  return {
    ...{ schema: 1, gallop: '0.1.0', jobId: clip.jobId, take, savedAt },
    recipe: { prompt, model: clip.model, resolution, durationSeconds, watermark: true, seed },
    still: { name: clip.stillName, sha256: null },
    firstFrame: { sha256: null },
    task: { service: 'rehearsal', taskId: 't1', requestId: null, ...moments, usage: null },
    cost: { estimate: cost, actual: null },
    clip: { ...facts, name: basename(clip.path) },
  }
}

test('a sidecar learns what was thought of its clip, once judging pauses, and keeps all it said before', async () => {
  const folder = await tempFolder()
  const tables = openJobTable(folder)
  const clip = tables.addClip()
  await writeFile(clip.path, 'a clip')
  const path = await writeSidecar(clip.path, sidecarOf(clip))
  const clock = fakeClock()
  const ports = { ...testPorts(async () => ''), clock, log: silentLog }
  const upkeep = new ClipUpkeep({ tables, ports, trash: new ClipTrash({ tables, ports }) })
  upkeep.start()
  tables.clips.judge(clip, { rating: 4, circled: true })
  tables.clips.judge(clip, { verdict: 'pick' })
  const judgement = { rating: 4, verdict: 'pick', circled: true }
  const written = async () => {
    await clock.advance(5_000)
    return parseSidecar(await readFile(path, 'utf8'))
  }
  await expect.poll(written, { timeout: 20_000 }).toEqual({ ...sidecarOf(clip), judgement })
  await expect.poll(() => tables.clipUpkeep.staleSidecars(9)).toEqual([])
  await upkeep.stop()
})
