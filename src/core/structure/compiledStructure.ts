import type { Ratio } from '../numbers/ratio.js'

/** A product structure in the form that the trades compute with: ids as numbers, lines sorted by item, units converted. */
export interface CompiledStructure {
  readonly itemIds: readonly string[]
  readonly itemIndex: ReadonlyMap<string, number>
  readonly resourceIds: readonly string[]
  readonly resourceIndex: ReadonlyMap<string, number>
  /** Bill of item i: places componentStart[i] to componentStart[i + 1]; one place for each component. */
  readonly componentStart: Int32Array
  readonly component: Int32Array
  /** Component stock units per good unit (`effectiveQuantity`). */
  readonly componentQuantity: Float64Array
  /** The same as exact quotients, so that a running need is rounded up only where it is not whole. */
  readonly componentRatio: readonly Ratio[]
  /** Routing of item i: places operationStart[i] to operationStart[i + 1]; one place for each operation. */
  readonly operationStart: Int32Array
  readonly operationResource: Int32Array
  /** Hours for one started unit, before yield. */
  readonly operationRunHours: Float64Array
  /** Hours for one lot. */
  readonly operationSetupHours: Float64Array
  /** Units of one lot, by item. */
  readonly lotSize: Float64Array
  /** Share of the started units that come out good, by item. */
  readonly yieldShare: Float64Array
  /** 0 for an item that is no component, else one more than its deepest parent's. */
  readonly lowLevelCode: Int32Array
  /** Items so that every parent comes before its components; within a level in order of input. */
  readonly topDown: Int32Array
}
