import { afterEach, expect, test, vi } from 'vitest'
import { watchInterrupt } from '#electron/terminal/exit.ts'

afterEach(() => vi.restoreAllMocks())

test('the first press asks to stop, a second one that comes later ends at once', () => {
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never)
  let now = 0
  const interrupt = watchInterrupt(() => now)
  process.emit('SIGINT')
  expect(interrupt.signal.aborted).toBe(true)
  now = 100
  process.emit('SIGINT')
  expect(exit).not.toHaveBeenCalled()
  now = 1_000
  process.emit('SIGINT')
  expect(exit).toHaveBeenCalledExactlyOnceWith(130)
  interrupt.end()
})
