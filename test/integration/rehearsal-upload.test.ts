/** Shows temporary storage: a credential, one file per form, and what an oss:// link is good for. */

import { describe, expect, test } from 'vitest'
import {
  type Bench,
  CREATE_HEADERS,
  HOUR,
  i2vBody,
  jpeg,
  openBench,
  SECOND,
} from '#test/support/rehearsal-bench.ts'

const RESOLVE_HEADERS = { ...CREATE_HEADERS, 'X-DashScope-OssResourceResolve': 'enable' }

type Credential = Record<
  | 'policy'
  | 'signature'
  | 'upload_dir'
  | 'upload_host'
  | 'oss_access_key_id'
  | 'x_oss_object_acl'
  | 'x_oss_forbid_overwrite',
  string
> & { expire_in_seconds: number; max_file_size_mb: number; capacity_limit_mb: number }

async function credentialOf(bench: Bench, model = 'happyhorse-1.1-i2v'): Promise<Credential> {
  const response = await bench.call(`/uploads?action=getPolicy&model=${model}`)
  return ((await response.json()) as { data: Credential }).data
}

function formOf(credential: Credential, file: Buffer, fields: Record<string, string> = {}): FormData {
  const form = new FormData()
  const all = {
    OSSAccessKeyId: credential.oss_access_key_id,
    Signature: credential.signature,
    policy: credential.policy,
    'x-oss-object-acl': credential.x_oss_object_acl,
    'x-oss-forbid-overwrite': credential.x_oss_forbid_overwrite,
    key: `${credential.upload_dir}/still.jpg`,
    success_action_status: '200',
    ...fields,
  }
  for (const [name, value] of Object.entries(all)) form.set(name, value)
  form.set('file', new Blob([new Uint8Array(file)]), 'still.jpg')
  return form
}

const post = (credential: Credential, form: FormData) =>
  fetch(credential.upload_host, { method: 'POST', body: form })

/** `403 AccessDenied: …` from storage's XML. */
async function objection(response: Response): Promise<string> {
  const xml = await response.text()
  const element = (name: string) => new RegExp(`<${name}>(.*)</${name}>`).exec(xml)?.[1]
  return `${response.status} ${element('Code')}: ${element('Message')}`
}

async function uploaded(bench: Bench, model?: string): Promise<string> {
  const credential = await credentialOf(bench, model)
  const response = await post(credential, formOf(credential, await jpeg(640, 480)))
  expect([response.status, await response.text()]).toEqual([200, ''])
  return `oss://${credential.upload_dir}/still.jpg`
}

const bodyOf = async (url: string) => i2vBody({}, { media: [{ type: 'first_frame', url }] })

async function answerTo(bench: Bench, url: string, headers = RESOLVE_HEADERS): Promise<string> {
  const response = await bench.create(await bodyOf(url), headers)
  const { code, message } = (await response.json()) as { code?: string; message?: string }
  return response.status === 200 ? 'taken' : `${response.status} ${code}: ${message}`
}

test('the credential has the documented fields', async () => {
  await using bench = await openBench()
  expect(await credentialOf(bench)).toEqual({
    policy: expect.stringMatching(/^eyJ/),
    signature: expect.stringMatching(/^[\w+/]{27}=$/),
    upload_dir: expect.stringMatching(/^dashscope-instant\/[0-9a-f]{32}\/2026-11-22\/[0-9a-f-]{36}$/),
    upload_host: bench.rehearsal.url,
    expire_in_seconds: 300,
    max_file_size_mb: 100,
    capacity_limit_mb: 999_999_999,
    oss_access_key_id: expect.stringMatching(/^LTAI/),
    x_oss_object_acl: 'private',
    x_oss_forbid_overwrite: 'true',
  })
  expect((await bench.call('/uploads?action=getPolicy&model=nonsense')).status).toBe(404)
  expect((await bench.call('/uploads?model=happyhorse-1.1-i2v')).status).toBe(400)
})

test('a region without temporary storage has no credentials', async () => {
  await using bench = await openBench({ region: 'virginia' })
  expect((await bench.call('/uploads?action=getPolicy&model=happyhorse-1.1-i2v')).status).toBe(404)
})

test('an uploaded still becomes a first frame', async () => {
  await using bench = await openBench()
  expect(await answerTo(bench, await uploaded(bench))).toBe('taken')
  bench.pass(SECOND)
  await bench.linkOf(bench.rehearsal.ledger().tasks[0]?.taskId ?? '')
  expect(bench.asked[0]?.firstFrame).toEqual(await jpeg(640, 480))
})

describe('an oss:// link', () => {
  test('needs the resolve header', async () => {
    await using bench = await openBench()
    expect(await answerTo(bench, await uploaded(bench), CREATE_HEADERS as typeof RESOLVE_HEADERS)).toBe(
      '400 InvalidParameter.DataInspection: The media format is not supported or incorrect for the data inspection.',
    )
  })

  test('belongs to the model named at upload', async () => {
    await using bench = await openBench()
    expect(await answerTo(bench, await uploaded(bench, 'happyhorse-1.0-i2v'))).toBe(
      "400 InvalidParameter.DataInspection: Don't have authorization to access the media resource during the data inspection process.",
    )
  })

  test('is gone after 48 hours', async () => {
    await using bench = await openBench()
    const url = await uploaded(bench)
    bench.pass(48 * HOUR - 1)
    expect(await answerTo(bench, url)).toBe('taken')
    bench.pass(1)
    expect(await answerTo(bench, url)).toBe(
      '400 InvalidParameter.DataInspection: Failed to find the requested media resource during the data inspection process.',
    )
  })
})

describe('storage refuses', () => {
  test('a key that exists', async () => {
    await using bench = await openBench()
    const credential = await credentialOf(bench)
    const still = await jpeg(640, 480)
    expect((await post(credential, formOf(credential, still))).status).toBe(200)
    expect(await objection(await post(credential, formOf(credential, still)))).toBe(
      '409 FileAlreadyExists: The object you specified already exists and can not be overwritten.',
    )
    const other = formOf(credential, still, { key: `${credential.upload_dir}/other.jpg` })
    expect((await post(credential, other)).status).toBe(200)
  })

  test('a credential after 300 seconds', async () => {
    await using bench = await openBench()
    const credential = await credentialOf(bench)
    bench.pass(300 * SECOND)
    expect(await objection(await post(credential, formOf(credential, Buffer.from('x'))))).toBe(
      '403 AccessDenied: Invalid according to Policy: Policy expired.',
    )
  })

  test.each([
    [{ Signature: 'forged' }, '403 SignatureDoesNotMatch'],
    [{ OSSAccessKeyId: 'LTAIother' }, '403 InvalidAccessKeyId'],
    [{ key: 'elsewhere/still.jpg' }, '403 AccessDenied'],
    [{ 'x-oss-forbid-overwrite': 'false' }, '403 AccessDenied'],
    [{ 'x-oss-object-acl': 'public-read' }, '403 AccessDenied'],
  ])('a form with %j', async (fields, answer) => {
    await using bench = await openBench()
    const credential = await credentialOf(bench)
    const said = await objection(await post(credential, formOf(credential, Buffer.from('x'), fields)))
    expect(said.split(':')[0]).toBe(answer)
  })

  test('a form without a file, or none at all', async () => {
    await using bench = await openBench()
    const credential = await credentialOf(bench)
    const form = formOf(credential, Buffer.from('x'))
    form.delete('file')
    expect(await objection(await post(credential, form))).toMatch(/^400 MalformedPOSTRequest/)
    const bare = await fetch(credential.upload_host, { method: 'POST', body: 'file' })
    expect(await objection(bare)).toMatch(/^400 MalformedPOSTRequest/)
  })

  test('a file of more than 100 MB', async () => {
    await using bench = await openBench()
    const credential = await credentialOf(bench)
    const file = Buffer.alloc(100 * 1024 * 1024 + 1)
    expect(await objection(await post(credential, formOf(credential, file)))).toBe(
      '400 EntityTooLarge: Your proposed upload exceeds the maximum allowed size.',
    )
  })
})
