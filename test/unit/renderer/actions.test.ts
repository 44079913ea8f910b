import { expect, test } from 'vitest'
import { type ActionDeeds, makeActions } from '#renderer/actions.ts'
import { actions as words } from '#renderer/locales/en/actions.ts'

const deeds = new Proxy({} as ActionDeeds, { get: () => async () => {} })
const actions = makeActions(deeds)

test('every action has one id, and every name belongs to an action', () => {
  expect(actions.map((one) => one.id).sort()).toEqual(Object.keys(words).sort())
})

test('keys mean one thing in a place; pausing and resuming share theirs, for only one of them can be done', () => {
  const shared: string[] = []
  for (const place of ['board', 'queue', 'player'] as const) {
    const heard = actions.filter(
      (one) => one.group === place || (one.group === 'general' && place !== 'player'),
    )
    const keys = heard.flatMap((one) => one.keys ?? [])
    shared.push(...keys.filter((key, at) => keys.indexOf(key) !== at))
  }
  expect([...new Set(shared)]).toEqual(['mod+.'])
})

test('no key of a sequence is an action by itself where the sequence is heard', () => {
  const firsts = actions
    .flatMap((one) => one.keys ?? [])
    .flatMap((key) => (key.includes(' ') ? [key.split(' ')[0]] : []))
  const plain = actions.flatMap((one) => one.keys ?? [])
  expect(firsts.filter((key) => key && plain.includes(key))).toEqual([])
})
