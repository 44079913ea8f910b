/**
 * Owns an engine in a process of its own that kills itself, without any farewell, right after an event of its
 * choice was committed. Arguments: data folder, photos folder, base URL of the service, event or `never`, and how many
 * tasks may be in flight if not as many as usual.
 */

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openEngine } from '#electron/engine/engine.ts'
import { logTo } from '#electron/hosting/log-file.ts'
import { DEFAULT_SETTINGS } from '#shared/settings.ts'
import { drawPhotos, queueTakes, TEST_PACE, testPorts } from './engine.ts'

const [dataFolder = '', photos = '', baseUrl = '', killAt = '', inFlight] = process.argv.slice(2)

const log = logTo((line) => {
  const { event } = JSON.parse(line) as { event: string }
  if (event === `job.${killAt}`) process.kill(process.pid, 'SIGKILL')
}, Date.now)

mkdirSync(photos, { recursive: true })
const engine = await openEngine({
  dataFolder,
  ports: testPorts(async () => baseUrl, { log }),
  version: '0.0.0-test',
  samplesFolder: photos,
  pollSeconds: 0.05,
  pace: TEST_PACE,
})
if (inFlight) {
  const limits = { ...DEFAULT_SETTINGS.limits, inFlightPerModel: Number(inFlight) }
  await engine.commands.settings.update({ limits })
}
const { projects } = await engine.commands.studio.snapshot()
const paths = await drawPhotos(photos, ['one.jpg', 'two.jpg'])
await queueTakes(
  engine,
  projects[0]?.id ?? '',
  paths.map((path) => join(path)),
  { seeds: [7] },
)
engine.start()
await engine.whenIdle()
await engine.stop()
