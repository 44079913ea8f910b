/** Owns the icon as installers want it, drawn from the page's own: `node build/run.mjs build/icons/draw.ts`. */

import { fileURLToPath } from 'node:url'
import sharp from 'sharp'

const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const mark = root('renderer/public/icon.svg')

/** Scaled as vectors: the density is chosen so that the drawing has that many pixels. */
async function render(side: number, target: string): Promise<void> {
  const { width = side } = await sharp(mark).metadata()
  const density = Math.min(72 * (side / width), 100_000)
  await sharp(mark, { density }).resize(side, side).png({ compressionLevel: 9 }).toFile(root(target))
}

await render(1024, 'build/icons/icon.png')
await render(128, 'build/icons/drag.png')
