/** Owns the quick way to small frames: 4:2:0 planes as decoders give them, each pixel the mean of a square of them. */

import type { VideoSample } from 'mediabunny'

/** How brightness and colour differences become red, green and blue. Source: ITU-R BT.601-7, BT.709-6. */
const MATRICES = {
  bt601: { redV: 1.402, greenU: 0.344_136, greenV: 0.714_136, blueU: 1.772 },
  bt709: { redV: 1.5748, greenU: 0.187_324, greenV: 0.468_124, blueU: 1.8556 },
} as const
const FULL = { black: 0, gain: 1, chroma: 1 } as const
const LIMITED = { black: 16, gain: 255 / 219, chroma: 255 / 224 } as const

export class PlaneShrinker {
  readonly #size: { width: number; height: number }
  readonly #factor: number
  #bytes = new Uint8Array(0)

  /** Every side of a sample is `factor` times as long, up to a remainder that is left out. */
  constructor(size: { width: number; height: number }, factor: number) {
    this.#size = size
    this.#factor = factor
  }

  /** Upright, square pixels, 8 bits in three planes: what H.264 clips nearly always are. */
  fits(sample: VideoSample): boolean {
    const { format, rotation, flip, squarePixelWidth, visibleRect } = sample
    return format === 'I420' && rotation === 0 && !flip && squarePixelWidth === visibleRect.width
  }

  /** Fills `rgba`. Untagged colours are taken for BT.601, as players and the scaler take them. */
  async shrink(sample: VideoSample, rgba: Uint8Array): Promise<void> {
    const bytes = sample.allocationSize()
    if (this.#bytes.length < bytes) this.#bytes = new Uint8Array(bytes)
    const [y, u, v] = await sample.copyTo(this.#bytes)
    if (!y || !u || !v) throw new Error('A 4:2:0 frame has three planes')
    const { redV, greenU, greenV, blueU } = MATRICES[sample.colorSpace.matrix === 'bt709' ? 'bt709' : 'bt601']
    const { black, gain, chroma } = sample.colorSpace.fullRange ? FULL : LIMITED
    const { width, height } = this.#size
    const half = this.#factor / 2
    for (let row = 0, to = 0; row < height; row += 1) {
      for (let column = 0; column < width; column += 1, to += 4) {
        const light = (this.#mean(y, row * this.#factor, column * this.#factor, this.#factor) - black) * gain
        const blue =
          (this.#mean(u, Math.floor(row * half), Math.floor(column * half), Math.ceil(half)) - 128) * chroma
        const red =
          (this.#mean(v, Math.floor(row * half), Math.floor(column * half), Math.ceil(half)) - 128) * chroma
        rgba[to] = byte(light + redV * red)
        rgba[to + 1] = byte(light - greenU * blue - greenV * red)
        rgba[to + 2] = byte(light + blueU * blue)
        rgba[to + 3] = 255
      }
    }
  }

  /** Of a square of a plane. */
  #mean({ offset, stride }: PlaneLayout, top: number, left: number, side: number): number {
    let sum = 0
    for (let row = 0; row < side; row += 1) {
      const start = offset + (top + row) * stride + left
      for (let at = start; at < start + side; at += 1) sum += this.#bytes[at] as number
    }
    return sum / (side * side)
  }
}

function byte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value + 0.5
}
