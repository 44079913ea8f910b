/** Owns one authorised call to the service: key and workspace in, a sorted reply out. */

import type { Profile } from './profile.ts'
import { type Sorted, sort } from './replies.ts'
import type { Call, Timeouts, Transport } from './transport.ts'

/** A call to a path below the base URL. `headersMs`: the usual wait for a reply when left out. */
type Question = Omit<Call, 'url' | 'headersMs' | 'bodyMs'> & { path: string; headersMs?: number }

export type Ask = (profile: Profile, question: Question) => Promise<Sorted>

/** The only place that writes an API key into a request. */
export function askThrough(transport: Transport, timeouts: Timeouts): Ask {
  return async (profile, { path, headers, ...call }) => {
    const answer = await transport.exchange({
      headersMs: timeouts.replyMs,
      ...call,
      bodyMs: timeouts.bodyMs,
      url: profile.baseUrl + path,
      headers: {
        authorization: `Bearer ${profile.key}`,
        accept: 'application/json',
        ...(profile.workspaceId ? { 'X-DashScope-WorkSpace': profile.workspaceId } : {}),
        ...headers,
      },
    })
    return sort(answer)
  }
}
