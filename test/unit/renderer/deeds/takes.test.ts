import { ORPCError } from '@orpc/client'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { startTakes } from '#renderer/deeds/takes.ts'
import { editShots, useShots } from '#renderer/stores/shots-store.ts'
import { useStudio } from '#renderer/stores/studio-store.ts'
import { useTakes } from '#renderer/stores/takes-store.ts'
import { useView } from '#renderer/stores/view-store.ts'
import { HostAway, type Studio } from '#renderer/studio.ts'
import { startEdits } from '#renderer/sync/edits.ts'
import { aShot } from '../shot-sample.ts'

const price = (micros: number) => ({ micros, currency: 'CNY' as const })

function setUp() {
  const update = vi.fn(async (_input: object) => {})
  const estimate = vi.fn(async ({ shotIds, takes }: { shotIds: string[]; takes: number }) => {
    const clips = shotIds.length * takes
    return { clips, seconds: clips * 5, cost: price(clips * 4_500_000), blocked: [] }
  })
  const enqueue = vi.fn(async (_input: object) => ({ batchId: 'b1', jobIds: ['j1', 'j2'] }))
  const studio = { shots: { update, estimate }, jobs: { enqueue } } as unknown as Studio
  const stop = new AbortController()
  const onProblem = vi.fn()
  const edits = startEdits(studio, onProblem, stop.signal)
  return { takes: startTakes(studio, edits, stop.signal), update, estimate, enqueue, onProblem, stop }
}

describe('takes about to be queued', () => {
  let parts: ReturnType<typeof setUp>

  beforeEach(() => {
    vi.useFakeTimers()
    useShots.setState({ byId: { s1: aShot(), s2: aShot({ id: 's2' }) }, windows: {}, drafts: {} })
    useView.setState({ selectedShots: [], takes: 1 })
    useStudio.setState({ connection: 'live' })
    useTakes.setState({ estimate: null, isPending: false, isQueueing: false, error: null, changed: false })
    parts = setUp()
  })
  afterEach(() => {
    parts.stop.abort()
    vi.useRealTimers()
  })

  const select = async (...ids: string[]) => {
    useView.setState({ selectedShots: ids })
    await vi.advanceTimersByTimeAsync(1_000)
  }

  test('have a price as soon as shots are selected', async () => {
    await select('s1', 's2')
    expect(useTakes.getState()).toMatchObject({
      isPending: false,
      estimate: { clips: 2, cost: price(9_000_000) },
    })
  })

  test('have no price while the host is away, and get one by itself once it is back', async () => {
    await select('s1')
    parts.estimate.mockRejectedValueOnce(new HostAway())
    useStudio.setState({ connection: 'lost' })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(useTakes.getState()).toMatchObject({ estimate: null, error: { code: 'host-away' } })
    useStudio.setState({ connection: 'live' })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(useTakes.getState()).toMatchObject({ estimate: { clips: 1 }, error: null })
  })

  test('are priced anew when something that has a price changes, and not for a prompt', async () => {
    await select('s1')
    editShots(['s1'], { prompt: 'mist' })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(parts.estimate).toHaveBeenCalledTimes(1)
    editShots(['s1'], { durationSeconds: 10 })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(parts.estimate).toHaveBeenCalledTimes(2)
  })

  test('are saved before they are priced, so that the price is of what is on screen', async () => {
    await select('s1')
    editShots(['s1'], { durationSeconds: 10 })
    await vi.advanceTimersByTimeAsync(1_000)
    const [saved] = parts.update.mock.invocationCallOrder
    expect(saved).toBeLessThan(parts.estimate.mock.invocationCallOrder[1] ?? 0)
  })

  test('are queued at the price that was shown', async () => {
    await select('s1', 's2')
    expect(await parts.takes.queue()).toEqual({ queued: 2 })
    expect(parts.enqueue).toHaveBeenCalledWith({
      shotIds: ['s1', 's2'],
      takes: 1,
      oneDraw: false,
      agreed: price(9_000_000),
      ticket: expect.any(String),
    })
  })

  test('are not queued while their price is being worked out', async () => {
    await select('s1')
    useView.setState({ takes: 4 })
    expect(await parts.takes.queue()).toBeUndefined()
    expect(parts.enqueue).not.toHaveBeenCalled()
  })

  test('are asked about again when the price is not the one agreed to', async () => {
    await select('s1')
    parts.enqueue.mockRejectedValueOnce(
      new ORPCError('APP_ERROR', {
        status: 422,
        data: { code: 'estimate-changed', values: { agreed: '¥4.50', actual: '¥6.00' } },
      }),
    )
    parts.estimate.mockResolvedValueOnce({ clips: 1, seconds: 5, cost: price(6_000_000), blocked: [] })
    expect(await parts.takes.queue()).toBeUndefined()
    expect(useTakes.getState()).toMatchObject({
      changed: true,
      isPending: false,
      estimate: { cost: price(6_000_000) },
    })
    await parts.takes.queue()
    expect(parts.enqueue).toHaveBeenLastCalledWith({
      shotIds: ['s1'],
      takes: 1,
      oneDraw: false,
      agreed: price(6_000_000),
      ticket: expect.any(String),
    })
  })

  test('are not queued with the words before when those on screen could not be saved', async () => {
    await select('s1')
    parts.update.mockRejectedValue(new HostAway())
    editShots(['s1'], { prompt: 'mist' })
    expect(await parts.takes.queue()).toBeUndefined()
    expect(parts.enqueue).not.toHaveBeenCalled()
    expect(useTakes.getState()).toMatchObject({ isQueueing: false, error: { code: 'host-away' } })
  })

  test('are not queued with the words before when those on screen are being refused', async () => {
    await select('s1')
    let refuse = (_why: Error) => {}
    parts.update.mockImplementationOnce(() => new Promise((_, reject) => (refuse = reject)))
    editShots(['s1'], { prompt: 'mist' })
    await vi.advanceTimersByTimeAsync(1_000)
    const queued = parts.takes.queue()
    refuse(new Error('no'))
    expect(await queued).toBeUndefined()
    expect(parts.enqueue).not.toHaveBeenCalled()
    // What is on screen by now is what is queued.
    expect(await parts.takes.queue()).toEqual({ queued: 2 })
  })

  test('keep what is typed while nobody answers, and save it once somebody does', async () => {
    await select('s1')
    parts.update.mockRejectedValueOnce(new HostAway())
    editShots(['s1'], { prompt: 'mist' })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(useShots.getState().drafts).toEqual({ s1: { prompt: 'mist' } })
    expect(parts.onProblem).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(parts.update).toHaveBeenLastCalledWith({ ids: ['s1'], patch: { prompt: 'mist' } })
    expect(useShots.getState().drafts).toEqual({})
  })

  test('have their price again once somebody answers', async () => {
    useStudio.setState({ connection: 'lost' })
    parts.estimate.mockRejectedValueOnce(new HostAway())
    await select('s1')
    expect(useTakes.getState().error).toMatchObject({ code: 'host-away' })
    useStudio.setState({ connection: 'live' })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(useTakes.getState()).toMatchObject({ error: null, estimate: { clips: 1 } })
    useStudio.setState(useStudio.getInitialState())
  })
})
