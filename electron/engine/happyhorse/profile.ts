/** Owns where calls go and with which key: service, host and key belong together, so they travel together. */

import { parseApiKey } from '#shared/api-key.ts'
import { AppError } from '#shared/app-error.ts'
import { isVendorHost, normalizeBaseUrl, REGIONS, type RegionId, regionBaseUrl } from '#shared/happyhorse.ts'
import type { ServiceId, Settings } from '#shared/settings.ts'

/** One service as the client calls it. */
export type Profile = {
  service: ServiceId
  /** With `/api/v1`, without a trailing slash. */
  baseUrl: string
  key: string
  /** Set only where it goes into a header: on a region's shared host. */
  workspaceId?: string
  /** False where `getPolicy` is not offered, so that stills must travel inside the request. */
  temporaryUpload: boolean
}

/** The rehearsal service takes any key of the form `sk-…`. */
export const REHEARSAL_KEY = 'sk-rehearsal'

type ProfileWish = Pick<Settings, 'service' | 'workspaceId' | 'customBaseUrl'> & {
  key?: string | undefined
  /** Needed for the `rehearsal` service alone. */
  rehearsalBaseUrl?: string | undefined
}

/**
 * Profile of the service in use.
 * @throws AppError `key-missing` without a key, `key-malformed`, `bad-request` for a base URL that is none or a region that has
 * workspace hosts only while no workspace id is set.
 */
export function profileFor(wish: ProfileWish): Profile {
  if (wish.service === 'rehearsal') return rehearsalProfile(wish.rehearsalBaseUrl)
  if (!wish.key?.trim()) throw new AppError('key-missing', { region: wish.service })
  const key = parseApiKey(wish.key)
  return wish.service === 'custom' ? customProfile(wish, key) : regionProfile(wish.service, wish, key)
}

function rehearsalProfile(baseUrl: string | undefined): Profile {
  if (!baseUrl) throw new AppError('bad-request', { detail: 'The rehearsal service is not running.' })
  return { service: 'rehearsal', baseUrl, key: REHEARSAL_KEY, temporaryUpload: true }
}

function customProfile(wish: ProfileWish, key: string): Profile {
  const baseUrl = normalizeBaseUrl(wish.customBaseUrl)
  if (!baseUrl) {
    throw new AppError('bad-request', { detail: `“${wish.customBaseUrl}” is not an http or https address.` })
  }
  const workspace = wish.workspaceId && isSharedHost(baseUrl) ? { workspaceId: wish.workspaceId } : {}
  return { service: 'custom', baseUrl, key, ...workspace, temporaryUpload: uploadsAt(baseUrl) }
}

/** A region's own service uses the workspace's host; only a shared host needs telling which workspace is meant. */
function isSharedHost(baseUrl: string): boolean {
  const { hostname } = new URL(baseUrl)
  return Object.values(REGIONS).some((facts) => facts.sharedHost === hostname)
}

function regionProfile(region: RegionId, wish: ProfileWish, key: string): Profile {
  const baseUrl = regionBaseUrl(region, wish.workspaceId)
  if (!baseUrl) {
    throw new AppError('bad-request', {
      detail: `The region ${region} has workspace hosts only: enter the workspace id.`,
    })
  }
  return { service: region, baseUrl, key, temporaryUpload: REGIONS[region].temporaryUpload }
}

/** Temporary storage is documented for some regions of the vendor; a host of somebody else is asked. */
function uploadsAt(baseUrl: string): boolean {
  if (!isVendorHost(baseUrl)) return true
  const { hostname } = new URL(baseUrl)
  return Object.values(REGIONS).some(
    (facts) =>
      facts.temporaryUpload && (hostname === facts.sharedHost || hostname.includes(`.${facts.code}.`)),
  )
}
