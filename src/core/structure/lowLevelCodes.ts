import { createIssueList } from '../checking/errors.js'
import type { ProductStructure, StructureOptions } from './structure.js'
import { readStructure, structureOptions } from './structureChecks.js'

/** How deep an item stands in the bills. */
export interface LowLevelCode {
  readonly itemId: string
  /** 0 for an item that is no component. */
  readonly level: number
}

/**
 * Low-level code of every item: 0 for one that is no component, else one more than its deepest parent's.
 *
 * Source: Orlicky, Material Requirements Planning; APICS (ASCM) Dictionary, "low-level code".
 *
 * @param structure - items, bills and routings
 * @param options - the day at which the bills are read
 * @returns the code of each item, in the order of the items
 * @throws SopError `CYCLE` (names the circle), `UNKNOWN_ID`, `DUPLICATE_ID`, `OUT_OF_RANGE`, `MISSING_CONVERSION`
 * @example
 * ```ts
 * import { lowLevelCodes } from 'sop-engine'
 * lowLevelCodes({
 *   items: [{ id: 'lamp' }, { id: 'shade' }],
 *   billOfMaterials: [{ itemId: 'lamp', componentId: 'shade', quantityPer: 1 }],
 * }) // => [{ itemId: 'lamp', level: 0 }, { itemId: 'shade', level: 1 }]
 * ```
 */
export function lowLevelCodes(structure: ProductStructure, options: StructureOptions = {}): LowLevelCode[] {
  const issues = createIssueList()
  structureOptions(options, 'options', issues)
  const compiled = readStructure(structure, options?.asOf, issues)
  issues.throwIfAny()
  return compiled.itemIds.map((itemId, i) => ({ itemId, level: compiled.lowLevelCode[i] as number }))
}
