/** What an item weighs in the program of the safety stock, by period. */
export interface StockWeights {
  /** A unit late at the close, and a unit lost: what the input says, and no less than its own safety stock saves. */
  readonly backlogCost: readonly number[]
  readonly lostCost: readonly number[]
  /**
   * More than all that safety stocks of any item could save with what one unit takes, to the end of the plan: what a unit
   * weighs beside them that customers would have had without any safety stock.
   */
  readonly heldCost: readonly number[]
}
