import { beforeEach, describe, expect, test, vi } from 'vitest'
import { sectionKey, useJobs } from '#renderer/stores/jobs-store.ts'
import { useLibrary } from '#renderer/stores/library-store.ts'
import { NO_WINDOW, windowOf } from '#renderer/stores/row-windows.ts'
import { useShots } from '#renderer/stores/shots-store.ts'
import { useStudio, verdict } from '#renderer/stores/studio-store.ts'
import { useView } from '#renderer/stores/view-store.ts'
import { useVoting } from '#renderer/stores/voting-store.ts'
import type { Studio } from '#renderer/studio.ts'
import { applyChange, reconnectPause, startSync } from '#renderer/sync.ts'
import type { Change, Snapshot } from '#shared/contract.ts'
import { DEFAULT_SETTINGS } from '#shared/settings.ts'
import { aJob, aShot } from './shot-sample.ts'

/** A stream one can push into and break. */
function aStream() {
  const waiting: ((step: IteratorResult<Change, void> | Error) => void)[] = []
  const ready: (IteratorResult<Change, void> | Error)[] = []
  const give = (step: IteratorResult<Change, void> | Error) => {
    const take = waiting.shift()
    if (take) take(step)
    else ready.push(step)
  }
  return {
    push: (change: Change) => give({ done: false, value: change }),
    end: () => give({ done: true, value: undefined }),
    break: () => give(new Error('The line broke')),
    next: () =>
      new Promise<IteratorResult<Change, void>>((resolve, reject) => {
        const take = (step: IteratorResult<Change, void> | Error) =>
          step instanceof Error ? reject(step) : resolve(step)
        const first = ready.shift()
        if (first) take(first)
        else waiting.push(take)
      }),
    return: () => Promise.resolve({ done: true as const, value: undefined }),
  }
}

function anEngine() {
  const streams: ReturnType<typeof aStream>[] = []
  let revision = 10
  const snapshot = vi.fn(async () => ({
    revision,
    status: null,
    settings: DEFAULT_SETTINGS,
    projects: [{ id: 'p1', name: 'One', folder: '/one', seed: null, createdAt: 1 }],
    facts: { dataFolder: '/data', version: '0.1.0' },
  }))
  const watch = vi.fn(async () => {
    const stream = aStream()
    streams.push(stream)
    return stream
  })
  return {
    studio: { studio: { snapshot, watch } } as unknown as Studio,
    snapshot,
    streams,
    moveTo: (next: number) => {
      revision = next
    },
  }
}

const held = (): Snapshot['revision'] => useStudio.getState().revision

describe('a change is taken in only when it is the next one', () => {
  test.each([
    { current: 4, incoming: 5, expected: 'apply' },
    { current: 4, incoming: 4, expected: 'old' },
    { current: 4, incoming: 2, expected: 'old' },
    { current: 4, incoming: 6, expected: 'gap' },
  ])('$incoming after $current: $expected', ({ current, incoming, expected }) => {
    expect(verdict(current, incoming)).toBe(expected)
  })
})

test('the pause before another try grows to ten seconds and no further', () => {
  expect([1, 2, 3, 4, 5, 6, 60].map(reconnectPause)).toEqual([
    500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000,
  ])
})

describe('following the engine', () => {
  const page = { stop: new AbortController() }
  const pauses: number[] = []
  const sleep = async (ms: number) => {
    pauses.push(ms)
  }

  beforeEach(() => {
    page.stop.abort()
    page.stop = new AbortController()
    pauses.length = 0
    useStudio.setState({ revision: 0, connection: 'connecting' })
    useView.setState({ projectId: null })
    useLibrary.setState({ selected: [] })
  })

  test('starts from a snapshot and opens the first project', async () => {
    const engine = anEngine()
    startSync({ studio: engine.studio, sleep }, page.stop.signal)
    await vi.waitFor(() => expect(useStudio.getState().connection).toBe('live'))
    expect(held()).toBe(10)
    expect(useView.getState().projectId).toBe('p1')
  })

  test('applies changes in order and leaves out those the snapshot already had', async () => {
    const engine = anEngine()
    startSync({ studio: engine.studio, sleep }, page.stop.signal)
    await vi.waitFor(() => expect(held()).toBe(10))
    engine.streams[0]?.push({ revision: 9, projects: [] })
    engine.streams[0]?.push({
      revision: 11,
      projects: [{ id: 'p2', name: 'Two', folder: '/two', seed: null, createdAt: 2 }],
    })
    await vi.waitFor(() => expect(held()).toBe(11))
    expect(useStudio.getState().projects.map((one) => one.id)).toEqual(['p2'])
    expect(engine.snapshot).toHaveBeenCalledTimes(1)
  })

  test('draws what somebody did at once, and what happens by itself before it', async () => {
    const engine = anEngine()
    startSync({ studio: engine.studio, sleep }, page.stop.signal)
    await vi.waitFor(() => expect(held()).toBe(10))
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const job = (dueAt: number) => ({ jobs: [aJob({ dueAt })] })
    const shown = () => useJobs.getState().byId.j1?.dueAt
    const push = async (change: Change) => {
      engine.streams[0]?.push(change)
      await new Promise((resolve) => setImmediate(resolve))
    }
    await push({ revision: 11, ...job(1) })
    await push({ revision: 12, ...job(2) })
    expect([held(), shown()]).toEqual([11, 1])
    await push({ revision: 13, settings: DEFAULT_SETTINGS })
    expect([held(), shown()]).toEqual([13, 2])
    useShots.setState({ byId: { s1: aShot({ id: 's1', prompt: 'mist' }) } })
    await push({ revision: 14, shots: [aShot({ id: 's1', prompt: 'mist', takes: 5 })] })
    expect(held(), 'a take more is nobody’s doing').toBe(13)
    await push({ revision: 15, shots: [aShot({ id: 's1', prompt: 'rain', takes: 5 })] })
    expect([held(), useShots.getState().byId.s1?.prompt]).toEqual([15, 'rain'])
    vi.useRealTimers()
  })

  test('lets go of selected shots that were removed elsewhere', async () => {
    const engine = anEngine()
    useView.setState({ selectedShots: ['s1', 's2'] })
    startSync({ studio: engine.studio, sleep }, page.stop.signal)
    await vi.waitFor(() => expect(held()).toBe(10))
    engine.streams[0]?.push({ revision: 11, removedShots: ['s1'], relist: ['shots'] })
    await vi.waitFor(() => expect(held()).toBe(11))
    expect(useView.getState().selectedShots).toEqual(['s2'])
  })

  test('looks up again only the sections told jobs are in, and all where those they left are not known', () => {
    const keys = (['queued', 'done'] as const).map((state) => sectionKey('p1', state))
    const fresh = Object.fromEntries(keys.map((key) => [key, { ...NO_WINDOW, stale: false }]))
    const stale = () => keys.filter((key) => windowOf(useJobs.getState(), key).stale)
    useJobs.setState({ byId: { j1: aJob() }, windows: fresh })
    applyChange({ revision: 11, jobs: [aJob()], relist: ['jobs'] })
    expect(stale()).toEqual([keys[0]])
    useJobs.setState({ windows: fresh })
    applyChange({ revision: 12, relist: ['jobs'] })
    expect(stale()).toEqual(keys)
    useJobs.setState({ windows: fresh })
    applyChange({ revision: 13, jobs: [aJob({ id: 'j2', state: 'rendering' })], relist: ['jobs'] })
    expect(stale()).toEqual(keys)
  })

  test('asks after selected clips when too many have changed to be told one by one, and when the line was down', async () => {
    const engine = anEngine()
    const gone = new Set<string>()
    const byIds = async ({ ids }: { ids: string[] }) =>
      ids.map((id) => ({ id, trashedAt: gone.has(id) ? 1 : null }))
    Object.assign(engine.studio, { clips: { byIds } })
    const ids = Array.from({ length: 501 }, (_, number) => `c${number}`)
    useLibrary.setState({ selected: ids })
    startSync({ studio: engine.studio, sleep }, page.stop.signal)
    await vi.waitFor(() => expect(held()).toBe(10))
    gone.add('c500')
    engine.streams[0]?.push({ revision: 11, relist: ['clips'] })
    await vi.waitFor(() => expect(useLibrary.getState().selected).toEqual(ids.slice(0, 500)))
    gone.add('c0')
    engine.streams[0]?.break()
    await vi.waitFor(() => expect(useLibrary.getState().selected).toEqual(ids.slice(1, 500)))
  })

  test('lists of notes ask again when another window has written one, and so does a search for words', async () => {
    const engine = anEngine()
    startSync({ studio: engine.studio, sleep }, page.stop.signal)
    await vi.waitFor(() => expect(held()).toBe(10))
    const { notesRevision } = useVoting.getState()
    useLibrary.setState({ isStale: false, filter: { text: 'grain' } })
    engine.streams[0]?.push({ revision: 11, notes: ['c1'] })
    await vi.waitFor(() => expect(held()).toBe(11))
    expect(useVoting.getState().notesRevision).toBe(notesRevision + 1)
    expect(useLibrary.getState().isStale).toBe(true)
  })

  test('takes a new snapshot at once when a change is missing', async () => {
    const engine = anEngine()
    startSync({ studio: engine.studio, sleep }, page.stop.signal)
    await vi.waitFor(() => expect(held()).toBe(10))
    engine.moveTo(15)
    engine.streams[0]?.push({ revision: 13 })
    await vi.waitFor(() => expect(held()).toBe(15))
    expect(engine.snapshot).toHaveBeenCalledTimes(2)
    expect(pauses).toEqual([])
  })

  test('says that the connection is lost when the stream breaks, and comes back by itself', async () => {
    const engine = anEngine()
    const seen: string[] = []
    const stopSeeing = useStudio.subscribe(({ connection }) => seen.push(connection))
    startSync({ studio: engine.studio, sleep }, page.stop.signal)
    await vi.waitFor(() => expect(held()).toBe(10))
    engine.moveTo(20)
    engine.streams[0]?.break()
    await vi.waitFor(() => expect(held()).toBe(20))
    stopSeeing()
    expect(seen).toContain('lost')
    expect(useStudio.getState().connection).toBe('live')
    expect(pauses).toEqual([500])
  })
})
