/** What the desktop says when it cannot open a studio: a box in the system's language, and an orderly end. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { DoubleNews } from '#test/support/electron-double/story-line.ts'
import { tempFolder } from '#test/support/temp-folder.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Starts `main.ts` on the double of Electron, to its end. */
async function start(
  extra: NodeJS.ProcessEnv,
  flags?: string[],
): Promise<{ code: number | null; news: DoubleNews[] }> {
  const register = new URL('../support/electron-double/register.ts', import.meta.url).href
  const main = join(ROOT, 'electron', 'main.ts')
  const given = flags ?? ['--data', await tempFolder()]
  const child = spawn(process.execPath, ['--import', register, main, ...given], {
    cwd: ROOT,
    env: { ...process.env, ...extra },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const news: DoubleNews[] = []
  child.on('message', (one) => news.push(one as DoubleNews))
  const [code] = await once(child, 'exit')
  return { code, news }
}

test.each([
  ['en_US.UTF-8', 'The API key cannot be sent', 'Copy it anew'],
  ['zh_CN.UTF-8', '这个 API 密钥无法发送', '请从控制台重新复制密钥'],
])('under %s a key that cannot be sent is told before any window opens', async (LANG, title, fix) => {
  const { code, news } = await start({ LANG, DASHSCOPE_API_KEY: 'sk-密钥' })
  expect(news).toEqual([{ kind: 'error-box', title, content: expect.stringContaining(fix) }])
  expect(code).toBe(0)
})

test.each([[['--data', '']], [['--data=']], [['--data', ' ']], [['--data']]])(
  'a data folder that is not named, %j, is refused as in the terminal',
  async (flags) => {
    const { news } = await start({ LANG: 'en_US.UTF-8' }, flags)
    const title = 'The path of a folder is wanted'
    expect(news).toEqual([{ kind: 'error-box', title, content: expect.stringContaining('leave --data out') }])
  },
)
