/** Owns the pictures of the README: `npm run pictures` drives the studio in a browser and photographs every room. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright'
import sharp from 'sharp'
import { startServe } from '#electron/serve.ts'
import { roomsOf } from '#test/e2e/pages/rooms.ts'

const SAMPLES = fileURLToPath(new URL('../samples/', import.meta.url))
const TARGET = fileURLToPath(new URL('.', import.meta.url))
const SIZE = { width: 1440, height: 900 }

/** Parts of the sample stills, so that the board looks like a day's work; the last one is too small to send. */
const CROPS = [
  ['misty-lake.jpg', 'boat at dawn.jpg', { left: 250, top: 380, width: 900, height: 560 }],
  ['misty-lake.jpg', 'far shore.jpg', { left: 700, top: 120, width: 900, height: 500 }],
  ['rain-street.jpg', 'umbrella.jpg', { left: 120, top: 620, width: 800, height: 900 }],
  ['rain-street.jpg', 'signs.jpg', { left: 0, top: 200, width: 620, height: 820 }],
  ['moonlit-dunes.jpg', 'moonrise.jpg', { left: 400, top: 60, width: 840, height: 560 }],
  ['moonlit-dunes.jpg', 'caravan.jpg', { left: 60, top: 520, width: 900, height: 600 }],
  ['misty-lake.jpg', 'contact print 07.jpg', { left: 600, top: 400, width: 240, height: 180 }],
] as const

async function drawFolder(folder: string): Promise<string> {
  for (const [source, name, part] of CROPS) {
    await sharp(join(SAMPLES, source)).extract(part).jpeg({ quality: 90 }).toFile(join(folder, name))
  }
  return folder
}

async function photograph(page: Page, room: string): Promise<void> {
  for (const scheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    await page.mouse.move(SIZE.width / 2, 4)
    const png = await page.screenshot({ animations: 'disabled' })
    await sharp(png)
      .webp({ quality: 82 })
      .toFile(join(TARGET, `${room}-${scheme}.webp`))
  }
  await page.emulateMedia({ colorScheme: 'dark' })
}

async function tour(page: Page): Promise<void> {
  await page.getByRole('button', { name: /My first project/ }).click()
  await page.getByRole('menuitem', { name: /^Autumn journey/ }).click()
  const { board, inspector, queue, history, player, frame } = roomsOf(page)
  await board.card('misty-lake.jpg').waitFor()
  await board.selectAll()
  await inspector.prompt.fill('mist is drifting, light is growing. The camera is pushing in slowly.')
  await inspector.queue.click()
  await queue.open()
  await queue.section('Saved', 3).waitFor({ timeout: 300_000 })
  await queue.job('misty-lake.jpg').click()
  await history.events.first().waitFor()
  await photograph(page, 'queue')
  await queue.section('Saved', 9).waitFor({ timeout: 300_000 })
  await frame.room('Board').click()
  await board.card('misty-lake.jpg').click()
  await page.getByRole('button', { name: 'Queue 1 take' }).waitFor()
  await photograph(page, 'board')
  await page.keyboard.press('Enter')
  await player.video.waitFor()
  for (let step = 0; step < 60; step += 1) await page.keyboard.press('ArrowRight')
  await photograph(page, 'player')
  await page.keyboard.press('Escape')
  await tourOfReview(page)
}

/** The rooms that look at what was made: an experiment, four takes side by side, the library. */
async function tourOfReview(page: Page): Promise<void> {
  const { compare, experiments, inspector, settings } = roomsOf(page)
  await inspector.panel.getByRole('button', { name: 'New experiment' }).click()
  await experiments.setPrompt(2, 'the sun is rising. The camera is rising, panning left.')
  await experiments.run.click()
  await experiments.saved.nth(5).waitFor({ timeout: 300_000 })
  await experiments.cell(1, 1).focus()
  for (const key of ['Space', 'ArrowDown', 'Space']) await page.keyboard.press(key)
  await photograph(page, 'experiments')
  await page.getByRole('button', { name: 'Compare chosen cells' }).click()
  await compare.frame('B').waitFor()
  for (let step = 0; step < 60; step += 1) await page.keyboard.press('ArrowRight')
  await photograph(page, 'compare')
  await page.getByRole('tab', { name: 'Library' }).click()
  const clips = page.getByRole('option')
  await clips.first().waitFor()
  for (const [place, keys] of JUDGED.entries()) {
    await clips.nth(place).click()
    for (const key of keys) await page.keyboard.press(key)
  }
  await photograph(page, 'library')
  await settings.open()
  await settings.choose('Service', 'Beijing')
  await photograph(page, 'settings')
}

/** What is thought of the first clips: stars, pick, circle, reject. */
const JUDGED = [['4', 'c'], ['3'], ['5', 'p'], ['x']] as const

const folder = await mkdtemp(join(tmpdir(), 'gallop-pictures-'))
/** Its name is in the picture of the player. */
const clips = join(tmpdir(), 'Autumn journey')
const serving = await startServe({
  dataFolder: join(folder, 'data'),
  proxy: {},
  keysInFile: true,
  port: 0,
  rehearsalSpeed: 20,
})
const [executablePath = ''] = process.argv.slice(2)
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const browser = await chromium.launch({ executablePath, args: sandbox })
try {
  const { commands } = serving.studio.engine
  const project = await commands.projects.create({ name: 'Autumn journey', folder: clips })
  await commands.shots.importSamples({ projectId: project.id })
  const photos = await drawFolder(await mkdtemp(join(folder, 'photos-')))
  await commands.shots.import({ projectId: project.id, paths: [photos] })
  const page = await browser.newPage({ viewport: SIZE, colorScheme: 'dark', locale: 'en-US' })
  await page.goto(serving.url)
  await tour(page)
} finally {
  await browser.close()
  await serving.close()
  for (const made of [folder, clips]) await rm(made, { recursive: true, force: true })
}
