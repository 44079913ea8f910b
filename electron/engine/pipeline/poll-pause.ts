/** Owns how long the pipeline waits between two looks at one task. */

import { isVendorHost } from '#shared/happyhorse.ts'
import type { ServiceId } from '#shared/settings.ts'
import { SECOND_MS } from '#shared/time.ts'
import { jittered } from './backoff.ts'
import type { PipelineContext } from './context.ts'

/** Shortest pause for a task at the vendor's, whatever a host asks for: the account shares 20 questions a second. */
const VENDOR_POLL_FLOOR_MS = 5 * SECOND_MS

type PolledJob = { service: ServiceId; baseUrl: string }

/** Pause in ms with jitter. The rehearsal's own pause fits its faster time. */
export function pollPauseMs(
  { pace, random }: Pick<PipelineContext, 'pace' | 'random'>,
  { service, baseUrl }: PolledJob,
): number {
  if (service === 'rehearsal') return jittered(pace.rehearsalPollMs ?? pace.pollMs, random())
  const vendor = service === 'custom' ? URL.canParse(baseUrl) && isVendorHost(baseUrl) : true
  return jittered(vendor ? Math.max(pace.pollMs, VENDOR_POLL_FLOOR_MS) : pace.pollMs, random())
}
