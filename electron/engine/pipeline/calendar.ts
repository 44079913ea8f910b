/**
 * Owns the day and the month in which money is counted. A new one begins when a reply of the service says that it
 * has: our own clock may be set by anybody, and a day it only claims to see would be a second cap for the same day.
 */

import { windowStart } from '#shared/budget.ts'
import type { Began } from '../database/settings.ts'
import type { Tables } from '../database/tables.ts'
import type { HappyHorseClient } from '../happyhorse/client.ts'
import type { Profile } from '../happyhorse/profile.ts'
import { CLOCK_OFF_MAX_MS, type PipelineContext } from './context.ts'

type Kept = { tables: Pick<Tables, 'settings'> }

/** When the day and the month began that count now; by our own clock until something was claimed or heard. */
export function beganAt({ tables }: Kept, now: number): Began {
  return tables.settings.began() ?? startsAt(now)
}

/**
 * What is shown and promised: by our own clock a new day may have begun, and the first reply will say so. Never more
 * than what counts.
 */
export function expectedAt(kept: Kept, now: number): Began {
  const began = beganAt(kept, now)
  const own = startsAt(now)
  return { day: Math.max(began.day, own.day), month: Math.max(began.month, own.month) }
}

/** What counts now stays what counts, until a reply says otherwise. Call it within the transaction that claims. */
export function holdBegan({ tables }: Kept, now: number): Began {
  const kept = tables.settings.began()
  if (kept) return kept
  const began = startsAt(now)
  tables.settings.saveBegan(began)
  return began
}

/**
 * The service has told its date, epoch ms. What began once never begins earlier again, whatever clocks say: so no
 * window is ever opened twice. A reply without a date leaves us our own clock.
 */
export function hearDate(
  { tables }: { tables: Pick<Tables, 'settings' | 'atomically'> },
  date: number | undefined,
  now: number,
): void {
  const told = startsAt(believed(date, now))
  const isNews = ({ day, month }: Began) => told.day > day || told.month > month
  const known = tables.settings.began()
  if (known && !isNews(known)) return
  tables.atomically(() => {
    const { day, month } = tables.settings.began() ?? told
    tables.settings.saveBegan({ day: Math.max(day, told.day), month: Math.max(month, told.month) })
  })
}

/** A date that is off by more than clocks are opens no day before both have come to it. */
function believed(date: number | undefined, now: number): number {
  if (date === undefined) return now
  return Math.abs(date - now) <= CLOCK_OFF_MAX_MS ? date : Math.min(date, now)
}

function startsAt(now: number): Began {
  return { day: windowStart('day', now), month: windowStart('month', now) }
}

type Hearing = Pick<PipelineContext, 'clock' | 'skew'> & Parameters<typeof hearDate>[0]

/**
 * The same client, whose answers tell the date: how far the service's clock is ahead of ours, and which day it is. The
 * rehearsal's clock is our own, and its days cost nothing.
 */
export function dated(client: HappyHorseClient, { tables, skew, clock }: Hearing): HappyHorseClient {
  const heard = <Outcome extends { kind: string }>(profile: Profile, outcome: Outcome): Outcome => {
    if (!TELLS_DATE.has(outcome.kind)) return outcome
    const date = 'serverDate' in outcome ? (outcome.serverDate as number) : undefined
    const now = clock.now()
    skew.learn(profile.baseUrl, date, now)
    if (profile.service !== 'rehearsal') hearDate({ tables }, date, now)
    return outcome
  }
  return {
    ...client,
    submit: async (profile, ...rest) => heard(profile, await client.submit(profile, ...rest)),
    query: async (profile, ...rest) => heard(profile, await client.query(profile, ...rest)),
    list: async (profile, ...rest) => heard(profile, await client.list(profile, ...rest)),
  }
}

const TELLS_DATE: ReadonlySet<string> = new Set(['accepted', 'task', 'page'])
