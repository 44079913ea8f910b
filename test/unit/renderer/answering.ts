/** Owns an engine that answers the page's commands as a test says, over the page's own link. */

import { vi } from 'vitest'

type Answer = (input: never) => unknown

/** Commands by their path, as `clips/trash`; one that is not named is not answered. */
export type Answers = Record<string, Answer>

// The way to the engine is opened once, and keeps what it was opened with.
let answers: Answers = {}

async function answer(request: Request): Promise<Response> {
  const found = answers[new URL(request.url).pathname.replace('/rpc/', '')]
  if (!found) throw new TypeError('Nobody answers')
  return Response.json({ json: found((await request.json()).json as never) ?? null })
}

/** Puts a page's surroundings there, for the test that is about to run; what was to be answered before is forgotten. */
export function stubEngine(): void {
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('location', { origin: 'http://studio.test' })
  vi.stubGlobal('fetch', answer)
  answers = {}
}

/** From now on these commands are answered, and no others. */
export function answering(next: Answers): void {
  answers = next
}
