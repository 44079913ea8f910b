/** What keys and clicks select where the list is fetched in part. */

import { beforeEach, expect, test, vi } from 'vitest'
import { extendTo, moveTo } from '#renderer/features/library/selecting.ts'
import { ask, useLibrary } from '#renderer/stores/library-store.ts'

const CLEAN = useLibrary.getInitialState()
/** Done before the engine answers. */
let meanwhile = () => {}

async function answer(request: Request): Promise<Response> {
  const { offset = 0, limit = 0 } = (await request.json()).json
  meanwhile()
  return Response.json({ json: { ids: Array.from({ length: limit }, (_, step) => `c${offset + step}`) } })
}

beforeEach(() => {
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('location', { origin: 'http://studio.test' })
  vi.stubGlobal('fetch', answer)
  meanwhile = () => {}
  useLibrary.setState({ ...CLEAN, pages: { 0: ['c0', 'c1'] }, total: 400, selected: ['c0'] }, true)
})

test('the end of a long list is selected before it is fetched', async () => {
  await moveTo(399)
  expect(useLibrary.getState()).toMatchObject({ cursor: 399, anchor: 399, selected: ['c399'] })
})

test('an answer that comes late selects nothing: another clip was chosen, or another list was asked for', async () => {
  meanwhile = () => void moveTo(1)
  await moveTo(399)
  expect(useLibrary.getState().selected).toEqual(['c1'])
  meanwhile = () => ask({ filter: { text: 'mist' } })
  await moveTo(399)
  await extendTo(300)
  expect(useLibrary.getState().selected).toEqual([])
})
