/** Owns the count of what a program asks the service, by kind, and of how often it is told to slow down. */

import { subscribe, unsubscribe } from 'node:diagnostics_channel'

export type Traffic = { submits: number; queries: number; lists: number; others: number; throttled: number }

/** Counts from now on; `end` gives what was counted. */
export function countTraffic(): { end(): Traffic } {
  const traffic: Traffic = { submits: 0, queries: 0, lists: 0, others: 0, throttled: 0 }
  const heard = (message: unknown) => {
    const { request, response } = message as Exchange
    traffic[kindOf(request)] += 1
    if (response.statusCode === 429) traffic.throttled += 1
  }
  subscribe(ANSWERED, heard)
  return {
    end() {
      unsubscribe(ANSWERED, heard)
      return traffic
    },
  }
}

const ANSWERED = 'undici:request:headers'
type Exchange = { request: { method: string; path: string }; response: { statusCode: number } }

function kindOf({ method, path }: Exchange['request']): Exclude<keyof Traffic, 'throttled'> {
  if (path.endsWith('/video-synthesis')) return 'submits'
  if (method !== 'GET') return 'others'
  if (/\/tasks\?/.test(path)) return 'lists'
  return /\/tasks\/[^/]+$/.test(path) ? 'queries' : 'others'
}
