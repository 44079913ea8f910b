/** Owns an order's media as a whole: all fetched and checked, and what they mean for the clip to be made. */

import { FIRST_FRAME_LIMITS, RATIOS, type Ratio } from '#shared/happyhorse.ts'
import { checkImage, checkVideo, VIDEO_LIMITS, type VideoFacts } from './media-checks.ts'
import type { MediaFetcher } from './media-fetch.ts'
import type { MediaRef, Order } from './rules.ts'
import type { NewTask } from './tasks.ts'

/** What the look at the media adds to an order. */
export type Inspected = Pick<NewTask, 'frame' | 'outputSeconds' | 'inputSeconds' | 'ratio'>

/** Fetches and checks every medium of an order, one after the other; throws the RefusalError of the first bad one. */
export async function inspectMedia(
  order: Order,
  resolvesOss: boolean,
  fetcher: MediaFetcher,
): Promise<Inspected> {
  let frame: Buffer | undefined
  let video: VideoFacts | undefined
  for (const ref of order.media) {
    const bytes = await inspect(ref)
    if (ref.type !== 'video') frame ??= bytes
  }
  // Whether an input beyond 15 s is billed whole is undocumented; the part that is used is billed here.
  const used = video && round(Math.min(video.seconds, VIDEO_LIMITS.usedSeconds))
  return {
    frame,
    outputSeconds: used ?? order.durationSeconds ?? 0,
    inputSeconds: used ?? 0,
    ratio: order.ratio ?? (video ? nearestRatio(video.width / video.height) : null),
  }

  async function inspect(ref: MediaRef): Promise<Buffer> {
    const maxBytes = ref.type === 'video' ? VIDEO_LIMITS.maxBytes : FIRST_FRAME_LIMITS.maxBytes
    const fetched = await fetcher.fetch(ref.url, { model: order.model.id, resolvesOss, maxBytes })
    if (ref.type === 'video') video = await checkVideo(fetched.bytes)
    else await checkImage(fetched, ref, order.model)
    return fetched.bytes
  }
}

/** The documented ratio closest to a width-to-height quotient. */
function nearestRatio(quotient: number): Ratio {
  const distance = (ratio: Ratio) => {
    const [width = 1, height = 1] = ratio.split(':').map(Number)
    return Math.abs(Math.log(width / height / quotient))
  }
  return [...RATIOS].sort((a, b) => distance(a) - distance(b))[0] ?? '16:9'
}

function round(seconds: number): number {
  return Math.round(seconds * 100) / 100
}
