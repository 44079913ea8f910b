/** Owns what runs of `gallop animate` in tests begin with: folders of their own, pictures good and bad, a quick recipe. */

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { drawn } from '#test/support/stills.ts'
import { tempFolder } from '#test/support/temp-folder.ts'

/** Two good pictures and three bad ones. */
async function photos(folder: string): Promise<string> {
  const path = join(folder, 'photos')
  mkdirSync(path)
  await drawn(640, 400).jpeg().toFile(join(path, 'bamboo forest.jpg'))
  await drawn(400, 640).png().toFile(join(path, 'tower.png'))
  await drawn(299, 400).jpeg().toFile(join(path, 'small.jpg'))
  writeFileSync(join(path, 'letter.jpg'), 'Dear Ada,')
  writeFileSync(join(path, 'empty.png'), '')
  return path
}

/** `quick`: its own rehearsal, fast and with tiny clips. */
export async function place() {
  const folder = await tempFolder()
  const out = join(folder, 'out')
  const data = join(folder, 'data')
  const quick = [
    '--data',
    data,
    '--rehearsal-speed',
    '400',
    '--rehearsal-clips',
    'tiny',
    '--poll-seconds',
    '0.2',
  ]
  return { folder, out, data, quick, photos: await photos(folder) }
}

export const RECIPE = ['--prompt', 'mist is drifting', '--resolution', '480P', '--duration', '3']

/** A service that closes with the test. */
export function disposable<T extends { close(): Promise<void> }>(service: T): T & AsyncDisposable {
  return Object.assign(service, { [Symbol.asyncDispose]: () => service.close() })
}
