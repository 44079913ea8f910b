import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startRehearsal } from '#electron/rehearsal/server.ts'
import { loopbackServer } from '#test/support/loopback-server.ts'
import { drawn } from '#test/support/stills.ts'
import { tempFolder } from '#test/support/temp-folder.ts'
import { gallop, startGallop } from '#test/support/terminal/gallop-process.ts'
import { gallopWithin } from '#test/support/terminal/gallop-within.ts'

async function onePhoto() {
  const folder = await tempFolder()
  const still = join(folder, 'a.jpg')
  await drawn(400, 400).jpeg().toFile(still)
  return { folder, still, where: ['--data', join(folder, 'data'), '--out', join(folder, 'out')] }
}

describe('what cannot be done is said at once', () => {
  test('a folder that is not there is named', async () => {
    const missing = join(await tempFolder(), 'nowhere')
    const ran = await gallop(['animate', missing, '--prompt', 'a'])
    expect(ran.status).toBe(1)
    expect(ran.stderr).toContain(`There is no such file or folder “${missing}”`)
  })

  test('a poll pause below five seconds is refused for the vendor’s hosts', async () => {
    const { still, where } = await onePhoto()
    const ran = await gallopWithin([
      'animate',
      still,
      '--prompt',
      'a',
      '--region',
      'beijing',
      '--poll-seconds',
      '4',
      ...where,
    ])
    expect(ran.status).toBe(1)
    expect(ran.stderr).toContain('--poll-seconds below 5 is refused')
  })

  test('a service without a key says what to do', async () => {
    const { still, where } = await onePhoto()
    const ran = await gallopWithin([
      'animate',
      still,
      '--prompt',
      'a',
      '--region',
      'tokyo',
      '--yes',
      ...where,
    ])
    expect(ran.status).toBe(1)
    expect(ran.stderr).toContain('No API key.')
  })

  test('where something can be charged and nobody can be asked, --yes is demanded before anything is sent', async () => {
    const { still, where } = await onePhoto()
    const key = { DASHSCOPE_API_KEY: 'sk-test' }
    const recipe = ['--prompt', 'a', '--resolution', '720P', '--duration', '5']
    const ran = await gallopWithin(['animate', still, ...recipe, ...where], key)
    expect(ran.status).toBe(1)
    expect(ran.stderr).toContain('1 clip, 5 s will cost about ¥4.50.')
    expect(ran.stderr).toContain('add --yes')
  })

  test('an address on this machine that is no rehearsal is taken for one that charges', async () => {
    const { still, where } = await onePhoto()
    const server = await loopbackServer((response) => response.writeHead(404).end())
    const key = { DASHSCOPE_API_KEY: 'sk-test' }
    const ran = await gallopWithin(
      ['animate', still, '--prompt', 'a', '--base-url', server.origin, ...where],
      key,
    )
    expect(ran.status).toBe(1)
    expect(ran.stderr).toContain('add --yes')
  })
})

describe('the smaller commands', () => {
  test('rehearse tells where it answers, and ends cleanly', async () => {
    const running = startGallop(['rehearse', '--port', '0', '--json', '--clips', 'tiny'])
    const { url } = await running.event('rehearsal.listening')
    const reply = await fetch(`${url}/rehearsal`)
    expect(await reply.json()).toMatchObject({ service: 'gallop-rehearsal' })
    running.child.kill('SIGTERM')
    expect((await running.ended).status).toBe(0)
  })

  test('a taken port is told by number', async () => {
    const rehearsal = await startRehearsal({ clips: 'tiny' })
    const { port } = new URL(rehearsal.url)
    const ran = await gallopWithin(['rehearse', '--port', port])
    await rehearsal.close()
    expect(ran.status).toBe(1)
    expect(ran.stderr).toContain(`Another program listens on ${port}.`)
  })

  test('preflight checks without leaving a trace', async () => {
    const { folder, still } = await onePhoto()
    const small = join(folder, 'small.png')
    await drawn(200, 500).png().toFile(small)
    const ran = await gallopWithin(['preflight', still, small, '--json'])
    expect(ran.status).toBe(2)
    expect(ran.events.map(({ event, still: path }) => [event, path])).toEqual([
      ['still.passed', still],
      ['still.blocked', small],
      ['done', undefined],
    ])
    expect(ran.events.at(-1)).toEqual({ event: 'done', passed: 1, blocked: 1 })
  })

  test('status of an empty data folder is no error', async () => {
    const data = join(await tempFolder(), 'data')
    const ran = await gallopWithin(['status', '--data', data, '--json'])
    expect(ran.events).toEqual([{ event: 'status', dataFolder: data, status: null }])
    expect(ran.status).toBe(0)
  })

  test('a data folder in use is told with its holder, and its status can be read all the same', async () => {
    const data = join(await tempFolder(), 'data')
    const serving = startGallop(['serve', '--no-open', '--port', '0', '--data', data, '--json'])
    await serving.event('serve.listening')
    const second = await gallop(['resume', '--data', data])
    expect(second.status).toBe(1)
    expect(second.stderr).toContain('Gallop is already running on this data folder.')
    const status = await gallopWithin(['status', '--data', data])
    expect(status.stdout).toContain('No jobs.')
    serving.child.kill('SIGINT')
    expect((await serving.ended).status).toBe(0)
  })
})
