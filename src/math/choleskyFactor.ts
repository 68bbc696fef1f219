/**
 * Replaces the lower triangle of a symmetric positive definite matrix, stored by rows, by its Cholesky factor L with
 * A = L L'; returns false where the matrix is not positive definite.
 *
 * Source: G. H. Golub and C. F. Van Loan, Matrix Computations, 4th ed. (2013), section 4.2.
 */
export function choleskyFactor(matrix: Float64Array, size: number): boolean {
  for (let i = 0; i < size; i += 1) {
    const row = i * size
    for (let j = 0; j <= i; j += 1) {
      const other = j * size
      let sum = matrix[row + j]
      for (let k = 0; k < j; k += 1) sum -= matrix[row + k] * matrix[other + k]
      if (i > j) matrix[row + j] = sum / matrix[other + j]
      else if (sum > 0) matrix[row + i] = Math.sqrt(sum)
      else return false
    }
  }
  return true
}

/** Solves L L' x = b in place, for the factor that `choleskyFactor` left. */
export function choleskySolve(factor: Float64Array, size: number, b: Float64Array): void {
  for (let i = 0; i < size; i += 1) {
    let sum = b[i]
    for (let k = 0; k < i; k += 1) sum -= factor[i * size + k] * b[k]
    b[i] = sum / factor[i * size + i]
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    let sum = b[i]
    for (let k = i + 1; k < size; k += 1) sum -= factor[k * size + i] * b[k]
    b[i] = sum / factor[i * size + i]
  }
}
