/** Owns the one piece of linear algebra in use: the inverse of a symmetric, positive definite matrix. */

export type Matrix = readonly (readonly number[])[]

/** Lower triangle L with L·Lᵀ = `matrix` (Cholesky). @throws RangeError when it is not positive definite */
function triangleOf(matrix: Matrix): number[][] {
  const lower: number[][] = []
  for (const [i, row] of matrix.entries()) {
    const made: number[] = []
    for (let j = 0; j <= i; j += 1) {
      const other = j === i ? made : (lower[j] as number[])
      let rest = row[j] as number
      for (let k = 0; k < j; k += 1) rest -= (made[k] as number) * (other[k] as number)
      if (i === j && !(rest > 0)) throw new RangeError('The matrix is not positive definite')
      made.push(i === j ? Math.sqrt(rest) : rest / (other[j] as number))
    }
    lower.push(made)
  }
  return lower
}

/** x with `matrix`·x = `wanted`, from the triangle of the matrix. */
function solve(lower: number[][], wanted: readonly number[]): number[] {
  const size = lower.length
  const x = [...wanted]
  for (let i = 0; i < size; i += 1) {
    const row = lower[i] as number[]
    for (let k = 0; k < i; k += 1) x[i] = (x[i] as number) - (row[k] as number) * (x[k] as number)
    x[i] = (x[i] as number) / (row[i] as number)
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < size; k += 1)
      x[i] = (x[i] as number) - ((lower[k] as number[])[i] as number) * (x[k] as number)
    x[i] = (x[i] as number) / ((lower[i] as number[])[i] as number)
  }
  return x
}

/** x with `matrix`·x = `wanted`. @throws RangeError when the matrix is not positive definite */
export function solved(matrix: Matrix, wanted: readonly number[]): number[] {
  return solve(triangleOf(matrix), wanted)
}

/** @throws RangeError when the matrix is not positive definite */
export function inverseOf(matrix: Matrix): number[][] {
  const lower = triangleOf(matrix)
  return matrix.map((_, column) =>
    solve(
      lower,
      matrix.map((__, row) => (row === column ? 1 : 0)),
    ),
  )
}
