import { compileStructure } from './compileStructure.js'
import type { ProductStructure, StructureOptions } from './structure.js'

/**
 * Low-level code of every item: 0 for one that is no component, else one more than its deepest parent's.
 *
 * Source: Orlicky, Material Requirements Planning; APICS (ASCM) Dictionary, "low-level code".
 *
 * @param structure - items, bills and routings
 * @param options - the day at which the bills are read
 * @returns codes by item id
 * @throws SopError `CYCLE` (names the circle), `UNKNOWN_ID`, `DUPLICATE_ID`, `OUT_OF_RANGE`, `MISSING_CONVERSION`
 * @example
 * ```ts
 * import { lowLevelCodes } from 'sop-engine'
 * lowLevelCodes({
 *   items: [{ id: 'lamp' }, { id: 'shade' }],
 *   billOfMaterials: [{ itemId: 'lamp', componentId: 'shade', quantityPer: 1 }],
 * }) // => { lamp: 0, shade: 1 }
 * ```
 */
export function lowLevelCodes(structure: ProductStructure, options: StructureOptions = {}): Record<string, number> {
  const compiled = compileStructure(structure, options)
  return Object.fromEntries(compiled.itemIds.map((id, i) => [id, compiled.lowLevelCode[i] as number]))
}
