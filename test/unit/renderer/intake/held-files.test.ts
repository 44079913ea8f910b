import { expect, test } from 'vitest'
import { withPrompts } from '#renderer/intake/held-files.ts'

const inFolder = (name: string) => ({ file: new File([name], name), name, isNamed: false })
const named = (name: string) => ({ ...inFolder(name), isNamed: true })
const read = (found: Parameters<typeof withPrompts>[0]) =>
  withPrompts(found).map(({ name, prompt }) => [name, prompt?.name])

test('a picture brings the text of its name in its own folder, and no other', () => {
  const found = ['a/pier.jpg', 'a/pier.txt', 'b/pier.jpg', 'b/notes.txt'].map(inFolder)
  expect(read(found)).toEqual([
    ['a/pier.jpg', 'a/pier.txt'],
    ['b/pier.jpg', undefined],
  ])
})

test('a text dropped with its picture is its prompt; one dropped by itself is taken, to be refused', () => {
  expect(read([named('pier.jpg'), named('pier.txt'), named('notes.txt')])).toEqual([
    ['pier.jpg', 'pier.txt'],
    ['notes.txt', undefined],
  ])
})

test('a text far larger than any prompt stays away', () => {
  const large = { ...inFolder('pier.txt'), file: new File(['x'.repeat(80_001)], 'pier.txt') }
  expect(read([inFolder('pier.jpg'), large])).toEqual([['pier.jpg', undefined]])
})
