/** Owns the miniature clips of scale tests: one per duration and orientation, rendered once, served for ever. */

import type { ClipRequest } from './clip-maker.ts'
import { parseRatio } from './clip-size.ts'
import type { RenderJob } from './render-clip.ts'
import { uprightSize } from './still-planes.ts'

const SHAPES = { landscape: '16:9', square: '1:1', portrait: '9:16' } as const

/** What any shelf of this process has rendered: a service that starts after another need not render again. */
const rendered = new Map<string, Uint8Array>()

/** Makes miniatures with `render`; equal durations and orientations get the very same bytes. */
export function openTinyShelf(render: (job: RenderJob) => Promise<Uint8Array>): {
  make(request: ClipRequest): Promise<Uint8Array>
} {
  // Apart from those of other shelves, whose renderer may be closed under the work.
  const underWay = new Map<string, Promise<Uint8Array>>()
  return {
    make: async ({ task, firstFrame, durationSeconds, ratio, tier }) => {
      const shape = await shapeOf(task, firstFrame, ratio)
      const name = `${shape} ${durationSeconds}`
      const kept = rendered.get(name) ?? underWay.get(name)
      if (kept) return kept
      const made = render({
        task: 't2v',
        prompt: 'misty lake at sunrise, the camera is pushing in',
        seed: durationSeconds,
        durationSeconds,
        tier,
        ratio: shape,
        watermark: false,
        tiny: true,
      })
      underWay.set(name, made)
      try {
        const bytes = await made
        rendered.set(name, bytes)
        return bytes
      } finally {
        underWay.delete(name)
      }
    },
  }
}

async function shapeOf(
  task: string,
  firstFrame: Buffer | undefined,
  ratio: string | undefined,
): Promise<string> {
  const asked = task === 't2v' || task === 'r2v' ? parseRatio(ratio ?? '') : undefined
  const upright = firstFrame ? await uprightSize(firstFrame) : { width: 16, height: 9 }
  const value = asked ?? upright.width / upright.height
  if (value > 1.2) return SHAPES.landscape
  return value < 1 / 1.2 ? SHAPES.portrait : SHAPES.square
}
