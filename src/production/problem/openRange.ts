/** Bounds of what may be left of a queue, in stock units: which part of a loss counts that is not convex. */
export interface OpenRange {
  readonly least: number
  readonly most: number
  /** What of the least is left because what it would take costs more than it brings. */
  readonly unpaid: number
}
