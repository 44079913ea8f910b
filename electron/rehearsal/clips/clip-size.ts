/** Owns the pixel size of a clip: the tier's pixel count at a ratio, in sides the codec likes. */

/** The tiers of the service by their number of lines at 16:9. */
export type Tier = 480 | 720 | 1080

export type Size = { width: number; height: number }

/** Pixels per frame of each tier, read off published clips: 848×480, 1280×720, 1920×1080. */
export const TIER_PIXELS: Record<Tier, number> = { 480: 848 * 480, 720: 1280 * 720, 1080: 1920 * 1080 }

const STEP = 16
const AREA_TOLERANCE = 0.1
/** How much a deviation in area counts against one in ratio. */
const AREA_WEIGHT = 0.12

/**
 * Width and height of a clip for a still of `ratio` (width / height, 0.2–5). Sides are multiples of 16 with the
 * ratio kept as closely as that allows (within 2 % between 1:2.5 and 2.5:1), except 1080P at 16:9 and 9:16,
 * which is exactly 1920×1080 as in published clips.
 */
export function clipSize(tier: Tier, ratio: number): Size {
  if (tier === 1080 && isNear(ratio, 16 / 9)) return { width: 1920, height: 1080 }
  if (tier === 1080 && isNear(ratio, 9 / 16)) return { width: 1080, height: 1920 }
  const area = TIER_PIXELS[tier]
  let best: Size = { width: STEP, height: STEP }
  let bestScore = Number.POSITIVE_INFINITY
  const widest = Math.sqrt(area * ratio) * (1 + AREA_TOLERANCE)
  for (let width = STEP; width <= widest; width += STEP) {
    const rows = width / ratio / STEP
    for (const height of [Math.floor(rows) * STEP, Math.ceil(rows) * STEP]) {
      const areaError = Math.abs((width * height) / area - 1)
      if (height === 0 || areaError > AREA_TOLERANCE) continue
      const score = Math.abs(width / height / ratio - 1) + AREA_WEIGHT * areaError
      if (score < bestScore) {
        best = { width, height }
        bestScore = score
      }
    }
  }
  return best
}

function isNear(ratio: number, target: number): boolean {
  return Math.abs(ratio / target - 1) < 0.005
}

/** `16:9` → 1.777…; undefined for anything that is no ratio. */
export function parseRatio(text: string): number | undefined {
  const [, width, height] = /^(\d+):(\d+)$/.exec(text.trim()) ?? []
  const ratio = Number(width) / Number(height)
  return Number.isFinite(ratio) && ratio > 0 ? ratio : undefined
}
