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
const FIXED_FIELDS = [
  ['x-oss-object-acl', ACL],
  ['x-oss-forbid-overwrite', FORBID_OVERWRITE],
] as const

/** The text fields of an upload form, by name. */
export type UploadForm = ReadonlyMap<string, string>

/** What a policy carries, beside its conditions, so that no credential has to be remembered. */
type Policy = { expiration: string; conditions: unknown[] }

/** Uploads kept in a store. */
export class Uploads {
  readonly #store: Store
  readonly #clock: VirtualClock
  readonly #kept: Map<string, UploadRecord>
  /** Keys whose file is just being put in place. */
  readonly #claimed = new Set<string>()

  constructor(store: Store, clock: VirtualClock) {
    this.#store = store
    this.#clock = clock
    this.#kept = new Map(store.uploads().map((upload) => [upload.key, upload]))
  }

  /** The `data` of a getPolicy reply. */
  credential(model: string, host: string): Record<string, string | number> {
    const { secret } = this.#store
    const now = this.#clock.now()
    const lifeMs = Math.max(this.#clock.real(CREDENTIAL_MS), MIN_CREDENTIAL_MS)
    const directory = `dashscope-instant/${hashOf(model + secret)}/${dayOf(now)}/${randomUUID()}`
    const policy = writePolicy(directory, model, now + lifeMs)
    return {
      policy,
      signature: signText(secret, policy),
      upload_dir: directory,
      upload_host: host,
      expire_in_seconds: Math.floor(lifeMs / SECOND_MS),
      max_file_size_mb: MAX_UPLOAD_BYTES / 1024 / 1024,
      capacity_limit_mb: 999_999_999,
      oss_access_key_id: ACCESS_KEY_ID,
      x_oss_object_acl: ACL,
      x_oss_forbid_overwrite: FORBID_OVERWRITE,
    }
  }

  /** What storage objects to in a form's fields; undefined when the file may come. */
  check(form: UploadForm): OssFault | undefined {
    const policy = form.get('policy') ?? ''
    const signature = form.get('Signature') ?? ''
    if (form.get('OSSAccessKeyId') !== ACCESS_KEY_ID) return OSS_FAULTS.unknownKeyId
    if (!isSignatureOf(this.#store.secret, policy, signature)) return OSS_FAULTS.badSignature
    const { expiration, directory } = readPolicy(policy)
    if (this.#clock.now() >= Date.parse(expiration)) return OSS_FAULTS.policyExpired
    const key = form.get('key') ?? ''
    if (!key.startsWith(`${directory}/`) || key.endsWith('/')) {
      return OSS_FAULTS.policyUnmet(`["starts-with","$key","${directory}/"]`)
    }
    const unmet = FIXED_FIELDS.find(([name, value]) => form.get(name) !== value)
    if (unmet) return OSS_FAULTS.policyUnmet(`["eq","$${unmet[0]}","${unmet[1]}"]`)
    this.#sweep()
    return this.#kept.has(key) || this.#claimed.has(key) ? OSS_FAULTS.exists : undefined
  }

  /** Takes over a whole file written at `part`, unless its form has meanwhile become bad. */
  async keep(form: UploadForm, part: string, bytes: number): Promise<OssFault | undefined> {
    const fault = this.check(form)
    if (fault) return fault
    const key = form.get('key') ?? ''
    this.#claimed.add(key)
    const file = randomUUID()
    await rename(part, this.#store.uploadFile(file)).finally(() => this.#claimed.delete(key))
    const { model } = readPolicy(form.get('policy') ?? '')
    const expiresAt = this.#clock.now() + this.#clock.kept(LIFETIMES.uploadMs)
    const upload = { key, model, file, bytes, expiresAt }
    this.#kept.set(key, upload)
    this.#store.saveUpload(upload)
    return undefined
  }

  /** Where an incoming file may be written. */
  partFile(): string {
    return this.#store.uploadFile(`${randomUUID()}.part`)
  }

  /** A live upload by its key, the part after `oss://`. */
  find(key: string): UploadRecord | undefined {
    this.#sweep()
    return this.#kept.get(key)
  }

  read(upload: UploadRecord): Promise<Buffer> {
    return readFile(this.#store.uploadFile(upload.file))
  }

  #sweep(): void {
    for (const upload of this.#kept.values()) {
      if (this.#clock.now() < upload.expiresAt) continue
      this.#kept.delete(upload.key)
      this.#store.forgetUpload(upload.key)
      // A file that cannot be removed just now only takes room; nobody waits for it.
      rm(this.#store.uploadFile(upload.file), { force: true }).catch(() => undefined)
    }
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
