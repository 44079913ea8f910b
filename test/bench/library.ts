/**
 * Owns the Library's benchmark: 20,000 saved clips, rows true and files tiny. The engine's answers to words as they
 * are typed are timed in this process; opening and scrolling the room in a Chromium, when the machine has one.
 */

import { join } from 'node:path'
import { openDatabase } from '#electron/engine/database/open.ts'
import { openTables, type Tables } from '#electron/engine/database/tables.ts'
import { fillShelf, wordOf } from '#test/support/clip-shelf.ts'
import { type Letter, measureRoom } from './library-room.ts'
import { type Entry, inTempFolder, percentile, progress, rounded, upTo } from './measure.ts'

const CLIPS = 20_000
/** Words typed into the room's search. */
const WORDS = 30
/** Slowest of 100 answers but five, in ms. */
const SEARCH_MS = 50

/** Typed letter by letter, as people do. */
const TYPED = [
  'mist is drifting',
  '薄雾在湖面',
  'rain-street-after',
  '4711',
  'camera push',
  '湖',
  '霓虹灯',
  'IMG_2026',
]

type ClipLists = Tables['clipLists']

export async function library(): Promise<Entry[]> {
  return inTempFolder(async (folder) => {
    const dataFolder = join(folder, 'data')
    progress(`library: ${CLIPS} clips are laid out`)
    await fillShelf({ dataFolder, clips: CLIPS, now: Date.now() })
    const db = openDatabase(join(dataFolder, 'gallop.sqlite'), Date.now())
    const { clipLists } = openTables(db)
    const [found, words] = [search(clipLists), wordsToType(clipLists)]
    db.close()
    return [found, ...(await measureRoom({ dataFolder, clips: CLIPS, words }))]
  })
}

/** Words of the shelf as they are typed, as long as each letter leaves fewer clips over: only then an answer can be seen. */
function wordsToType(clipLists: ClipLists): Letter[][] {
  return Array.from({ length: WORDS }, (_, number) => {
    const word = wordOf(number)
    const letters: Letter[] = []
    let before = CLIPS
    for (let end = 1; end <= word.length; end += 1) {
      const text = word.slice(0, end)
      const clips = clipLists.search({ text }, 'newest', { offset: 0, limit: 1 }).total
      if (clips === before) break
      letters.push({ text, clips })
      before = clips
    }
    return letters
  })
}

/** What a window asks at every letter: the first page, and how many there are. */
function search(clipLists: ClipLists): Entry {
  const texts = TYPED.flatMap((text) => [...text].map((_, end) => text.slice(0, end + 1)))
  const window = { offset: 0, limit: 200 }
  const ask = (text: string) => {
    const from = performance.now()
    clipLists.search({ text }, 'newest', window)
    return performance.now() - from
  }
  for (const text of texts.slice(0, 10)) ask(text)
  const times = texts.map(ask)
  const facets = texts.slice(0, 40).map((text) => {
    const from = performance.now()
    clipLists.facets({ text }, [])
    return performance.now() - from
  })
  const detail = { facetsP95Ms: rounded(percentile(facets, 95)), medianMs: rounded(percentile(times, 50)) }
  return upTo('library.search', percentile(times, 95), SEARCH_MS, times.length, 'ms p95', detail)
}
