import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { runTerminal } from '#electron/terminal/program.ts'

/** Runs a command line in this process, on streams of its own. */
async function run(args: readonly string[]) {
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() }
  const status = await runTerminal(args, streams)
  streams.stdout.end()
  streams.stderr.end()
  return { status, stdout: await text(streams.stdout), stderr: await text(streams.stderr) }
}

describe('the command line', () => {
  test.each([
    [['animate', 'x.jpg'], "required option '--prompt <text>' not specified"],
    [['animate', 'x.jpg', '--prompt', 'a', '--duration', '99'], 'A whole number from 3 to 15 is wanted.'],
    [['animate', 'x.jpg', '--prompt', 'a', '--resolution', '4K'], 'Allowed choices are 480P, 720P, 1080P.'],
    [['animate', 'x.jpg', '--prompt', 'a', '--model', 'wan'], 'Allowed choices are happyhorse-1.1-i2v'],
    [['animate', 'x.jpg', '--prompt', 'a', '--seed', '1', '--seeds', '2'], 'cannot be used with option'],
    [['animate', '--prompt', 'a'], "missing required argument 'paths'"],
    [['dance'], "unknown command 'dance'"],
    [['serve', '--port', '70000'], 'A whole number from 0 to 65535 is wanted.'],
  ])('%j is a usage error', async (args, words) => {
    const ran = await run([...args, '--json'])
    expect({ status: ran.status, stdout: ran.stdout }).toEqual({ status: 1, stdout: '' })
    expect(ran.stderr).toContain(words)
  })

  test.each([[['animate', '--help']], [['help', 'animate']]])(
    '%j is no error and goes to stdout',
    async (args) => {
      const ran = await run(args)
      expect(ran.status).toBe(0)
      expect(ran.stdout).toContain('--prompt <text>')
      expect(ran.stderr).toBe('')
    },
  )
})
