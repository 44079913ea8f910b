/** Owns sums of marks over any part of a plane of blocks, each in a few steps. */

export type Size = { width: number; height: number }

export class BlockSums {
  readonly #size: Size
  readonly #sums: Float64Array

  constructor(size: Size) {
    this.#size = size
    this.#sums = new Float64Array((size.width + 1) * (size.height + 1))
  }

  /** Counts blocks that are marked. */
  read(isMarked: (block: number) => boolean): this {
    const { width, height } = this.#size
    const stride = width + 1
    for (let y = 0; y < height; y += 1) {
      let row = 0
      for (let x = 0; x < width; x += 1) {
        if (isMarked(y * width + x)) row += 1
        this.#sums[(y + 1) * stride + x + 1] = (this.#sums[y * stride + x + 1] as number) + row
      }
    }
    return this
  }

  /** Marks in a part, its ends exclusive; what lies outside of the plane holds none. */
  within(left: number, top: number, right: number, bottom: number): number {
    const { width, height } = this.#size
    const stride = width + 1
    const [x0, x1] = [Math.max(0, left), Math.min(width, right)]
    const [y0, y1] = [Math.max(0, top) * stride, Math.min(height, bottom) * stride]
    const sums = this.#sums
    const low = (sums[y1 + x1] as number) - (sums[y1 + x0] as number)
    return low - (sums[y0 + x1] as number) + (sums[y0 + x0] as number)
  }

  /** Most marks in any part of that size. */
  mostWithin({ width, height }: Size): number {
    let most = 0
    for (let y = 0; y + height <= this.#size.height; y += 1) {
      for (let x = 0; x + width <= this.#size.width; x += 1) {
        most = Math.max(most, this.within(x, y, x + width, y + height))
      }
    }
    return most
  }
}
