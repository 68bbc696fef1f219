/** Bounds of what may be left of a queue, in stock units: which part of a loss counts that is not convex. */
export interface OpenRange {
  readonly least: number
  readonly most: number
}
