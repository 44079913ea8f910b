import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { openStudio, type Studio, type StudioOptions } from '#electron/hosting/studio.ts'
import { startRehearsal } from '#electron/rehearsal/server.ts'
import type { Shot } from '#shared/shot.ts'
import { queueTakes } from '#test/support/engine.ts'
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

/** Works with a data folder as another host has it, without its pipeline. */
async function inStudio(
  dataFolder: string,
  more: Partial<StudioOptions>,
  work: (studio: Studio) => Promise<void>,
): Promise<void> {
  const studio = await openStudio({ dataFolder, proxy: {}, keysInFile: true, ...more })
  await work(studio).finally(() => studio.close())
}

async function shotsIn(dataFolder: string): Promise<Shot[]> {
  const shots: Shot[] = []
  await inStudio(dataFolder, {}, async ({ engine }) => {
    for (const { id } of (await engine.commands.studio.snapshot()).projects)
      shots.push(...(await engine.commands.shots.page({ projectId: id })).rows)
  })
  return shots
}

describe('what cannot be done is said at once', () => {
  test('a folder that is not there is named', async () => {
    const missing = join(await tempFolder(), 'nowhere')
    const ran = await gallop(['animate', missing, '--prompt', 'a'])
    expect(ran.status).toBe(1)
    expect(ran.stderr).toContain(`There is no such file or folder “${missing}”`)
  })

  test('a folder without a name, as from a variable that is not set, is not taken for the one the user is in', async () => {
    const { still } = await onePhoto()
    for (const command of [
      ['status', '--data', ''],
      ['rehearse', '--state', ''],
      ['animate', still, '--prompt', 'a', '--out', ' '],
    ]) {
      const ran = await gallopWithin(command)
      expect([ran.status, ran.stderr]).toEqual([1, expect.stringContaining('The path of a folder is wanted')])
    }
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

  test('the same holds for an address in the settings, for one with a dot at its end, and for jobs left at the vendor’s', async () => {
    const { folder, still, where } = await onePhoto()
    const data = join(folder, 'data')
    const hasty = ['--poll-seconds', '0.5']
    const dotted = ['--base-url', 'https://dashscope.aliyuncs.com.']
    const refused = '--poll-seconds below 5 is refused'
    const animate = ['animate', still, '--prompt', 'a', ...where, ...hasty]
    expect((await gallopWithin([...animate, ...dotted])).stderr).toContain(refused)

    await inStudio(data, { key: 'sk-test', service: 'beijing' }, async ({ engine }) => {
      const { projects } = await engine.commands.studio.snapshot()
      await queueTakes(engine, projects[0]?.id ?? '', [still])
    })
    expect((await gallopWithin(['resume', '--data', data, ...hasty])).stderr).toContain(refused)

    await inStudio(data, {}, async ({ engine }) => {
      const customBaseUrl = 'https://llm-1.cn-beijing.maas.aliyuncs.com/api/v1'
      await engine.commands.settings.update({ service: 'custom', customBaseUrl })
    })
    expect((await gallopWithin(animate)).stderr).toContain(refused)
  })

  test('with --json what is refused ends with one error on stdout', async () => {
    const { still, where } = await onePhoto()
    const animate = ['animate', still, '--prompt', 'a', '--json', ...where]
    const hasty = await gallopWithin([...animate, '--region', 'beijing', '--poll-seconds', '4'])
    expect([hasty.status, hasty.events]).toEqual([
      1,
      [{ event: 'error', error: { code: 'usage', values: { detail: expect.stringContaining('below 5') } } }],
    ])
    const unasked = await gallopWithin(animate, { DASHSCOPE_API_KEY: 'sk-test' })
    expect([unasked.status, unasked.events]).toEqual([
      1,
      [
        {
          event: 'error',
          error: { code: 'usage', values: { detail: expect.stringContaining('add --yes') } },
        },
      ],
    ])
    // The last one ends the input instead of answering.
    for (const typed of ['n\n', '']) {
      const declined = await gallopWithin(animate, { DASHSCOPE_API_KEY: 'sk-test' }, typed)
      expect([declined.status, declined.events]).toEqual([
        1,
        [{ event: 'error', error: { code: 'declined', values: { detail: 'Nothing was queued.' } } }],
      ])
    }
  })

  test('a region with workspace hosts only wants its workspace before it names a price', async () => {
    const { still, where } = await onePhoto()
    const key = { DASHSCOPE_API_KEY: 'sk-test' }
    const animate = ['animate', still, '--prompt', 'a', '--region', 'tokyo', ...where]
    const without = await gallopWithin(animate, key)
    expect([without.status, without.stdout]).toEqual([1, ''])
    expect(without.stderr).toContain('add --workspace ID')
    const within = await gallopWithin([...animate, '--workspace', 'llm-1'], key)
    expect(within.stderr).toContain('1 clip, 5 s will cost about ¥4.50.')
    expect((await gallopWithin([...animate, '--workspace', 'a/b'])).stderr).toContain('API Host')
  })

  test('the mark is the one of the settings until a flag says otherwise', async () => {
    const { folder, still, where } = await onePhoto()
    const data = join(folder, 'data')
    const marked = async (...flags: string[]) => {
      await gallopWithin(['animate', still, '--prompt', 'a', ...where, ...flags], {
        DASHSCOPE_API_KEY: 'sk-test',
      })
      return (await shotsIn(data)).map(({ watermark }) => watermark)
    }
    expect(await marked()).toEqual([true])
    expect(await marked('--no-watermark')).toEqual([false])
    await inStudio(data, {}, async ({ engine }) => {
      await engine.commands.settings.update({ defaults: { watermark: false } })
    })
    expect(await marked('--watermark')).toEqual([true])
    expect(await marked()).toEqual([false])
  })

  test.each([
    [`${'long '.repeat(40)}😀`, 'long '.repeat(24).trim()],
    [`${'x'.repeat(119)}😀`, 'x'.repeat(119)],
    ['  ', 'Gallop'],
  ])('a folder named “%s” is a project all the same', async (name, project) => {
    const { folder, still } = await onePhoto()
    const data = join(folder, 'data')
    const where = ['--data', data, '--out', join(folder, name)]
    const ran = await gallopWithin(['animate', still, '--prompt', 'a', ...where], {
      DASHSCOPE_API_KEY: 'sk-test',
    })
    expect(ran.stderr).toContain('add --yes')
    await inStudio(data, {}, async ({ engine }) => {
      const { projects } = await engine.commands.studio.snapshot()
      expect(projects.map((one) => one.name)).toContain(project)
    })
  })

  test('a size the model does not offer is refused before anything is taken in', async () => {
    const { folder, still, where } = await onePhoto()
    const recipe = ['--prompt', 'a', '--model', 'happyhorse-1.0-i2v', '--resolution', '480P']
    const ran = await gallopWithin(['animate', still, ...recipe, ...where])
    expect(ran.status).toBe(1)
    expect(ran.stderr).toContain('happyhorse-1.0-i2v does not offer 480P; it offers 720P and 1080P.')
    expect(await shotsIn(join(folder, 'data'))).toEqual([])
  })

  test('shots that all have no price are each told why, and nothing is asked', async () => {
    const { still, where } = await onePhoto()
    const there = ['--region', 'tokyo', '--workspace', 'llm-1', '--model', 'happyhorse-1.0-i2v']
    const ran = await gallopWithin(['animate', still, '--prompt', 'a', ...there, ...where, '--json'], {
      DASHSCOPE_API_KEY: 'sk-test',
    })
    expect(ran.status).toBe(2)
    expect(ran.stderr).toContain('The price is not known')
    expect(ran.events).toMatchObject([
      { event: 'still.refused', still, error: { code: 'price-unknown' } },
      { event: 'done', saved: 0, failed: 0, blocked: 1 },
    ])
  })

  test('a prompt that the service would cut is told with its weight before the price', async () => {
    const { still, where } = await onePhoto()
    const prompt = `${'雾'.repeat(2_500)}the end of it`
    const key = { DASHSCOPE_API_KEY: 'sk-test' }
    const ran = await gallopWithin(['animate', still, '--prompt', prompt, ...where, '--json'], key)
    expect(ran.events[0]).toEqual({
      ...{ event: 'prompt.overlong', weight: 5_013, budget: 5_000, cutCharacters: 13, cut: 'the end of it' },
    })
    expect(ran.stderr).toMatch(/it weighs 5013, the service takes 5000.*“the end of it”.*will cost about/s)
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

  test('a state folder that is in use or cannot be one is told as that', async () => {
    const folder = await tempFolder()
    const data = join(folder, 'data')
    const rehearsal = await startRehearsal({ clips: 'tiny', stateDir: join(data, 'rehearsal') })
    const inUse = await gallopWithin(['rehearse', '--data', data, '--json'])
    await rehearsal.close()
    expect([inUse.status, inUse.events]).toMatchObject([1, [{ error: { code: 'data-in-use' } }]])
    writeFileSync(join(folder, 'file'), '')
    const unusable = await gallopWithin(['rehearse', '--state', join(folder, 'file', 'x'), '--json'])
    expect([unusable.status, unusable.events]).toMatchObject([
      1,
      [{ error: { code: 'folder-unusable', values: { detail: expect.stringContaining('ENOTDIR') } } }],
    ])
  })

  test('rehearse plays another region, and says of flags that mean nothing to it why', async () => {
    const running = startGallop(['rehearse', '--region', 'tokyo', '--json', '--clips', 'tiny'])
    const { apiBase } = await running.event('rehearsal.listening')
    const headers = {
      authorization: 'Bearer sk-a',
      'content-type': 'application/json',
      'x-dashscope-async': 'enable',
    }
    const body = JSON.stringify({ model: 'happyhorse-1.0-t2v', input: { prompt: 'a' } })
    const url = `${apiBase}/services/aigc/video-generation/video-synthesis`
    const reply = await fetch(url, { method: 'POST', headers, body })
    expect([reply.status, await reply.json()]).toMatchObject([404, { code: 'ModelNotFound' }])
    running.child.kill('SIGTERM')
    await running.ended
    const refused = await gallopWithin(['rehearse', '--poll-seconds', '9'])
    expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining('Nothing is polled here')])
  })

  test('status names the service that charges, whatever the settings say', async () => {
    const { folder, still } = await onePhoto()
    const data = join(folder, 'data')
    await inStudio(data, { key: 'sk-test', service: 'beijing' }, async ({ engine }) => {
      const { projects } = await engine.commands.studio.snapshot()
      await queueTakes(engine, projects[0]?.id ?? '', [still])
    })
    const ran = await gallopWithin(['status', '--data', data])
    expect(ran.stdout).toContain('Service: beijing\n1 queued')
  })

  test('resume looks at the pictures that a crash left unseen', async () => {
    const { folder, still } = await onePhoto()
    const data = join(folder, 'data')
    await inStudio(data, {}, async ({ engine }) => {
      const { projects } = await engine.commands.studio.snapshot()
      await engine.commands.shots.import({ projectId: projects[0]?.id ?? '', paths: [still] })
    })
    const db = new Sqlite(join(data, 'gallop.sqlite'))
    db.exec("UPDATE stills SET facts = NULL, findings = '[]', inspected_at = NULL")
    db.close()
    const ran = await gallopWithin(['resume', '--data', data, '--json'])
    expect(ran.events).toMatchObject([
      { event: 'still.passed', still },
      { event: 'done', saved: 0 },
    ])
    expect(await shotsIn(data)).toMatchObject([{ still: { width: 400 } }])
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
    const second = await gallopWithin(['resume', '--data', data])
    expect(second.status).toBe(1)
    expect(second.stderr).toContain('Gallop is already running on this data folder.')
    const status = await gallopWithin(['status', '--data', data])
    expect(status.stdout).toContain('No jobs.')
    serving.child.kill('SIGINT')
    expect((await serving.ended).status).toBe(0)
  })
})
