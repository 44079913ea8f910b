/** Owns the compare room as its user sees it: panes, the numbers in their pictures, the transport. */

import type { Page } from 'playwright'

export function compareOf(page: Page) {
  const room = page.getByRole('region', { name: 'Compare' })
  const stage = room.getByRole('group', { name: 'Takes side by side' })
  return {
    room,
    panes: stage.getByRole('group'),
    pane: (letter: string) => stage.getByRole('group', { name: new RegExp(`^${letter}\\b`) }),
    /** `12 / 120` */
    frame: (letter: string) =>
      stage.getByRole('group', { name: new RegExp(`^${letter}\\b`) }).getByText(/^\d+ \/ \d+$/),
    picture: (letter: string) => stage.getByRole('img', { name: new RegExp(`^${letter}\\b`) }),
    timeline: room.getByRole('slider', { name: 'Position' }),
    button: (name: string) => room.getByRole('button', { name, exact: true }),
    layout: (name: string) => room.getByRole('radio', { name, exact: true }),
    choose: page.getByRole('button', { name: 'Choose takes…' }),
    /** Numbers burnt into the pictures on screen, pane by pane; null where a picture holds none. */
    numbers: () => page.evaluate(() => window.readNumbers()),
    /** Whether each picture on screen shows anything, pane by pane: a canvas nobody painted is black all over. */
    isLit: () =>
      room.locator('canvas.area__canvas').evaluateAll((canvases) =>
        canvases.map((canvas) => {
          const small = Object.assign(document.createElement('canvas'), { width: 16, height: 16 })
          const context = small.getContext('2d')
          context?.drawImage(canvas as HTMLCanvasElement, 0, 0, 16, 16)
          return (context?.getImageData(0, 0, 16, 16).data ?? []).some((value) => value > 0)
        }),
      ),
    open: () => page.getByRole('tab', { name: 'Compare' }).click(),
  }
}

declare global {
  interface Window {
    /** Put there by {@link teachReading}. */
    readNumbers(): (number | null)[]
  }
}

/** Teaches the page to read numbered frames from its canvases, as `numbered-clip.ts` paints them. */
export async function teachReading(page: Page): Promise<void> {
  await page.evaluate(() => {
    const [columns, rows, bits] = [5, 4, 10]
    // One small picture of the middles of all fields: reading it costs little, so looking does not slow what is looked at.
    const sample = Object.assign(document.createElement('canvas'), { width: columns, height: rows })
    const fields = sample.getContext('2d', { willReadFrequently: true })
    if (!fields) throw new Error('This page cannot draw')
    fields.imageSmoothingEnabled = false
    window.readNumbers = () =>
      [...document.querySelectorAll('canvas')].map((canvas) => {
        const { width, height } = canvas
        // The pictures are 16:9 and fitted into the canvas.
        const across = Math.min(width, (height * 16) / 9)
        const down = (across * 9) / 16
        fields.drawImage(canvas, (width - across) / 2, (height - down) / 2, across, down, 0, 0, columns, rows)
        const { data } = fields.getImageData(0, 0, columns, rows)
        const read = (field: number) => ((data[field * 4 + 1] ?? 0) > 71 ? 1 : 0)
        let number = 0
        for (let bit = 0; bit < bits; bit++) {
          const value = read(bit)
          if (value === read(bit + bits)) return null
          number |= value << bit
        }
        return number
      })
  })
}
