/** Owns where a picture lies in a pane: fitted into it, magnified, moved. */

export type Box = { x: number; y: number; width: number; height: number }
type Size = { width: number; height: number }
/** Magnification of the fitted picture, and which point of it (0 to 1 each way) lies in the middle of the pane. */
type Zoom = { scale: number; x: number; y: number }

export const LARGEST_SCALE = 8

/** The largest box of a picture's ratio inside another box, in its middle. */
export function fitted(picture: Size, into: Box): Box {
  const factor = Math.min(into.width / picture.width, into.height / picture.height)
  const width = picture.width * factor
  const height = picture.height * factor
  return { x: into.x + (into.width - width) / 2, y: into.y + (into.height - height) / 2, width, height }
}

/** A fitted box magnified about the pane, so that the zoom's point lies in the pane's middle. */
export function zoomed(box: Box, pane: Size, { scale, x, y }: Zoom): Box {
  const width = box.width * scale
  const height = box.height * scale
  return { x: pane.width / 2 - x * width, y: pane.height / 2 - y * height, width, height }
}

/** A zoom that shows nothing beyond the picture's edges where the picture is larger than the pane. */
export function confined({ scale, x, y }: Zoom, picture: Size, pane: Size): Zoom {
  const kept = Math.min(LARGEST_SCALE, Math.max(1, scale))
  const box = fitted(picture, { x: 0, y: 0, ...pane })
  const within = (place: number, size: number, room: number) => {
    const half = room / 2 / (size * kept)
    return half >= 0.5 ? 0.5 : Math.min(1 - half, Math.max(half, place))
  }
  return { scale: kept, x: within(x, box.width, pane.width), y: within(y, box.height, pane.height) }
}

/** The zoom after magnifying by `factor` with a point of the pane (px from its corner) standing still. */
export function zoomedAbout(
  zoom: Zoom,
  factor: number,
  at: { x: number; y: number },
  picture: Size,
  pane: Size,
): Zoom {
  const scale = Math.min(LARGEST_SCALE, Math.max(1, zoom.scale * factor))
  const box = fitted(picture, { x: 0, y: 0, ...pane })
  const away = { x: at.x - pane.width / 2, y: at.y - pane.height / 2 }
  const moved = {
    scale,
    x: zoom.x + away.x / (box.width * zoom.scale) - away.x / (box.width * scale),
    y: zoom.y + away.y / (box.height * zoom.scale) - away.y / (box.height * scale),
  }
  return confined(moved, picture, pane)
}

/**
 * Columns and rows for so many panes of a ratio (width / height) in a room, such that their pictures are largest.
 * Each pane has a head of `head` px over its picture.
 */
export function bestGrid(
  panes: number,
  ratio: number,
  room: Size,
  head = 0,
): { columns: number; rows: number } {
  let best = { columns: 1, rows: panes, area: 0 }
  for (let columns = 1; columns <= panes; columns++) {
    const rows = Math.ceil(panes / columns)
    const { width, height } = fitted(
      { width: ratio, height: 1 },
      { x: 0, y: 0, width: room.width / columns, height: Math.max(1, room.height / rows - head) },
    )
    if (width * height > best.area * 1.001) best = { columns, rows, area: width * height }
  }
  return { columns: best.columns, rows: best.rows }
}
