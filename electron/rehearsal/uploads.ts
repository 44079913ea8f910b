/** Owns temporary storage: upload credentials, the files uploaded with them, and their 48 hours. */

import { createHash, randomUUID } from 'node:crypto'
import { readFile, rename, rm } from 'node:fs/promises'
import { LIFETIMES } from '#shared/happyhorse.ts'
import { formatServiceTime, SECOND_MS } from '#shared/time.ts'
import { ACCESS_KEY_ID, isSignatureOf, signText } from './links.ts'
import { OSS_FAULTS, type OssFault } from './oss-fault.ts'
import type { Store, UploadRecord } from './store.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** Life of a credential in virtual ms and its limit, as in the page's sample (get-temporary-file-url, read 2026-11-22). */
const CREDENTIAL_MS = 300 * SECOND_MS
/** At any speed a credential outlives one upload, in real ms. */
const MIN_CREDENTIAL_MS = 2 * SECOND_MS
export const MAX_UPLOAD_BYTES = 100 * 1024 * 1024

const ACL = 'private'
const FORBID_OVERWRITE = 'true'

/** The text fields of an upload form, by name. */
export type UploadForm = ReadonlyMap<string, string>

/** What a policy carries, beside its conditions, so that no credential has to be remembered. */
type Policy = { expiration: string; conditions: unknown[] }

export type Uploads = {
  /** The `data` of a getPolicy reply. */
  credential(model: string, host: string): Record<string, string | number>
  /** What storage objects to in a form's fields; undefined when the file may come. */
  check(form: UploadForm): OssFault | undefined
  /** Takes over a whole file written at `part`. */
  keep(form: UploadForm, part: string, bytes: number): Promise<OssFault | undefined>
  /** Where an incoming file may be written. */
  partFile(): string
  /** A live upload by its key (the part after `oss://`). */
  find(key: string): UploadRecord | undefined
  read(upload: UploadRecord): Promise<Buffer>
}

/** Uploads kept in `store`. */
export function openUploads(store: Store, clock: VirtualClock): Uploads {
  const kept = new Map(store.uploads().map((upload) => [upload.key, upload]))
  const claimed = new Set<string>()

  const credentialMs = Math.max(clock.real(CREDENTIAL_MS), MIN_CREDENTIAL_MS)

  function sweep(): void {
    for (const upload of kept.values()) {
      if (clock.now() < upload.expiresAt) continue
      kept.delete(upload.key)
      store.forgetUpload(upload.key)
      // A file that cannot be removed just now only takes room; nobody waits for it.
      rm(store.uploadFile(upload.file), { force: true }).catch(() => undefined)
    }
  }

  function check(form: UploadForm): OssFault | undefined {
    const policy = form.get('policy') ?? ''
    if (form.get('OSSAccessKeyId') !== ACCESS_KEY_ID) return OSS_FAULTS.unknownKeyId
    if (!isSignatureOf(store.secret, policy, form.get('Signature') ?? '')) return OSS_FAULTS.badSignature
    const { expiration, directory } = readPolicy(policy)
    if (clock.now() >= Date.parse(expiration)) return OSS_FAULTS.policyExpired
    const key = form.get('key') ?? ''
    if (!key.startsWith(`${directory}/`) || key.endsWith('/')) {
      return OSS_FAULTS.policyUnmet(`["starts-with","$key","${directory}/"]`)
    }
    for (const [name, value] of [
      ['x-oss-object-acl', ACL],
      ['x-oss-forbid-overwrite', FORBID_OVERWRITE],
    ] as const) {
      if (form.get(name) !== value) return OSS_FAULTS.policyUnmet(`["eq","$${name}","${value}"]`)
    }
    sweep()
    return kept.has(key) || claimed.has(key) ? OSS_FAULTS.exists : undefined
  }

  return {
    credential(model, host) {
      const directory = `dashscope-instant/${hashOf(model + store.secret)}/${dayOf(clock.now())}/${randomUUID()}`
      const policy = writePolicy(directory, model, clock.now() + credentialMs)
      return {
        policy,
        signature: signText(store.secret, policy),
        upload_dir: directory,
        upload_host: host,
        expire_in_seconds: Math.floor(credentialMs / SECOND_MS),
        max_file_size_mb: MAX_UPLOAD_BYTES / 1024 / 1024,
        capacity_limit_mb: 999_999_999,
        oss_access_key_id: ACCESS_KEY_ID,
        x_oss_object_acl: ACL,
        x_oss_forbid_overwrite: FORBID_OVERWRITE,
      }
    },
    check,
    async keep(form, part, bytes) {
      const fault = check(form)
      if (fault) return fault
      const key = form.get('key') ?? ''
      claimed.add(key)
      const file = randomUUID()
      await rename(part, store.uploadFile(file)).finally(() => claimed.delete(key))
      const { model } = readPolicy(form.get('policy') ?? '')
      const upload = { key, model, file, bytes, expiresAt: clock.now() + clock.real(LIFETIMES.uploadMs) }
      kept.set(key, upload)
      store.saveUpload(upload)
      return undefined
    },
    partFile: () => store.uploadFile(`${randomUUID()}.part`),
    find(key) {
      sweep()
      return kept.get(key)
    },
    read: (upload) => readFile(store.uploadFile(upload.file)),
  }
}

function writePolicy(directory: string, model: string, expiresAt: number): string {
  const policy: Policy = {
    expiration: new Date(expiresAt).toISOString(),
    conditions: [
      ['starts-with', '$key', directory],
      ['eq', '$x-oss-meta-model', model],
      ['content-length-range', 0, MAX_UPLOAD_BYTES],
    ],
  }
  return Buffer.from(JSON.stringify(policy)).toString('base64')
}

/** Reads a policy whose signature is known to be ours. */
function readPolicy(text: string): { expiration: string; directory: string; model: string } {
  const { expiration, conditions } = JSON.parse(Buffer.from(text, 'base64').toString()) as Policy
  const [directory, model] = conditions.map((condition) =>
    Array.isArray(condition) ? String(condition[2]) : '',
  )
  return { expiration, directory: directory ?? '', model: model ?? '' }
}

function hashOf(text: string): string {
  return createHash('md5').update(text).digest('hex')
}

function dayOf(at: number): string {
  return formatServiceTime(at).slice(0, 10)
}
