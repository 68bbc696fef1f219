/** A linear regression: columns that explain values. */
export interface LeastSquaresFit {
  /** One for each column; 0 for a column that was left out. */
  readonly coefficients: Float64Array
  /** Columns left out, as what the ones before them explain already. */
  readonly dropped: readonly number[]
  /** Sum of squared residuals. */
  readonly squares: number
  readonly rank: number
  /** (X'X)^-1 by rows and columns as given; rows and columns of zeros for a column that was left out. */
  readonly inverse: Float64Array
}

/** Share of a column's length that must be new against the columns before it. */
const LEAST_NEW = 1e-7

/**
 * Least squares by Householder reflections; a column of which next to nothing is new against those before it is left out,
 * so that of two columns that say the same the first one stays.
 *
 * Source: G. H. Golub and C. F. Van Loan, Matrix Computations, 4th ed. (2013), sections 5.2 and 5.3. Where the first column is
 * one everywhere, the others are best centered before, as the caller can undo it without loss.
 *
 * @param columns - each as long as the values; not changed
 * @param tolerance - length left of a column by its own length, below which it is left out
 */
export function leastSquaresQr(
  columns: readonly Float64Array[],
  values: Float64Array,
  tolerance: number = LEAST_NEW,
): LeastSquaresFit {
  const rows = values.length
  const count = columns.length
  const work = columns.map((column) => column.slice())
  const right = values.slice()
  const kept: number[] = []
  const dropped: number[] = []
  // columns of R, in the order kept
  const triangle: Float64Array[] = []
  for (let j = 0; j < count; j += 1) {
    const column = work[j] as Float64Array
    const rank = kept.length
    const whole = lengthOf(columns[j], 0)
    const left = lengthOf(column, rank)
    if (rank >= rows || !(left > tolerance * whole)) {
      dropped.push(j)
      continue
    }
    const head = column[rank]
    const diagonal = head > 0 ? -left : left
    // the reflection I - 2 v v' / v'v sends the rest of the column to the diagonal
    const v = column.slice(rank)
    v[0] = head - diagonal
    const size = lengthOf(v, 0)
    for (let i = 0; i < v.length; i += 1) v[i] = v[i] / size
    column[rank] = diagonal
    column.fill(0, rank + 1)
    for (let k = j + 1; k < count; k += 1) reflect(work[k] as Float64Array, v, rank)
    reflect(right, v, rank)
    kept.push(j)
    triangle.push(column)
  }
  const rank = kept.length
  const inverseTriangle = invertTriangle(triangle)
  const coefficients = new Float64Array(count)
  const inverse = new Float64Array(count * count)
  for (let a = 0; a < rank; a += 1) {
    const row = kept[a]
    let sum = 0
    for (let k = a; k < rank; k += 1) sum += inverseTriangle[a * rank + k] * right[k]
    coefficients[row] = sum
    for (let b = 0; b < rank; b += 1) {
      let product = 0
      for (let k = Math.max(a, b); k < rank; k += 1) {
        product += inverseTriangle[a * rank + k] * inverseTriangle[b * rank + k]
      }
      inverse[row * count + kept[b]] = product
    }
  }
  let squares = 0
  for (let i = rank; i < rows; i += 1) squares += right[i] * right[i]
  return { coefficients, dropped, squares, rank, inverse }
}

/** Length of a vector from a place on; scaled, so that squares neither overflow nor vanish. */
function lengthOf(vector: Float64Array, from: number): number {
  let largest = 0
  for (let i = from; i < vector.length; i += 1) largest = Math.max(largest, Math.abs(vector[i]))
  if (!(largest > 0)) return 0
  let sum = 0
  for (let i = from; i < vector.length; i += 1) {
    const part = vector[i] / largest
    sum += part * part
  }
  return largest * Math.sqrt(sum)
}

function reflect(column: Float64Array, v: Float64Array, from: number): void {
  let product = 0
  for (let i = 0; i < v.length; i += 1) product += v[i] * column[from + i]
  for (let i = 0; i < v.length; i += 1) {
    column[from + i] = column[from + i] - 2 * product * v[i]
  }
}

/** Inverse of an upper triangle given by columns; by rows. */
function invertTriangle(triangle: readonly Float64Array[]): Float64Array {
  const size = triangle.length
  const result = new Float64Array(size * size)
  for (let j = 0; j < size; j += 1) {
    const column = triangle[j]
    result[j * size + j] = 1 / column[j]
    for (let i = j - 1; i >= 0; i -= 1) {
      let sum = 0
      for (let k = i + 1; k <= j; k += 1) {
        sum += triangle[k][i] * result[k * size + j]
      }
      result[i * size + j] = -sum / triangle[i][i]
    }
  }
  return result
}
