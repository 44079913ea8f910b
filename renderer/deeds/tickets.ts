/**
 * Owns tickets: each order of takes has one, and keeps it until somebody has answered. An order that is given again
 * because its answer was lost is so known to the engine, and queued once.
 */

import { v4 } from 'uuid'
import { MINUTE_MS } from '#shared/time.ts'
import { HostAway } from '../studio.ts'

/** Who gives the same order so much later means another one. */
const KEPT_MS = 10 * MINUTE_MS

const unanswered = new Map<string, { ticket: string; until: number }>()

/** Gives an order under its ticket; equal orders, `about` the same, have the same one as long as nobody has answered. */
export async function withTicket<Order extends object, Answer>(
  order: Order,
  give: (order: Order & { ticket: string }) => Promise<Answer>,
  about?: unknown,
): Promise<Answer> {
  const key = JSON.stringify([order, about])
  const known = unanswered.get(key)
  const ticket = known && known.until > Date.now() ? known.ticket : v4()
  unanswered.set(key, { ticket, until: Date.now() + KEPT_MS })
  try {
    const answer = await give({ ...order, ticket })
    unanswered.delete(key)
    return answer
  } catch (thrown) {
    if (!(thrown instanceof HostAway)) unanswered.delete(key)
    throw thrown
  }
}
