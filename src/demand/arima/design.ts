import { difference } from './differences.js'

/** Share of a column that must be left when the columns before it are taken out; less is rounding. */
const OWN_SHARE = 1e-9

/** A driver by period, over the history and the periods ahead. */
export interface DesignColumn {
  readonly id: string
  readonly values: Float64Array
}

/** What the mean of the values is explained by, differenced as the values are. */
export interface Design {
  /** Ids of the columns that were kept, in order. */
  readonly ids: readonly string[]
  /** The columns, in the scale they were given. */
  readonly columns: readonly Float64Array[]
  /** Orthonormal columns that span the differenced ones. */
  readonly basis: readonly Float64Array[]
  /** Differenced column k = sum over j <= k of basis(j) triangle(j, k), by rows of the number of columns. */
  readonly triangle: Float64Array
}

/**
 * Makes an orthonormal basis of differenced columns and leaves out those that add nothing to the ones before: constant
 * where a difference is taken, or a mix of others.
 *
 * Source: modified Gram-Schmidt with a second pass; Golub and Van Loan, Matrix Computations, 4th ed. (2013), section 5.2.
 *
 * @param dropped - receives the ids of the columns left out
 */
export function createDesign(
  candidates: readonly DesignColumn[],
  count: number,
  { d, D, m }: { readonly d: number; readonly D: number; readonly m: number },
  dropped: string[],
): Design {
  const kept: DesignColumn[] = []
  const basis: Float64Array[] = []
  const rows: number[][] = []
  for (const candidate of candidates) {
    const column = difference(candidate.values, count, d, D, m)
    // against the size before the difference, whose rounding is all that is left of a constant
    const size = norm(candidate.values.subarray(0, count))
    const weights: number[] = []
    for (let pass = 0; pass < 2; pass += 1) {
      basis.forEach((direction, j) => {
        let weight = 0
        for (let t = 0; t < column.length; t += 1) weight += direction[t] * column[t]
        for (let t = 0; t < column.length; t += 1) {
          column[t] = column[t] - weight * direction[t]
        }
        weights[j] = (weights[j] ?? 0) + weight
      })
    }
    const left = norm(column)
    if (!(left > OWN_SHARE * size) || basis.length >= column.length) {
      dropped.push(candidate.id)
      continue
    }
    for (let t = 0; t < column.length; t += 1) column[t] = column[t] / left
    kept.push(candidate)
    basis.push(column)
    rows.push([...weights, left])
  }
  const size = kept.length
  const triangle = new Float64Array(size * size)
  rows.forEach((weights, k) => {
    weights.forEach((weight, j) => {
      triangle[j * size + k] = weight
    })
  })
  return { ids: kept.map(({ id }) => id), columns: kept.map(({ values }) => values), basis, triangle }
}

/** What the first columns of a basis leave of differenced values, and their weights. */
export function leastSquares(
  { basis }: Design,
  size: number,
  values: Float64Array,
): { rest: Float64Array; weights: Float64Array } {
  const rest = values.slice()
  const weights = new Float64Array(size)
  for (let pass = 0; pass < 2; pass += 1) {
    for (let j = 0; j < size; j += 1) {
      const direction = basis[j]
      let weight = 0
      for (let t = 0; t < rest.length; t += 1) weight += direction[t] * rest[t]
      for (let t = 0; t < rest.length; t += 1) rest[t] = rest[t] - weight * direction[t]
      weights[j] = weights[j] + weight
    }
  }
  return { rest, weights }
}

/** Coefficients of the first `size` columns from those of the basis, in place. */
export function solveTriangle({ ids, triangle }: Design, size: number, coefficients: Float64Array): void {
  const width = ids.length
  for (let j = size - 1; j >= 0; j -= 1) {
    let sum = coefficients[j]
    for (let k = j + 1; k < size; k += 1) sum -= triangle[j * width + k] * coefficients[k]
    coefficients[j] = sum / triangle[j * width + j]
  }
}

/** Root of the sum of squares. */
export function norm(values: Float64Array): number {
  let sum = 0
  for (let t = 0; t < values.length; t += 1) sum += values[t] * values[t]
  return Math.sqrt(sum)
}
