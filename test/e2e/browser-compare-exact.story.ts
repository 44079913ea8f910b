/** In the compare room every pane shows exactly the frame asked for, whatever rates and lengths the clips have. */

import { evenTimes, numberedClip } from '#test/support/media/numbered-clip.ts'
import { compareClips } from './support/compared.ts'
import { expect, test } from './support/studio.ts'

test.use({ hostOptions: { speed: 600, pollSeconds: 0.1 } })

const SIZE = { width: 320, height: 180 }

/** Frames of uneven length: 17 to 83 ms, as screen recorders write them. */
function unevenTimes(frames: number): number[] {
  const lengths = [0.033, 0.05, 0.017, 0.083, 0.04]
  const times = [0]
  for (let frame = 1; frame < frames; frame++) {
    times.push((times[frame - 1] ?? 0) + (lengths[frame % lengths.length] ?? 0))
  }
  return times
}

test('after 200 random seeks and steps four panes of different rates and lengths show the frames asked for', async ({
  host,
  folder,
}) => {
  const clips = [evenTimes(120, 24), evenTimes(110, 30), unevenTimes(90), evenTimes(60, 24)]
  const bytes = await Promise.all(
    clips.map((times) => numberedClip({ ...SIZE, times, end: (times.at(-1) ?? 0) + 0.04 })),
  )
  const compare = await compareClips(host, folder, bytes)
  await expect.poll(compare.numbers).toEqual([0, 0, 0, 0])
  const wrong = await host.page.evaluate(askAtRandom, { clips, rounds: 200 })
  expect(wrong).toEqual([])
})

/** Runs in the page: seeks and steps, and reads from pixels what came of it. */
async function askAtRandom({ clips, rounds }: { clips: number[][]; rounds: number }): Promise<string[]> {
  let seed = 20_261_122
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return seed / 2 ** 31
  }
  const due = (times: number[], at: number) => times.findLastIndex((time) => time <= at + 0.001)
  const slider = document.querySelector<HTMLInputElement>('[data-timeline] input')
  const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
  if (!slider || !setValue) throw new Error('There is no timeline')
  const KEYS = { ArrowLeft: -1, ArrowRight: 1 } as const
  const wrong: string[] = []
  const longest = clips[0] ?? []
  let at = 0
  for (let round = 0; round < rounds; round++) {
    let asked = ''
    if (random() < 0.5) {
      at = Math.round(random() * (longest.at(-1) ?? 0) * 1_000) / 1_000
      // What a pointer, or a screen reader, does to the timeline.
      setValue.call(slider, String(at))
      slider.dispatchEvent(new Event('change', { bubbles: true }))
      asked = `to ${at} s`
    } else {
      const key = random() < 0.5 ? 'ArrowLeft' : 'ArrowRight'
      const shiftKey = random() < 0.3
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }),
      )
      const goal = due(longest, at) + KEYS[key] * (shiftKey ? 10 : 1)
      at = longest[Math.min(longest.length - 1, Math.max(0, goal))] ?? 0
      asked = `${shiftKey ? 'ten' : 'one'} ${key}`
    }
    const wanted = clips.map((times) => due(times, at)).join()
    const giveUpAt = performance.now() + 20_000
    let read = ''
    do {
      await new Promise((resolve) => requestAnimationFrame(resolve))
      read = window.readNumbers().join()
    } while (read !== wanted && performance.now() < giveUpAt)
    if (read !== wanted) wrong.push(`round ${round}, ${asked}: ${read} instead of ${wanted}`)
    if (wrong.length > 3) break
  }
  return wrong
}
