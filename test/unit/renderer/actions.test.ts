import { expect, test } from 'vitest'
import { type ActionDeeds, makeActions } from '#renderer/actions.ts'
import { actions as words } from '#renderer/locales/en/actions.ts'

const deeds = new Proxy({} as ActionDeeds, { get: () => async () => {} })
const actions = makeActions(deeds)

test('every action has one id, and every name belongs to an action', () => {
  expect(actions.map((one) => one.id).sort()).toEqual(Object.keys(words).sort())
})

/** Groups heard in a place besides what is heard everywhere. */
const PLACES = [
  ['board'],
  ['experiments'],
  ['queue'],
  ['compare'],
  ['library', 'judging'],
  ['player', 'judging'],
] as const

test('keys mean one thing in a place; what shares them can never be done at the same time', () => {
  const shared: string[] = []
  for (const place of PLACES) {
    const groups: readonly string[] = place[0] === 'player' ? place : ['general', ...place]
    const keys = actions
      .filter((one) => groups.includes(one.group) || (place[0] === 'player' && one.inPlayer))
      .flatMap((one) => one.keys ?? [])
    shared.push(...keys.filter((key, at) => keys.indexOf(key) !== at))
  }
  expect([...new Set(shared)].sort()).toEqual(['a', 'mod+.'])
})

test('no key of a sequence is an action by itself where the sequence is heard', () => {
  const firsts = actions
    .flatMap((one) => one.keys ?? [])
    .flatMap((key) => (key.includes(' ') ? [key.split(' ')[0]] : []))
  const plain = actions.flatMap((one) => one.keys ?? [])
  expect(firsts.filter((key) => key && plain.includes(key))).toEqual([])
})
