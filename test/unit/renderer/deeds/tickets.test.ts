import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { withTicket } from '#renderer/deeds/tickets.ts'
import { HostAway } from '#renderer/studio.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** Gives an order; tells its ticket, and whether somebody answered. */
async function given(order: object, answer: () => unknown, about?: unknown): Promise<string> {
  let seen = ''
  const give = async ({ ticket }: { ticket: string }) => {
    seen = ticket
    return answer()
  }
  await withTicket(order, give, about).catch(() => {})
  return seen
}

const away = () => {
  throw new HostAway()
}
const refused = () => {
  throw new Error('no')
}

test('an order that nobody answered keeps its ticket; one that was answered, or refused, does not', async () => {
  const order = { shotIds: ['a'], takes: 2 }
  const first = await given(order, away)
  expect(await given(order, away)).toBe(first)
  expect(await given({ ...order }, refused)).toBe(first)
  const second = await given(order, () => 'queued')
  expect(second).not.toBe(first)
  expect(await given(order, () => 'queued')).not.toBe(second)
})

test('other words, another number, or the same long afterwards, are another order', async () => {
  const order = { shotIds: ['b'], takes: 2 }
  const first = await given(order, away, 'fog')
  expect(await given(order, away, 'mist')).not.toBe(first)
  expect(await given({ ...order, takes: 3 }, away, 'fog')).not.toBe(first)
  expect(await given(order, away, 'fog')).toBe(first)
  vi.advanceTimersByTime(11 * 60_000)
  expect(await given(order, () => 'queued', 'fog')).not.toBe(first)
})
