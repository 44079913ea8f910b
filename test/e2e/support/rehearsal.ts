/** Owns what stories ask of the studio's own rehearsal service: what was paid for, and what goes wrong from now on. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LedgerTask } from '#electron/rehearsal/ledger.ts'
import type { ScenarioName } from '#electron/rehearsal/scenarios.ts'
import { DEFAULT_MODEL } from '#shared/happyhorse.ts'
import { drawn } from '#test/support/stills.ts'

async function addressIn(folder: string): Promise<string | undefined> {
  const left = await readFile(join(folder, 'data', 'rehearsal', 'last-run.json'), 'utf8').catch(
    () => undefined,
  )
  return left === undefined ? undefined : `http://127.0.0.1:${(JSON.parse(left) as { port: number }).port}`
}

/** Every task ever made in a story's folder, oldest first; none while the service was not needed yet. */
export async function tasksPaid(folder: string): Promise<LedgerTask[]> {
  const address = await addressIn(folder)
  if (!address) return []
  return tasksAt(address)
}

/** The same of any rehearsal service. */
export async function tasksAt(address: string): Promise<LedgerTask[]> {
  const reply = await fetch(`${address}/rehearsal/ledger`)
  return ((await reply.json()) as { tasks: LedgerTask[] }).tasks
}

/** Lets the service of a story's folder play a scenario; it runs from the first job on. */
export async function play(folder: string, name: ScenarioName): Promise<void> {
  const address = await addressIn(folder)
  const reply = await fetch(`${address}/rehearsal/scenario`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name }),
  })
  if (!reply.ok) throw new Error(`The rehearsal service answered ${reply.status} to scenario ${name}`)
}

/** Another program on the same account makes a task from this prompt; resolves with its id. */
export async function otherProgramMakes(folder: string, prompt: string): Promise<string> {
  const still = await drawn(400, 400).jpeg().toBuffer()
  const reply = await fetch(
    `${await addressIn(folder)}/api/v1/services/aigc/video-generation/video-synthesis`,
    {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: 'Bearer sk-another',
        'X-DashScope-Async': 'enable',
      },
      body: JSON.stringify({
        model: DEFAULT_MODEL,
        input: {
          prompt,
          media: [{ type: 'first_frame', url: `data:image/jpeg;base64,${still.toString('base64')}` }],
        },
        parameters: { resolution: '720P', duration: 5 },
      }),
    },
  )
  const body = (await reply.json()) as { output?: { task_id: string } }
  if (!body.output) throw new Error(`The rehearsal service refused: ${JSON.stringify(body)}`)
  return body.output.task_id
}
