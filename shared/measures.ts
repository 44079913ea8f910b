/** Owns what is measured in a clip and how it is read: hints where to look first, never a verdict. */

import { z } from 'zod'

/** Of how the numbers are made; a clip measured by an older version is measured anew when it is wanted. */
export const MEASURES_VERSION = 2

/** Most points of a curve; longer clips are drawn more coarsely. */
export const CURVE_MAX_POINTS = 360

/** What the numbers mean. `low` and `high` say which end is worth a look; ranges are inclusive. */
export const MEASURES = {
  /** Structural similarity of frame 0 to the first frame sent, both aligned; 1: the same picture. */
  likeness: { unit: 'ratio', min: 0, max: 1, lookAt: 'low' },
  /** Mean change of brightness from frame to frame, per 1/24 s, in % of full range; 0: nothing moves. */
  motion: { unit: 'percent', min: 0, max: 100, lookAt: 'both' },
  /** Brightness of the whole picture pumping around its own trend, root mean square in % of full range. */
  flicker: { unit: 'percent', min: 0, max: 100, lookAt: 'high' },
  /** Time in which the picture stood quite still though frames went on. */
  frozenMs: { unit: 'ms', min: 0, max: Number.POSITIVE_INFINITY, lookAt: 'high' },
  /** Sudden changes to another picture. A clip made from one still should have none. */
  cuts: { unit: 'count', min: 0, max: Number.POSITIVE_INFINITY, lookAt: 'high' },
  /** ΔE*ab (CIE 1976) between the mean colours of the first and the last quarter second; about 2 can just be seen. */
  drift: { unit: 'deltaE', min: 0, max: 260, lookAt: 'high' },
  /** Most flashes in any second, general or red, by the rule of {@link FLASH}. */
  flashes: { unit: 'perSecond', min: 0, max: 60, lookAt: 'high' },
} as const satisfies Record<
  string,
  {
    unit: 'ratio' | 'percent' | 'ms' | 'count' | 'deltaE' | 'perSecond'
    min: number
    max: number
    lookAt: 'low' | 'high' | 'both'
  }
>

/**
 * General flash and red flash thresholds. Source: WCAG 2.2, success criterion 2.3.1 and its definition of the
 * thresholds with notes (w3.org/TR/WCAG22, Recommendation of 12 December 2024), read 2026-11-22. The clip is taken to
 * fill the screen of 1024 × 768 px by which WCAG estimates a visual field of 10°.
 */
export const FLASH = {
  /** More than so many flashes (pairs of opposing changes) within any second exceed the threshold. */
  perSecondMax: 3,
  /** A change counts from this share of the largest relative luminance … */
  luminanceStep: 0.1,
  /** … when its darker end is below this. */
  darkerBelow: 0.8,
  /** Share of the field that flashes at the same time, above which it counts. */
  areaShare: 0.25,
  screen: { width: 1024, height: 768 },
  field: { width: 341, height: 256 },
  /** R / (R + G + B), linear, from which a red is saturated. */
  saturatedRed: 0.8,
  /** Distance in the CIE 1976 UCS diagram above which a change from or to such a red counts. */
  redStep: 0.2,
} as const

/** A stretch of a clip, ms from its beginning; `toMs` is exclusive. */
const SpanSchema = z.object({ fromMs: z.number(), toMs: z.number() })
export type Span = z.infer<typeof SpanSchema>

const PERCENT = z.number().min(0).max(100)

export const MeasureValuesSchema = z.object({
  /** Null when the first frame sent is not known any more. */
  likeness: z.number().min(0).max(1).nullable(),
  motion: PERCENT,
  flicker: PERCENT,
  frozenMs: z.number().min(0),
  cuts: z.int().min(0),
  drift: z.number().min(0),
  /** From start to end: lighter, redder (against green), yellower (against blue), each in Lab units. */
  driftBy: z.object({ lightness: z.number(), red: z.number(), yellow: z.number() }),
  flashes: z.number().min(0),
  flash: z.object({
    /** Above the WCAG threshold: the clip should not start by itself. */
    exceeds: z.boolean(),
    generalPerSecond: z.number().min(0),
    redPerSecond: z.number().min(0),
  }),
  /** First frame of each new picture. */
  cutsAtMs: z.array(z.number()),
  frozen: z.array(SpanSchema),
  flickering: z.array(SpanSchema),
  /** Where flashing exceeds the threshold. */
  flashing: z.array(SpanSchema),
  /** Points evenly spaced in time, the first one at 0. */
  curve: z.object({
    stepMs: z.number().positive(),
    /** As `motion`. */
    motion: z.array(PERCENT).max(CURVE_MAX_POINTS),
    /** Mean brightness, % of full range. */
    luma: z.array(PERCENT).max(CURVE_MAX_POINTS),
  }),
})
export type MeasureValues = z.infer<typeof MeasureValuesSchema>

export const ClipMeasuresSchema = z.object({
  clipId: z.string(),
  /** `wanted`: in the queue of the media thread; `failed`: the clip could not be read, and is left alone. */
  state: z.enum(['wanted', 'measured', 'failed']),
  values: MeasureValuesSchema.nullable(),
})
export type ClipMeasures = z.infer<typeof ClipMeasuresSchema>
