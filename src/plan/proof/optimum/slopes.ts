import type { ProductionModelMap } from '../../../production/model/productionModelMap.js'

/** The multipliers of a certificate: of the rows as they stand there, and reduced costs worked out from them. */
export interface Multipliers {
  readonly map: ProductionModelMap
  readonly rowDual: readonly number[]
  readonly reduced: ArrayLike<number>
}

/** Slopes of the dual objective of a program, by row and by column; 0 where there is none. */
export interface Slopes {
  readonly map: ProductionModelMap
  readonly dual: (row: number | undefined) => number
  readonly slope: (column: number | undefined) => number
}

export function slopesOf({ map, rowDual, reduced }: Multipliers): Slopes {
  return {
    map,
    dual: (row) => (row === undefined || row < 0 ? 0 : (rowDual[row] ?? 0)),
    slope: (column) => (column === undefined || column < 0 ? 0 : (reduced[column] ?? 0)),
  }
}

/** What a unit more of an item is worth: it eases the balance of the period, and what can be shipped before something comes within it. */
export const unitBy = ({ map: { balance, arrival }, dual }: Slopes, place: number): number =>
  (arrival[place] ?? []).reduce((sum, { row }) => sum + dual(row), dual(balance[place]))

export const regularBy = ({ map: { regular }, slope }: Slopes, place: number): number =>
  Math.max(0, slope(regular[place]))
export const overtimeBy = ({ map: { overtime }, slope }: Slopes, place: number): number =>
  Math.max(0, slope(overtime[place]))
