/** Owns one clip from request to bytes: still, take, frames, sound, container. */

import { composeAmbience } from './ambience.ts'
import { moveCamera } from './camera.ts'
import type { ClipRequest } from './clip-maker.ts'
import { clipSize, parseRatio, type Size } from './clip-size.ts'
import { encodeClip, FRAMES_PER_SECOND } from './encode-clip.ts'
import { type Field, type Grid, gridFor, newField, resetField } from './grid.ts'
import { addLight } from './light.ts'
import { addLife } from './living.ts'
import { drawMarks, stamp } from './marks.ts'
import { drawClouds } from './noise.ts'
import { openShower } from './particles.ts'
import { readPrompt } from './prompt-words.ts'
import { drawScene } from './scene.ts'
import { readStill } from './still-map.ts'
import { loadPlanes, type StillPlanes, uprightSize } from './still-planes.ts'
import { planTake } from './take.ts'
import { PlaneWarp } from './warp.ts'

/** Frames beyond the asked seconds, as in published clips: "5 s" has 123. */
const EXTRA_FRAMES = 3

/** Long side of the miniature clips; their short side is 72. */
const TINY_SHORT_SIDE = 72

/** A request plus what the worker alone is told. */
export type RenderJob = ClipRequest & { tiny: boolean }

/**
 * Renders and encodes a clip. `nudge` draws the numbers in [0, 1) that make equal seeds differ a little.
 * Rejects when `firstFrame` cannot be decoded, and soon after `isUnwanted` turns true.
 */
export async function renderClip(
  job: RenderJob,
  nudge: () => number,
  isUnwanted: () => boolean = () => false,
): Promise<Uint8Array<ArrayBuffer>> {
  const cues = readPrompt(job.prompt)
  const size = await sizeOf(job)
  const still = job.firstFrame ?? (await drawScene(cues, job.seed, size))
  const grid = gridFor(size)
  const [planes, map, marks] = await Promise.all([
    loadPlanes(still, size),
    readStill(still, grid),
    drawMarks(size, job.watermark),
  ])
  const take = planTake(cues, map, job.seed, nudge)
  const clouds = drawClouds(take.patternSeed)
  const shower = openShower(take, size)
  const count = job.durationSeconds * FRAMES_PER_SECOND + EXTRA_FRAMES
  const length = count / FRAMES_PER_SECOND
  const field = newField(grid)
  const painter = new StillPainter(planes, grid, size)
  const paint = (frame: Uint8Array, index: number) => {
    const seconds = index / FRAMES_PER_SECOND
    resetField(field)
    moveCamera(field, grid, map, take, seconds, length)
    addLife(field, grid, map, take, clouds, seconds)
    addLight(field, grid, map, take, clouds, { seconds, length })
    painter.paint(frame, field, seconds)
    shower.paint(frame, seconds)
    for (const mark of marks) stamp(mark, frame, size)
  }
  const sound = composeAmbience(cues.scene, job.seed, length)
  return encodeClip({ ...size, count, paint, isUnwanted }, sound, aiLabel(job))
}

/** The still's own ratio, except where the task takes one from its parameters. */
async function sizeOf(job: RenderJob): Promise<Size> {
  const asked = job.task === 't2v' || job.task === 'r2v' ? parseRatio(job.ratio ?? '') : undefined
  const upright = job.firstFrame ? await uprightSize(job.firstFrame) : { width: 16, height: 9 }
  const ratio = asked ?? upright.width / upright.height
  return job.tiny ? tinySize(ratio) : clipSize(job.tier, ratio)
}

function tinySize(ratio: number): Size {
  const long = Math.round((TINY_SHORT_SIDE * Math.max(ratio, 1 / ratio)) / 16) * 16
  return ratio >= 1 ? { width: long, height: TINY_SHORT_SIDE } : { width: TINY_SHORT_SIDE, height: long }
}

/** The shape of the label that published clips carry, saying plainly what this one is. */
function aiLabel(job: RenderJob): string {
  return JSON.stringify({
    Label: '1',
    ContentProducer: 'Gallop rehearsal',
    ProduceID: `rehearsal-${job.task}-${job.seed}`,
  })
}

/** The three planes of a frame. */
class StillPainter {
  readonly #luma: PlaneWarp
  readonly #blue: PlaneWarp
  readonly #red: PlaneWarp

  constructor(planes: StillPlanes, grid: Grid, { width, height }: Size) {
    const half = { width: width / 2, height: height / 2 }
    const area = width * height
    this.#luma = new PlaneWarp(grid, planes.luma, { offset: 0, width, height })
    this.#blue = new PlaneWarp(grid, planes.blue, { offset: area, ...half })
    this.#red = new PlaneWarp(grid, planes.red, { offset: area * 1.25, ...half })
  }

  paint(frame: Uint8Array, field: Field, seconds: number): void {
    this.#luma.paint(frame, field, { gain: field.gain, lift: field.lift, pivot: 16 }, seconds)
    this.#blue.paint(frame, field, { gain: field.chroma, lift: field.tintBlue, pivot: 128 }, seconds)
    this.#red.paint(frame, field, { gain: field.chroma, lift: field.tintRed, pivot: 128 }, seconds)
  }
}
