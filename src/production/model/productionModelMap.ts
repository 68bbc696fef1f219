/** A row of an arrival. */
export interface ArrivalRow {
  readonly row: number
  /** Day number. */
  readonly day: number
  /** What of one more unit of demand is asked for from that day on. */
  readonly laterShare: number
}

/**
 * Where each quantity of a problem stands in its model. Arrays over items are indexed `item * periodCount + period`,
 * those over resources `resource * periodCount + period`; -1 where the model has no such column or row.
 */
export interface ProductionModelMap {
  readonly periodCount: number
  /** In the order of the model, which is that of the ids. */
  readonly itemIds: readonly string[]
  readonly resourceIds: readonly string[]
  /** Column of the quantity made or bought. */
  readonly supply: readonly number[]
  /** Column of the work done on an item that is made over several periods, in units; else -1. */
  readonly work: readonly number[]
  /** Column of such an item's units in work at the close: work done so far less supply so far. */
  readonly inWork: readonly number[]
  /** Row of work: units in work - units in work before - work + supply = 0. */
  readonly progress: readonly number[]
  /** Column of the closing stock above `stockBase`. */
  readonly stock: readonly number[]
  /** Column of the safety stock that is missing; closing stock = stockBase + stock - shortfall. */
  readonly shortfall: readonly number[]
  readonly stockBase: readonly number[]
  /** Column of the quantity shipped; where there is none it follows from demand and backlog. */
  readonly ship: readonly number[]
  /** Column of the backlog at the close. */
  readonly backlog: readonly number[]
  /**
   * Column of the part of the last backlog to which the demand of a period belongs, or of who is served last of what is lost in its period; -1
   * where all demand that is left loses the same.
   */
  readonly unserved: readonly number[]
  /** Row of the stock balance; its dual is the worth of one more unit. */
  readonly balance: readonly number[]
  /** Row of the demand balance; where demand is lost, of the parts of who is served. */
  readonly demand: readonly number[]
  /** Rows that keep what is asked for before an arrival within the period to what is there before it, in the order of the days. */
  readonly arrival: readonly (readonly ArrivalRow[])[]
  /** Column of the regular hours. */
  readonly regular: readonly number[]
  /** Column of the overtime hours. */
  readonly overtime: readonly number[]
  /** Row of the hours. */
  readonly hours: readonly number[]
}
