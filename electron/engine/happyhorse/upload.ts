/** Owns the way of a picture into temporary storage: a credential from the service, one multipart form to its storage host. */

import { randomUUID } from 'node:crypto'
import { FormData } from 'undici'
import type { Ask } from './ask.ts'
import type { Fault, UploadOutcome } from './outcomes.ts'
import type { Profile } from './profile.ts'
import { refusalOf } from './refusals.ts'
import { sort, unexpected } from './replies.ts'
import { isSafeAddress, parseStorageError } from './storage.ts'
import type { Timeouts, Transport } from './transport.ts'
import { parsePolicy, type UploadPolicy } from './wire.ts'

export type UploadFile = { bytes: Uint8Array; name: string }
type Means = { ask: Ask; transport: Transport; timeouts: Timeouts }

/** Storage is documented for Beijing and Singapore alone; this is how hosts say that they have no such path. */
const NOT_HERE = [404, 405, 501]

const MEGABYTE = 1024 * 1024

/** Puts a picture where only the named model of the same account finds it, for 48 hours; never throws. */
export async function upload(
  means: Means,
  profile: Profile,
  model: string,
  file: UploadFile,
  signal: AbortSignal | undefined,
): Promise<UploadOutcome> {
  const path = `/uploads?action=getPolicy&model=${encodeURIComponent(model)}`
  const reply = await means.ask(profile, { method: 'GET', path, signal })
  if (reply.kind !== 'json') return withoutCredential(reply)
  const policy = parsePolicy(reply.json)
  if (!policy) return { kind: 'unsupported', detail: 'the reply names no upload credential' }
  if (!isSafeAddress(policy.upload_host))
    return { kind: 'unsupported', detail: 'its storage host is not encrypted' }
  const limit = policy.max_file_size_mb
  if (limit !== undefined && file.bytes.length > limit * MEGABYTE) return tooLarge(file, limit)
  return post(means, policy, file, signal)
}

function withoutCredential(fault: Fault): UploadOutcome {
  const httpStatus = 'refusal' in fault ? fault.refusal?.httpStatus : undefined
  return httpStatus !== undefined && NOT_HERE.includes(httpStatus)
    ? { kind: 'unsupported', detail: `HTTP ${httpStatus}` }
    : fault
}

async function post(
  { transport, timeouts }: Means,
  policy: UploadPolicy,
  file: UploadFile,
  signal: AbortSignal | undefined,
): Promise<UploadOutcome> {
  const key = `${policy.upload_dir}/${objectName(file.name)}`
  const answer = await transport.exchange({
    method: 'POST',
    url: policy.upload_host,
    body: formOf(policy, key, file),
    headersMs: timeouts.submitMs,
    bodyMs: timeouts.bodyMs,
    signal,
  })
  if (answer.kind === 'answered') {
    const named = policy.requestId ? { requestId: policy.requestId } : {}
    if (answer.status >= 200 && answer.status < 300)
      return { kind: 'uploaded', url: `oss://${key}`, ...named }
    const said = parseStorageError(answer.text)
    if (said)
      return sort({
        ...answer,
        text: JSON.stringify({ ...said, request_id: said.requestId }),
      }) as UploadOutcome
  }
  const sorted = sort(answer)
  return sorted.kind === 'json' ? unexpected('result') : sorted
}

/** The storage host reads fields up to `file` and ignores what follows it. */
function formOf(policy: UploadPolicy, key: string, file: UploadFile): FormData {
  const form = new FormData()
  form.set('OSSAccessKeyId', policy.oss_access_key_id)
  form.set('Signature', policy.signature)
  form.set('policy', policy.policy)
  form.set('x-oss-object-acl', policy.x_oss_object_acl)
  form.set('x-oss-forbid-overwrite', policy.x_oss_forbid_overwrite)
  form.set('key', key)
  form.set('success_action_status', '200')
  form.set('file', new Blob([file.bytes as Uint8Array<ArrayBuffer>]), objectName(file.name))
  return form
}

/** Overwriting is forbidden, so names are never used twice; plain ASCII travels everywhere. */
function objectName(name: string): string {
  const extension = /\.[a-z0-9]{1,5}$/i.exec(name)?.[0] ?? ''
  return randomUUID() + extension.toLowerCase()
}

function tooLarge(file: UploadFile, limitMegabytes: number): UploadOutcome {
  const message = `the picture has ${(file.bytes.length / MEGABYTE).toFixed(1)} MB, temporary storage takes ${limitMegabytes} MB`
  return { kind: 'refused', refusal: refusalOf({ httpStatus: 413, code: '', message }) }
}
