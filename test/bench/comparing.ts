/** Owns the benchmark of the compare room: four takes at 720p in Chromium, how near they stay together, how fast a step is. */

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { compareClips, untilMeasured } from '#test/e2e/support/compared.ts'
import { evenTimes, numberedClip } from '#test/support/media/numbered-clip.ts'
import { type Entry, inTempFolder, judged, progress, rounded } from './measure.ts'
import { inWindow } from './window.ts'

const TAKES = 4
const PLAYED_MS = 60_000
const STEPS = 200
/** A step answers within this time on a machine of two cores, 95 times of 100. */
const STEP_MS = 100
/** Share of looks in which no two panes may be more than a frame apart. */
const TOGETHER = 0.99

export async function comparing(): Promise<Entry[]> {
  return inTempFolder(async (folder) => {
    progress('comparing: rendering a clip')
    const clip = await numberedClip({
      width: 1280,
      height: 720,
      times: evenTimes(120, 24),
      end: 5,
      grainy: true,
      sound: true,
    })
    const dataFolder = join(folder, 'data')
    await mkdir(dataFolder)
    const options = { dataFolder, speed: 600, clips: 'tiny', pollSeconds: 0.1 } as const
    return inWindow(options, async (host) => {
      await compareClips(host, folder, Array<Buffer>(TAKES).fill(clip))
      // A step before the takes are open would go nowhere.
      await host.page.waitForFunction((takes) => {
        const numbers = window.readNumbers()
        return numbers.length === takes && numbers.every((one) => one === 0)
      }, TAKES)
      progress('comparing: waiting until the studio has measured the clips')
      await untilMeasured(folder, TAKES)
      progress(`comparing: ${STEPS} steps`)
      const steps = await host.page.evaluate(timeSteps, STEPS)
      progress(`comparing: playing for ${PLAYED_MS / 1_000} s`)
      const played = await host.page.evaluate(watch, PLAYED_MS)
      return [stepEntry(steps), togetherEntry(played)]
    })
  })
}

function stepEntry(steps: number[]): Entry {
  const sorted = steps.toSorted((a, b) => a - b)
  const at = (share: number) => rounded(sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN)
  const detail = { medianMs: at(0.5), worstMs: at(1) }
  const ratio = at(0.95) / STEP_MS
  const name = 'a step of four takes at 720p, p95'
  return judged({
    name,
    bound: 'at most',
    target: 1,
    ratio,
    runs: steps.length,
    ours: at(0.95),
    bare: STEP_MS,
    unit: 'ms',
    detail,
  })
}

function togetherEntry({ looks, apart, farthest, frames }: Awaited<ReturnType<typeof watch>>): Entry {
  const ratio = 1 - apart / looks
  const fps = rounded((frames * 1_000) / PLAYED_MS)
  const detail = { farthestFrames: farthest, framesShownPerSecond: fps }
  const name = 'four takes at 720p within a frame of each other'
  return judged({
    name,
    bound: 'at least',
    target: TOGETHER,
    ratio,
    runs: looks,
    ours: fps,
    bare: 24,
    unit: 'frames/s',
    detail,
  })
}

/** Runs in the page: steps to and fro by one and by ten; the time from the key to the screen's frame after the picture. */
async function timeSteps(steps: number): Promise<number[]> {
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  const times: number[] = []
  let [at, direction] = [0, 1]
  for (let step = 0; step < steps; step++) {
    const size = step % 10 === 9 ? 10 : 1
    if (at + size * direction > 119 || at + size * direction < 0) direction = -direction
    at += size * direction
    const key = direction > 0 ? 'ArrowRight' : 'ArrowLeft'
    const startedAt = performance.now()
    document.body.dispatchEvent(
      new KeyboardEvent('keydown', { key, shiftKey: size === 10, bubbles: true, cancelable: true }),
    )
    while (window.readNumbers().some((one) => one !== at)) await nextFrame()
    await nextFrame()
    times.push(performance.now() - startedAt)
    // A hand is not faster than this.
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  return times
}

/** Runs in the page: plays, and reads all panes with every frame of the screen. */
async function watch(forMs: number) {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true, cancelable: true }))
  const until = performance.now() + forMs
  let [looks, apart, farthest, frames, before] = [0, 0, 0, 0, -1]
  while (performance.now() < until) {
    await new Promise((resolve) => requestAnimationFrame(resolve))
    const seen = window.readNumbers().map((one) => one ?? Number.NaN)
    const spread = Math.max(...seen) - Math.min(...seen)
    looks += 1
    // Not a number is more than any distance.
    if (!(spread <= 1)) apart += 1
    farthest = Math.max(farthest, Number.isNaN(spread) ? 1_000 : spread)
    if (seen[0] !== before) frames += 1
    before = seen[0] ?? -1
  }
  return { looks, apart, farthest, frames }
}
