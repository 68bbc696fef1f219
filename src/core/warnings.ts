/** Something the library took for granted, or that a reader of the result should know; the plan goes on. */
export interface Warning {
  /** A stable word in kebab case, as `short-history`. */
  readonly code: string
  /** Place in the input or result that it speaks of, as `items[3].purchaseCost`, or the id of an item or resource. */
  readonly path?: string
  /** One sentence: what was found and what was done about it. */
  readonly message: string
}
