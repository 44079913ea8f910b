import { ORPCError } from '@orpc/client'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { editShots, shotView, useShots } from '#renderer/stores/shots-store.ts'
import { HostAway, type Studio } from '#renderer/studio.ts'
import { startEdits } from '#renderer/sync/edits.ts'
import { aShot } from '../shot-sample.ts'

function setUp() {
  const update = vi.fn(async (_input: object) => {})
  const onProblem = vi.fn()
  const stop = new AbortController()
  const edits = startEdits({ shots: { update } } as unknown as Studio, onProblem, stop.signal)
  return { edits, update, onProblem, stop }
}

const shown = () => shotView(useShots.getState(), 's1')?.prompt

describe('edits of shots', () => {
  let parts: ReturnType<typeof setUp>

  beforeEach(() => {
    vi.useFakeTimers()
    useShots.setState({ byId: { s1: aShot({ prompt: 'fog' }) }, windows: {}, drafts: {} })
    parts = setUp()
  })
  afterEach(() => {
    parts.stop.abort()
    vi.useRealTimers()
  })

  test('typed while the host is away stay on screen, and are saved once it is back', async () => {
    parts.update.mockRejectedValueOnce(new HostAway())
    editShots(['s1'], { prompt: 'mist' })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(parts.update).toHaveBeenCalledTimes(1)
    expect(shown()).toBe('mist')
    expect(parts.onProblem).not.toHaveBeenCalled()

    await vi.advanceTimersByTimeAsync(2_000)
    expect(parts.update).toHaveBeenLastCalledWith({ ids: ['s1'], patch: { prompt: 'mist' } })
    expect(parts.update).toHaveBeenCalledTimes(2)
    expect(useShots.getState()).toMatchObject({ byId: { s1: { prompt: 'mist' } }, drafts: {} })
  })

  test('that nobody heard hold up whoever needs them saved: nothing is queued with the words before', async () => {
    parts.update.mockRejectedValueOnce(new HostAway())
    editShots(['s1'], { prompt: 'mist' })
    await expect(parts.edits.flush()).rejects.toBeInstanceOf(HostAway)
    await expect(parts.edits.flush()).resolves.toBeUndefined()
  })

  test('that are refused are told, and give way to what the engine has', async () => {
    parts.update.mockRejectedValueOnce(new ORPCError('NOT_FOUND'))
    editShots(['s1'], { prompt: 'mist' })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(shown()).toBe('fog')
    expect(parts.onProblem).toHaveBeenCalledTimes(1)
  })
})
