/** How the room's clock becomes that of an export: both begin with the first frame of any pane. */

import { expect, test } from 'vitest'
import { clockOf } from '#renderer/features/compare/export/export-wish.ts'
import type { PaneState } from '#renderer/frames/deck-state.ts'

const pane = (from: number, to: number) => ({ span: { from, to } }) as PaneState

test('a take that runs ahead begins the export, and the others as much later', () => {
  const panes = [pane(0, 5), pane(-0.5, 4.5), pane(0.25, 5.25)]
  expect(clockOf({ position: 1, span: { from: -0.5, to: 5.25 }, panes })).toEqual({
    atMs: 1500,
    aheadMs: [-500, 0, -750],
  })
})

test('without shifts nothing is shifted', () => {
  expect(clockOf({ position: 0, span: { from: 0, to: 5 }, panes: [pane(0, 5), pane(0, 3)] })).toEqual({
    atMs: 0,
    aheadMs: [0, 0],
  })
})
