import { expect, test } from 'vitest'
import { onceAtATime } from '#renderer/deeds/once-at-a-time.ts'

test('a second press before the answer does nothing; one about something else, or after the answer, does', async () => {
  const done: string[] = []
  const deed = onceAtATime(async (ids: readonly string[]) => {
    await Promise.resolve()
    done.push(ids.join())
  })
  await Promise.all([deed(['a']), deed(['a']), deed(['b'])])
  expect(done).toEqual(['a', 'b'])
  await deed(['a'])
  expect(done).toEqual(['a', 'b', 'a'])
})

test('what went wrong can be tried again, and is told to whoever pressed', async () => {
  let times = 0
  const deed = onceAtATime(async () => {
    times += 1
    throw new Error('Nobody answers')
  })
  await expect(deed()).rejects.toThrow('Nobody answers')
  await expect(deed()).rejects.toThrow('Nobody answers')
  expect(times).toBe(2)
})
