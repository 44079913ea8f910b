/** Results leave as a table that a spreadsheet reads as it was meant. */

import { expect, test } from 'vitest'
import { resultsCsv } from '#renderer/features/compare/judging/export-results.ts'
import type { JudgingResults } from '#shared/judging.ts'

const standing = { chance: 0.75, low: 0.5, high: 0.9, wins: 3, losses: 1, ties: 0, bothBad: 0, group: 0 }
const clip = { name: 'a.mp4', stillName: 'a, b.jpg', take: 2, seed: 7, model: 'm', resolution: '720P' }
const results = {
  presets: {
    rows: [
      {
        ...standing,
        prompt: '=1+1 "quoted"\nline',
        model: 'm',
        resolution: '720P',
        durationSeconds: 5,
        watermark: true,
        takes: 1,
        stills: 1,
      },
    ],
    lead: { kind: 'none' },
  },
  takes: {
    rows: [{ ...standing, preset: 0, clip: { ...clip, prompt: '湖面', durationSeconds: 5 } }],
    lead: { kind: 'none' },
  },
} as unknown as JudgingResults

test('commas, quotes and new lines stay in their cell, and nothing begins like a formula', () => {
  const csv = resultsCsv(results)
  expect(csv).toContain('"\'=1+1 ""quoted""\nline"')
  expect(csv).toContain('"a, b.jpg"')
  const lines = csv.split('\r\n')
  expect(lines[0]?.split(',')).toHaveLength(19)
  expect(lines.at(-2)).toBe('take,1,0.7500,0.5000,0.9000,3,1,0,0,1,a.mp4,"a, b.jpg",2,7,湖面,m,720P,5,true')
})
