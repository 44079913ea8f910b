/** Owns the question where a command's jobs go, and whether anything can be charged there. */

import { z } from 'zod'
import { readStatus } from '#electron/engine/engine.ts'
import { readEnvironment } from '#electron/environment.ts'
import { pollsTooOften, rehearsalPollSeconds, VENDOR_POLL_FLOOR_SECONDS } from '#electron/hosting/poll.ts'
import type { StudioOptions } from '#electron/hosting/studio.ts'
import { toAppError } from '#shared/app-error.ts'
import { regionBaseUrl } from '#shared/happyhorse.ts'
import type { ServiceId } from '#shared/settings.ts'
import { SECOND_MS } from '#shared/time.ts'
import { UsageError } from './exit.ts'
import type { StudioFlags } from './flags.ts'

/** The key rehearsals are given when there is none; any of that form is good. */
const REHEARSAL_KEY = 'sk-rehearsal'
/** The region that keys of `DASHSCOPE_API_KEY` belong to unless told otherwise, as in the vendor's SDKs. */
const KEY_REGION = 'beijing'
const PROBE_MS = 2 * SECOND_MS

export type Target = {
  options: StudioOptions
  service: ServiceId
  /** True when the address was asked and said that it is a rehearsal, or it is the built-in one. */
  rehearsal: boolean
}

/**
 * Reads flags, environment and settings. A base URL goes before a region, a region before the settings. With
 * `keyMeansRegion` a key in the environment stands for its region, unless the settings name one.
 * @throws UsageError when the poll pause is too short for the vendor
 */
export async function chooseTarget(
  flags: StudioFlags,
  { keyMeansRegion = false }: { keyMeansRegion?: boolean } = {},
): Promise<Target> {
  const environment = readEnvironment()
  const dataFolder = flags.data ?? environment.dataFolder
  const common: StudioOptions = {
    dataFolder,
    proxy: environment.proxy,
    keysInFile: environment.keysInFile,
    ...(flags.pollSeconds === undefined ? {} : { pollSeconds: flags.pollSeconds }),
    ...(flags.rehearsalSpeed === undefined ? {} : { rehearsalSpeed: flags.rehearsalSpeed }),
    ...(flags.rehearsalClips === undefined ? {} : { rehearsalClips: flags.rehearsalClips }),
    ...(environment.key ? { key: environment.key } : {}),
  }
  if (flags.baseUrl) return baseUrlTarget(common, flags.baseUrl)
  const set = serviceSetIn(dataFolder)
  const service =
    flags.region ?? (keyMeansRegion && set === 'rehearsal' && environment.key ? KEY_REGION : set)
  refuseHurry(service, flags.pollSeconds)
  // Only what differs from the settings is imposed on this run.
  const options = service === set ? common : { ...common, service }
  return { options, service, rehearsal: service === 'rehearsal' }
}

/** A damaged job table says nothing; opening it will replace it. */
function serviceSetIn(dataFolder: string): ServiceId {
  try {
    return readStatus(dataFolder, Date.now())?.service ?? 'rehearsal'
  } catch (thrown) {
    if (toAppError(thrown).code === 'data-unreadable') return 'rehearsal'
    throw thrown
  }
}

async function baseUrlTarget(common: StudioOptions, baseUrl: string): Promise<Target> {
  if (common.pollSeconds !== undefined && pollsTooOften(baseUrl, common.pollSeconds)) throw tooOften()
  const speed = await rehearsalSpeedAt(baseUrl)
  if (speed === undefined) return { options: { ...common, baseUrl }, service: 'custom', rehearsal: false }
  // Its answers come in its own faster time.
  const rehearsing = { key: REHEARSAL_KEY, pollSeconds: rehearsalPollSeconds(speed) }
  return { options: { ...rehearsing, ...common, baseUrl }, service: 'custom', rehearsal: true }
}

function refuseHurry(service: ServiceId, pollSeconds: number | undefined): void {
  if (service === 'rehearsal' || service === 'custom' || pollSeconds === undefined) return
  const baseUrl = regionBaseUrl(service, 'workspace')
  if (baseUrl && pollsTooOften(baseUrl, pollSeconds)) throw tooOften()
}

function tooOften(): UsageError {
  return new UsageError(
    `--poll-seconds below ${VENDOR_POLL_FLOOR_SECONDS} is refused for the vendor's hosts: they share 20 questions a second among everything on the account.`,
  )
}

const RehearsalSchema = z.object({ service: z.literal('gallop-rehearsal'), speed: z.number().positive() })

/** Pace of the rehearsal service at an address of this machine; undefined when something else or nothing answers. */
async function rehearsalSpeedAt(baseUrl: string): Promise<number | undefined> {
  const { origin, hostname } = new URL(baseUrl)
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) return undefined
  try {
    const response = await fetch(`${origin}/rehearsal`, { signal: AbortSignal.timeout(PROBE_MS) })
    return RehearsalSchema.parse(await response.json()).speed
  } catch {
    return undefined
  }
}

/** The command that finishes what this one began. */
export function resumeLine(flags: StudioFlags): string {
  const parts = ['gallop resume']
  if (flags.data) parts.push(`--data "${flags.data}"`)
  if (flags.baseUrl) parts.push(`--base-url ${flags.baseUrl}`)
  if (flags.region) parts.push(`--region ${flags.region}`)
  return parts.join(' ')
}
