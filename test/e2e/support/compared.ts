/** Owns bringing takes of the story's own making into the compare room. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { compareOf, teachReading } from '../pages/compare.ts'
import { dropOnto } from '../pages/drop.ts'
import { roomsOf } from '../pages/rooms.ts'
import type { Host } from './hosts.ts'
import { putPictures } from './pictures-on-disk.ts'
import { expect as expectSoon } from './studio.ts'

/** Also outside of stories, where nobody has set how long to wait. */
const expect = expectSoon.configure({ timeout: 90_000 })

/**
 * Saves one take for each clip, puts the clip's bytes in the place of what the rehearsal rendered, and opens the
 * takes side by side. The first clip is pane A's. `measured`: what is measured of them is true of the new bytes.
 */
export async function compareClips(
  host: Host,
  folder: string,
  clips: readonly Buffer[],
  { measured = false }: { measured?: boolean } = {},
) {
  const { page } = host
  const { board, frame, inspector, queue } = roomsOf(page)
  await dropOnto(host, await putPictures(folder, { 'boat.jpg': [640, 360] }))
  await expect(board.count).toHaveText('1 shot · 1 selected')
  await inspector.fill('Takes of each shot', clips.length)
  await inspector.queue.click()
  await queue.open()
  await expect(queue.section('Saved', clips.length)).toBeVisible()
  const database = join(folder, 'data', 'gallop.sqlite')
  if (measured) await expect.poll(() => notMeasured(database)).toBe(0)
  replaceClips(database, clips)
  // What the window has heard of the clips is not true any more.
  if (measured) await page.reload()
  await frame.room('Board').click()
  await board.card('boat.jpg').click()
  await page.keyboard.press('c')
  const compare = compareOf(page)
  await expect(compare.room).toBeVisible()
  await teachReading(page)
  return compare
}

/** Waits until the studio has measured so many clips: it works in the background and would be timed along. */
export async function untilMeasured(folder: string, clips: number): Promise<void> {
  const database = join(folder, 'data', 'gallop.sqlite')
  await expect.poll(() => clipsMeasured(database), { timeout: 180_000 }).toBe(clips)
}

function clipsMeasured(database: string): number {
  const table = new Sqlite(database, { readonly: true })
  const count = table.prepare("SELECT count(*) FROM clip_measures WHERE state = 'measured'").pluck().get()
  table.close()
  return Number(count)
}

/** Clips of the rehearsal that nothing is known of yet: they could be measured while their bytes change. */
function notMeasured(database: string): number {
  const table = new Sqlite(database, { readonly: true })
  const count = table.prepare("SELECT count(*) FROM clip_measures WHERE state = 'wanted'").pluck().get()
  table.close()
  return Number(count)
}

/** Puts bytes in the places of saved clips, take by take; a file of another size would count as missing. */
function replaceClips(database: string, clips: readonly Buffer[]): void {
  const table = new Sqlite(database)
  try {
    const rows = table.prepare('SELECT id, path FROM clips ORDER BY take').all() as {
      id: string
      path: string
    }[]
    expect(rows).toHaveLength(clips.length)
    for (const [at, { id, path }] of rows.entries()) {
      const bytes = clips[at] ?? Buffer.alloc(0)
      writeFileSync(path, bytes)
      table.prepare('UPDATE clips SET bytes = ? WHERE id = ?').run(bytes.length, id)
      table.prepare('DELETE FROM clip_measures WHERE clip_id = ?').run(id)
    }
    // What was measured in the bytes before says nothing of these.
    table.exec('DELETE FROM clip_measures')
  } finally {
    table.close()
  }
}
