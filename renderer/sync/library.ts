/** Owns keeping the Library's answer true to its question: what is on screen is fetched, anew when it may have changed. */

import type { Span } from '#shared/clip-question.ts'
import {
  ask,
  askedFilter,
  type LibraryState,
  PAGE_ROWS,
  takeFacets,
  takePage,
  useLibrary,
  valueKey,
} from '../stores/library-store.ts'
import { useView } from '../stores/view-store.ts'
import type { Studio } from '../studio.ts'

/** Posters come once typing pauses for this long, counts a little later; the list itself never waits. */
const REST_MS = 220
const COUNT_PAUSE_MS = 250
/** Refreshes of a list that keeps changing are at least this far apart. */
const REFRESH_MS = 250

/** Today, the last 7 days, the last 30 days, before; by the days of this machine. */
export function daySpans(now: number): Span[] {
  const midnight = new Date(now)
  midnight.setHours(0, 0, 0, 0)
  const daysAgo = (days: number) => new Date(midnight).setDate(midnight.getDate() - days)
  const [today, week, month] = [daysAgo(0), daysAgo(6), daysAgo(29)]
  return [
    { from: today, before: null },
    { from: week, before: null },
    { from: month, before: null },
    { from: null, before: month },
  ]
}

/** Days of the user's own are counted as well. */
function withChosen(offered: readonly Span[], chosen: readonly Span[] = []): Span[] {
  const own = chosen.filter((one) => !offered.some((other) => valueKey(other) === valueKey(one)))
  return [...own, ...offered]
}

function questionOf(state: LibraryState): string {
  return JSON.stringify([askedFilter(state), state.sort])
}

/** The page to fetch next for what is on screen; undefined when all of it is there. */
export function missingPage({ wanted, pages, total }: Pick<LibraryState, 'wanted' | 'pages' | 'total'>) {
  if (!wanted) return undefined
  const [first, last] = wanted.map((place) => Math.max(0, Math.floor(place / PAGE_ROWS))) as [number, number]
  const end = total === null ? 0 : Math.max(0, Math.ceil(total / PAGE_ROWS) - 1)
  for (let page = first; page <= Math.min(last, end); page += 1) if (!pages[page]) return page
  return undefined
}

/** Watches the question, the screen and the engine's word that clips have changed. */
export function startLibrary(studio: Pick<Studio, 'clips'>, signal: AbortSignal): void {
  const list = makeList(studio)
  const counts = makeCounts(studio)
  const hand = makeHand()
  let asked = ''
  const look = () => {
    const state = useLibrary.getState()
    hand.follow(state)
    if (!state.wanted) return
    if (state.areCountsStale) {
      counts.soon()
      return useLibrary.setState({ areCountsStale: false })
    }
    const question = questionOf(state)
    if (question !== asked) {
      asked = question
      list.begin()
      counts.soon()
    } else if (state.isStale) {
      useLibrary.setState({ isStale: false })
      list.refresh()
      counts.soon()
    } else list.fill()
  }
  const stops = [
    useLibrary.subscribe(look),
    useView.subscribe((now, before) => {
      if (now.projectId !== before.projectId) ask({ filter: {} })
    }),
  ]
  signal.addEventListener('abort', () => {
    for (const stop of stops) stop()
    counts.stop()
    list.stop()
    hand.stop()
  })
}

/** One fetch at a time; an answer to an older question is thrown away, the newest question is never made to wait. */
function makeList({ clips }: Pick<Studio, 'clips'>) {
  let round = 0
  let busy = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const fetch = async (page: number, isFirst: boolean) => {
    const mine = round
    busy = true
    const state = useLibrary.getState()
    const window = { offset: page * PAGE_ROWS, limit: PAGE_ROWS }
    // A lost connection is told elsewhere; the list is filled once it is back.
    const answer = await clips
      .search({ filter: askedFilter(state), sort: state.sort, ...window })
      .catch(() => undefined)
    if (mine !== round) return
    busy = false
    if (answer) takePage(page, answer.rows, answer.total, isFirst)
  }
  const fill = () => {
    const page = busy ? undefined : missingPage(useLibrary.getState())
    if (page !== undefined) void fetch(page, false)
  }
  const begin = () => {
    clearTimeout(timer)
    timer = undefined
    round += 1
    void fetch(0, true)
  }
  const refresh = () => {
    timer ??= setTimeout(() => {
      timer = undefined
      round += 1
      const first = useLibrary.getState().wanted?.[0] ?? 0
      void fetch(Math.floor(first / PAGE_ROWS), true)
    }, REFRESH_MS)
  }
  return { begin, refresh, fill, stop: () => clearTimeout(timer) }
}

/** Tells when the hand that types rests. Whatever says that it types is answered, also where the words stay the same. */
function makeHand() {
  let typed: string | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const rest = () => {
    timer = undefined
    useLibrary.setState({ isTyping: false })
  }
  const follow = ({ isTyping, filter: { text } }: Pick<LibraryState, 'isTyping' | 'filter'>) => {
    if (!isTyping || (timer !== undefined && text === typed)) return
    typed = text
    clearTimeout(timer)
    timer = setTimeout(rest, REST_MS)
  }
  return { follow, stop: () => clearTimeout(timer) }
}

function makeCounts({ clips }: Pick<Studio, 'clips'>) {
  let round = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const ask = async () => {
    round += 1
    const mine = round
    const filter = askedFilter(useLibrary.getState())
    const question = { filter, days: withChosen(daySpans(Date.now()), filter.days) }
    const facets = await clips.facets(question).catch(() => undefined)
    if (facets && mine === round) takeFacets(facets)
  }
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(ask, COUNT_PAUSE_MS)
  }
  return { soon, stop: () => clearTimeout(timer) }
}
