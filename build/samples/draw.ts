/** Owns drawing the three sample stills a new user is offered. Run it after changing a painting: `node build/samples/draw.ts [name…]`. */

import { writeFile } from 'node:fs/promises'
import { develop } from './canvas.ts'
import { lakeFigures, paintLake } from './misty-lake.ts'
import { DUNES, duneFigures, paintDunes } from './moonlit-dunes.ts'
import { paintStreet, streetFigures } from './rain-street.ts'

const PAINTINGS: Record<string, () => Promise<Buffer>> = {
  'misty-lake.jpg': () =>
    develop(paintLake(), { bloom: 0.5, grain: 0.5, vignette: 0.35, overlaySvg: lakeFigures() }),
  'moonlit-dunes.jpg': () =>
    develop(paintDunes(), {
      bloom: 0.5,
      grain: 0.5,
      vignette: 0.35,
      soften: 0.8,
      overlaySvg: duneFigures(0.2 * DUNES.width, 0.6 * DUNES.height, 1.1),
    }),
  'rain-street.jpg': () =>
    develop(paintStreet(), { bloom: 0.8, grain: 0.5, vignette: 0.45, overlaySvg: streetFigures() }),
}

for (const [name, draw] of Object.entries(PAINTINGS)) {
  if (process.argv.length > 2 && !process.argv.includes(name.replace('.jpg', ''))) continue
  const picture = await draw()
  await writeFile(new URL(name, import.meta.url), picture)
  console.log(`${name}: ${Math.round(picture.byteLength / 1024)} KB`)
}
