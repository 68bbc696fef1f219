import { leastSquaresQr } from '../../math/leastSquaresQr.js'
import type { EffectColumn } from './effectColumns.js'

/** Places of the columns that are a sum of multiples of those before them, and of a constant, in all periods observed. */
export function collinearColumns(columns: readonly EffectColumn[], seen: readonly boolean[]): number[] {
  const level = new Float64Array(seen.filter(Boolean).length).fill(1)
  const known = columns.map(({ values }) => values.filter((_, t) => seen[t] === true))
  return leastSquaresQr([level, ...known], level).dropped.map((place) => place - 1)
}
