import { describe, expect, test } from 'vitest'
import { bestGrid, confined, fitted, zoomed, zoomedAbout } from '#renderer/frames/place-picture.ts'

const WIDE = { width: 1600, height: 900 }
const PANE = { width: 800, height: 600 }
const WHOLE = { scale: 1, x: 0.5, y: 0.5 }

describe('where a picture lies', () => {
  test('keeps its ratio and stands in the middle', () => {
    expect(fitted(WIDE, { x: 0, y: 0, ...PANE })).toEqual({ x: 0, y: 75, width: 800, height: 450 })
  })

  test('shows the point of the zoom in the middle of the pane', () => {
    const box = zoomed(fitted(WIDE, { x: 0, y: 0, ...PANE }), PANE, { scale: 4, x: 0.25, y: 0.5 })
    expect(box.x + box.width * 0.25).toBe(400)
    expect(box.y + box.height * 0.5).toBe(300)
  })

  test('leaves the point under the pointer where it is', () => {
    const at = { x: 500, y: 350 }
    const before = zoomed(fitted(WIDE, { x: 0, y: 0, ...PANE }), PANE, WHOLE)
    const point = { x: (at.x - before.x) / before.width, y: (at.y - before.y) / before.height }
    const zoom = zoomedAbout(WHOLE, 3, at, WIDE, PANE)
    const after = zoomed(fitted(WIDE, { x: 0, y: 0, ...PANE }), PANE, zoom)
    expect(after.x + point.x * after.width).toBeCloseTo(at.x)
    expect(after.y + point.y * after.height).toBeCloseTo(at.y)
  })

  test('never leaves the picture, nor eightfold size, nor falls below the whole', () => {
    expect(confined({ scale: 20, x: 2, y: -1 }, WIDE, PANE).scale).toBe(8)
    const { x, y } = confined({ scale: 4, x: 2, y: -1 }, WIDE, PANE)
    expect(x).toBeCloseTo(1 - 1 / 8)
    expect(y).toBeCloseTo(600 / 2 / (450 * 4))
    expect(confined({ scale: 0.2, x: 0.1, y: 0.9 }, WIDE, PANE)).toEqual(WHOLE)
  })
})

describe('the grid', () => {
  test.each([
    [2, 16 / 9, { width: 1440, height: 700 }, { columns: 2, rows: 1 }],
    [2, 9 / 16, { width: 1440, height: 700 }, { columns: 2, rows: 1 }],
    [2, 16 / 9, { width: 800, height: 1200 }, { columns: 1, rows: 2 }],
    [4, 16 / 9, { width: 1440, height: 700 }, { columns: 2, rows: 2 }],
    [4, 9 / 16, { width: 1440, height: 700 }, { columns: 4, rows: 1 }],
    [9, 16 / 9, { width: 1440, height: 700 }, { columns: 3, rows: 3 }],
    [5, 1, { width: 1440, height: 700 }, { columns: 3, rows: 2 }],
  ])('of %i pictures makes them as large as it can', (panes, ratio, room, grid) => {
    expect(bestGrid(panes, ratio, room)).toEqual(grid)
  })
})
