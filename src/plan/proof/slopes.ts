import type { ProductionModelMap } from '../../production/model/productionModelMap.js'

/** The multipliers of a certificate: of the rows as they stand there, and reduced costs worked out from them. */
export interface Multipliers {
  readonly map: ProductionModelMap
  readonly primal: readonly number[]
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
    dual: (row) => (row === undefined || row < 0 ? 0 : (rowDual[row] as number)),
    slope: (column) => (column === undefined || column < 0 ? 0 : (reduced[column] as number)),
  }
}
