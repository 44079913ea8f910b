/** Owns timing the Library's room in a Chromium: opening it, scrolling through it, typing into its search. */

import type { Page } from 'playwright'
import { type Entry, judged, percentile, progress, rounded, upTo } from './measure.ts'
import { inWindow } from './window.ts'

const OPEN_MS = 1_000
const SEARCH_MS = 50
const FRAMES_A_SECOND = 50
const OPENINGS = 5
const SCROLL_MS = 4_000
/** The pause after each letter, as quick typists make it. */
const LETTER_MS = 120
const PATIENCE_MS = 5_000

/** What stands in the field once a letter has been typed, and how many clips it finds. */
export type Letter = { text: string; clips: number }

type RoomWish = { dataFolder: string; clips: number; words: readonly Letter[][] }

/** Opens the data folder in a window; `clips` is how many there are, `words` are typed letter by letter. */
export function measureRoom({ dataFolder, clips, words }: RoomWish): Promise<Entry[]> {
  return inWindow({ dataFolder, speed: 1, clips: 'tiny', pollSeconds: 15 }, async ({ page }) => {
    await page.getByRole('tab', { name: 'Library' }).waitFor()
    return [await opening(page, clips), await scrolling(page), await typing(page, words)]
  })
}

/** From the press of the tab until the first row of cards has its pictures drawn. */
async function opening(page: Page, clips: number): Promise<Entry> {
  const times: number[] = []
  for (let run = 0; run < OPENINGS; run += 1) {
    await page.getByRole('tab', { name: 'Board' }).click()
    await page.getByRole('grid', { name: 'Shots' }).waitFor()
    times.push(
      await page.evaluate(async (total) => {
        const tab = [...document.querySelectorAll<HTMLElement>('[role=tab]')].find(
          (one) => one.textContent === 'Library',
        )
        const from = performance.now()
        tab?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerType: 'mouse' }))
        tab?.click()
        const isThere = () =>
          document.querySelector(`[role=option][aria-setsize="${total}"] img`) instanceof HTMLImageElement &&
          [...document.querySelectorAll<HTMLImageElement>('[role=option] img')]
            .slice(0, 4)
            .every((one) => one.complete)
        while (!isThere()) await new Promise(requestAnimationFrame)
        return performance.now() - from
      }, clips),
    )
    progress(`library.open ${run + 1}/${OPENINGS}: ${rounded(times.at(-1) ?? 0)} ms`)
  }
  return upTo('library.open', percentile(times, 50), OPEN_MS, OPENINGS, 'ms', {
    worstMs: rounded(Math.max(...times)),
  })
}

/** Scrolls as a wheel does, a few rows a second, and then through the whole list; counts the frames drawn meanwhile. */
async function scrolling(page: Page): Promise<Entry> {
  const measure = (speed: number) =>
    page.evaluate(
      async ([pixelsASecond, spanMs]) => {
        const grid = document.querySelector<HTMLElement>('[role=listbox]')
        if (!grid) throw new Error('There is no grid')
        grid.scrollTop = 0
        const from = performance.now()
        const stamps: number[] = []
        for (let now = from; now - from < spanMs; ) {
          now = await new Promise<number>(requestAnimationFrame)
          stamps.push(now)
          grid.scrollTop = ((now - from) / 1_000) * pixelsASecond
        }
        return stamps
      },
      [speed, SCROLL_MS] as const,
    )
  const calm = framesASecond(await measure(2_400))
  const wild = framesASecond(await measure(60_000))
  progress(`library.scroll: ${rounded(calm)} frames/s, ${rounded(wild)} through the whole list`)
  const numbers = {
    ours: rounded(calm),
    bare: FRAMES_A_SECOND,
    unit: 'frames/s',
    detail: { wholeList: rounded(wild) },
  }
  return judged({
    name: 'library.scroll',
    bound: 'at least',
    target: 1,
    ratio: calm / FRAMES_A_SECOND,
    runs: 1,
    ...numbers,
  })
}

function framesASecond(stamps: readonly number[]): number {
  const [first = 0, last = 1] = [stamps[0], stamps.at(-1)]
  return ((stamps.length - 1) * 1_000) / (last - first)
}

/** From the letter until the list that fits it has been painted. */
async function typing(page: Page, words: readonly Letter[][]): Promise<Entry> {
  const times: number[] = []
  const field = page.getByRole('searchbox', { name: 'Look for clips' })
  for (const word of words) {
    await field.fill('')
    await page.waitForTimeout(LETTER_MS * 3)
    for (const { text, clips } of word) {
      times.push(await page.evaluate(typeLetter, { letter: text.slice(-1), clips, patienceMs: PATIENCE_MS }))
      await page.waitForTimeout(Math.max(0, LETTER_MS - (times.at(-1) ?? 0)))
    }
  }
  progress(`library.typed: ${times.length} letters, median ${rounded(percentile(times, 50))} ms`)
  const detail = { medianMs: rounded(percentile(times, 50)), worstMs: rounded(Math.max(...times)) }
  return upTo('library.typed', percentile(times, 95), SEARCH_MS, times.length, 'ms p95', detail)
}

type TypeWish = { letter: string; clips: number; patienceMs: number }

/** Runs in the page: types a letter where the focus is; ms until the number of clips found has been painted. */
function typeLetter({ letter, clips, patienceMs }: TypeWish): Promise<number> {
  return new Promise((resolve, reject) => {
    const giveUp = setTimeout(() => reject(new Error(`Nobody told of ${clips} clips`)), patienceMs)
    const typedAt = performance.now()
    const look = new MutationObserver(() => {
      const told = document.querySelector('.library-bar__count')?.textContent ?? ''
      if (Number.parseInt(told.replaceAll(',', ''), 10) !== clips) return
      look.disconnect()
      clearTimeout(giveUp)
      // What comes after a frame's own work comes after its painting.
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - typedAt)))
    })
    look.observe(document.body, { subtree: true, childList: true, characterData: true })
    // The only way by which a page types as a hand does: it tells of its input.
    document.execCommand('insertText', false, letter)
  })
}
