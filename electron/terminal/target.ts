/** Owns the question where a command's jobs go, and whether anything can be charged there. */

import { z } from 'zod'
import { readStatus } from '#electron/engine/engine.ts'
import { readEnvironment } from '#electron/environment.ts'
import { pollsTooOften, rehearsalPollSeconds, VENDOR_POLL_FLOOR_SECONDS } from '#electron/hosting/poll.ts'
import type { StudioOptions } from '#electron/hosting/studio.ts'
import { AppError, toAppError } from '#shared/app-error.ts'
import { normalizeBaseUrl, regionBaseUrl } from '#shared/happyhorse.ts'
import type { ServiceId } from '#shared/settings.ts'
import type { FolderStatus, StudioStatus } from '#shared/status.ts'
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
 * `keyMeansRegion` a key in the environment stands for its region, unless the settings name one; with `finishing` the
 * jobs that are left over are asked for as well, each where it was sent.
 * @throws UsageError when the poll pause is too short for the vendor
 */
export async function chooseTarget(
  flags: StudioFlags,
  { keyMeansRegion = false, finishing = false }: { keyMeansRegion?: boolean; finishing?: boolean } = {},
): Promise<Target> {
  const environment = readEnvironment()
  const dataFolder = flags.data ?? environment.dataFolder
  const common: StudioOptions = {
    dataFolder,
    proxy: environment.proxy,
    keysInFile: environment.keysInFile,
    ...(flags.pollSeconds === undefined ? {} : { pollSeconds: flags.pollSeconds }),
    ...(flags.workspace === undefined ? {} : { workspace: flags.workspace }),
    ...(flags.rehearsalSpeed === undefined ? {} : { rehearsalSpeed: flags.rehearsalSpeed }),
    ...(flags.rehearsalClips === undefined ? {} : { rehearsalClips: flags.rehearsalClips }),
    ...(environment.key ? { key: environment.key } : {}),
  }
  const found = statusIn(dataFolder)
  const leftOver = finishing ? (found?.services ?? []).filter(({ live }) => live > 0) : []
  if (flags.baseUrl) {
    refuseHurry([{ service: 'custom', baseUrl: flags.baseUrl }, ...leftOver], flags.pollSeconds)
    return baseUrlTarget(common, flags.baseUrl)
  }
  const set = found?.service ?? 'rehearsal'
  const service =
    flags.region ?? (keyMeansRegion && set === 'rehearsal' && environment.key ? KEY_REGION : set)
  refuseHurry([{ service, baseUrl: found?.baseUrl ?? '' }, ...leftOver], flags.pollSeconds)
  // Only what differs from the settings is imposed on this run.
  const options = service === set ? common : { ...common, service }
  return { options, service, rehearsal: service === 'rehearsal' }
}

/**
 * Looks whether jobs could be sent at all, before anything is taken in or priced.
 * @throws AppError `key-missing`, UsageError when there is no address
 */
export function refuseUnready({ service, keySet, baseUrl }: StudioStatus, target: Target): void {
  if (target.rehearsal) return
  if (!keySet) throw new AppError('key-missing', { region: target.service })
  if (baseUrl !== null) return
  throw new UsageError(
    service === 'custom'
      ? 'The service is another address, and none is set: add --base-url URL.'
      : `The region ${service} has workspace hosts only: add --workspace ID, which the console shows next to “API Host”.`,
  )
}

/** A damaged job table says nothing; opening it will replace it. */
function statusIn(dataFolder: string): FolderStatus | undefined {
  try {
    return readStatus(dataFolder, Date.now())
  } catch (thrown) {
    if (toAppError(thrown).code === 'data-unreadable') return undefined
    throw thrown
  }
}

async function baseUrlTarget(common: StudioOptions, baseUrl: string): Promise<Target> {
  const speed = await rehearsalSpeedAt(baseUrl)
  if (speed === undefined) return { options: { ...common, baseUrl }, service: 'custom', rehearsal: false }
  // Its answers come in its own faster time.
  const rehearsing = { key: REHEARSAL_KEY, pollSeconds: rehearsalPollSeconds(speed) }
  return { options: { ...rehearsing, ...common, baseUrl }, service: 'custom', rehearsal: true }
}

type Pin = { service: ServiceId; baseUrl: string }

function refuseHurry(pins: readonly Pin[], pollSeconds: number | undefined): void {
  if (pollSeconds === undefined) return
  for (const pin of pins) {
    const address = addressOf(pin)
    if (address && pollsTooOften(address, pollSeconds)) throw tooOften()
  }
}

/** Of the rehearsal none: it has no limit of its own. */
function addressOf({ service, baseUrl }: Pin): string | undefined {
  if (service === 'rehearsal') return undefined
  return service === 'custom' ? normalizeBaseUrl(baseUrl) : regionBaseUrl(service, 'workspace')
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
  if (flags.workspace) parts.push(`--workspace ${flags.workspace}`)
  return parts.join(' ')
}
