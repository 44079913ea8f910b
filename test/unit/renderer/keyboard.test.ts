import { describe, expect, test } from 'vitest'
import {
  isForText,
  type KeyPress,
  makeMatcher,
  makePresser,
  nameOf,
  writeAccelerator,
  writeKeys,
} from '#renderer/keyboard.ts'

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...held,
})

describe('the name of a press', () => {
  test('is the same on both systems for the key that means "command"', () => {
    expect(nameOf(press('k', { ctrlKey: true }), false)).toBe('mod+k')
    expect(nameOf(press('k', { metaKey: true }), true)).toBe('mod+k')
    expect(nameOf(press('k', { metaKey: true }), false)).toBe('meta+k')
  })

  test('names shift for letters and keys, not for characters made with it', () => {
    expect(nameOf(press('O', { ctrlKey: true, shiftKey: true }), false)).toBe('mod+shift+o')
    expect(nameOf(press('?', { shiftKey: true }), false)).toBe('?')
    expect(nameOf(press(' '), false)).toBe('space')
    expect(nameOf(press('ArrowUp', { altKey: true }), false)).toBe('alt+up')
  })
})

describe('the action of a press', () => {
  const actions = [
    { id: 'board', keys: ['g b'] },
    { id: 'bold', keys: ['b'] },
  ]
  const ids = (found: readonly { id: string }[]) => found.map((one) => one.id)

  test('two keys in a row are one action', () => {
    const match = makeMatcher(() => actions)
    expect(ids(match('g', 0))).toEqual([])
    expect(ids(match('b', 1_999))).toEqual(['board', 'bold'])
  })

  test('the second key alone means what it means alone once two seconds have passed', () => {
    const match = makeMatcher(() => actions)
    match('g', 0)
    expect(ids(match('b', 2_000))).toEqual(['bold'])
  })
})

test('keys that edit text belong to the field it is written in, others do not', () => {
  const editing = ['z', 'mod+z', 'mod+shift+z', 'mod+y', 'mod+a', 'mod+c', 'mod+v', 'mod+x']
  expect(editing.filter((name) => !isForText(name))).toEqual([])
  expect(['mod+k', 'mod+enter', 'alt+up', 'mod+shift+e'].filter(isForText)).toEqual([])
})

test('keys are written as each system writes them', () => {
  expect(writeKeys('mod+shift+o', true)).toBe('⌘⇧O')
  expect(writeKeys('mod+shift+o', false)).toBe('Ctrl Shift O')
  expect(writeKeys('g q', false)).toBe('G Q')
  expect(writeKeys('+', false)).toBe('+')
  expect(writeKeys('mod+,', false)).toBe('Ctrl ,')
})

test('a native menu gets the keys it can show', () => {
  expect(writeAccelerator('mod+shift+o')).toBe('CmdOrCtrl+Shift+O')
  expect(writeAccelerator('alt+up')).toBe('Alt+Up')
  expect(writeAccelerator('+')).toBe('Plus')
  expect(writeAccelerator('g b')).toBeUndefined()
})

describe('keys on the heels of a selection', () => {
  /** A room in which all three rows can be selected, once the engine has answered, and thrown away. */
  function room() {
    const answered = Promise.withResolvers<void>()
    let selected = ['a']
    const gone: string[] = []
    const selectAll = {
      group: 'board',
      when: () => true,
      selects: true,
      run: () =>
        answered.promise.then(() => {
          selected = ['a', 'b', 'c']
        }),
    }
    const remove = {
      group: 'board',
      when: () => selected.length > 0,
      run: () => {
        gone.push(...selected)
        selected = []
      },
    }
    return { selectAll, remove, gone, answer: answered.resolve }
  }

  test('mean what will be selected, not what still is', async () => {
    const { selectAll, remove, gone, answer } = room()
    const presses = makePresser()
    expect([presses(() => [selectAll], false), presses(() => [remove], false)]).toEqual([true, true])
    expect(gone).toEqual([])
    answer()
    await expect.poll(() => gone).toEqual(['a', 'b', 'c'])
    expect(presses(() => [remove], false)).toBe(false)
  })

  test('do not wait where they are about no selection; what waited behind the palette is nothing any more', async () => {
    const { selectAll, remove, gone, answer } = room()
    const presses = makePresser()
    let isOpen = false
    const palette = {
      group: 'general',
      when: () => true,
      run: () => {
        isOpen = true
      },
    }
    const inRoom = () => (isOpen ? [] : [remove])
    presses(() => [selectAll], false)
    presses(inRoom, false)
    expect([presses(() => [palette], false), isOpen]).toEqual([true, true])
    expect(presses(inRoom, false), 'a letter goes into the palette').toBe(false)
    answer()
    await new Promise((resolve) => setImmediate(resolve))
    expect(gone).toEqual([])
  })

  test('are left to others where they mean nothing', () => {
    const { selectAll } = room()
    const presses = makePresser()
    presses(() => [selectAll], false)
    expect(presses(() => [], false)).toBe(false)
  })

  test('a key that is held down does once what is done once', () => {
    let times = 0
    const presses = makePresser()
    const run = () => {
      times += 1
    }
    const once = { group: 'board', when: () => true, once: true, run }
    expect([presses(() => [once], false), presses(() => [once], true), times]).toEqual([true, true, 1])
  })
})
