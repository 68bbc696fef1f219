import { optional, record, text } from '../../core/checking/checks.js'
import { day } from '../../core/time/dayCheck.js'
import { createIssueList } from '../../core/checking/errors.js'
import { compareText } from '../../core/keys/keys.js'
import type { ProductStructure } from '../../core/structure/structure.js'
import { readStructure } from '../../core/structure/structureChecks.js'

/** Where {@link whereUsed} looks, and for what. */
export interface WhereUsedOptions {
  readonly itemId: string
  /** Day at which the bills are read; without it, lines that hold for a time only are refused. */
  readonly asOf?: string
}

/** An item that contains another, directly or through others. */
export interface Use {
  readonly itemId: string
  /**
   * Units of the item looked for in one good unit of this one, over all ways, scrap and yield included: what a price
   * rise of 1.00 adds to its cost.
   */
  readonly quantity: number
  /** Levels between the two, by the shortest way: 1 for a direct use. */
  readonly level: number
}

/**
 * Every item that contains another one, with how much of it: the bill turned upside down.
 *
 * quantity of a parent = sum over its components of effective quantity x quantity of the component. A price that
 * changes by 1.00 changes the parent's cost by the quantity. Source: APICS (ASCM) Dictionary, "where-used list",
 * "indented where-used".
 *
 * @param structure - items, bills and routings
 * @param options - the item, and the day at which the bills are read
 * @returns items that contain it, direct uses first, then by id
 * @throws SopError `UNKNOWN_ID`, and as `lowLevelCodes`
 * @example
 * ```ts
 * import { whereUsed } from 'sop-engine/costing'
 * const structure = {
 *   items: [{ id: 'table' }, { id: 'leg' }, { id: 'screw' }],
 *   billOfMaterials: [
 *     { itemId: 'table', componentId: 'leg', quantityPer: 4 },
 *     { itemId: 'leg', componentId: 'screw', quantityPer: 2 },
 *     { itemId: 'table', componentId: 'screw', quantityPer: 6 },
 *   ],
 * }
 * whereUsed(structure, { itemId: 'screw' }) // => [
 * //   { itemId: 'leg', quantity: 2, level: 1 }, { itemId: 'table', quantity: 14, level: 1 }
 * // ]
 * ```
 */
export function whereUsed(structure: ProductStructure, options: WhereUsedOptions): Use[] {
  const issues = createIssueList()
  record<WhereUsedOptions>({ itemId: text, asOf: optional(day) })(options, 'options', issues)
  const compiled = readStructure(structure, options?.asOf, issues)
  const wanted = compiled.itemIndex.get(options.itemId)
  if (wanted === undefined) {
    const message = `There is no item '${options.itemId}'.`
    issues.add('UNKNOWN_ID', 'options.itemId', options.itemId, message, 'Add it to items, or correct the id.')
  }
  issues.throwIfAny()
  const { itemIds, topDown, componentStart, component, componentQuantity } = compiled
  const found = new Map<number, { quantity: number; level: number }>()
  for (const item of topDown.slice().reverse()) {
    if (item === wanted) continue
    let [quantity, level] = [0, Number.POSITIVE_INFINITY]
    for (let b = componentStart[item] ?? 0; b < (componentStart[item + 1] ?? 0); b++) {
      const part = component[b] ?? -1
      const own = part === wanted ? { quantity: 1, level: 0 } : found.get(part)
      if (own === undefined) continue
      quantity += (componentQuantity[b] ?? 0) * own.quantity
      level = Math.min(level, own.level + 1)
    }
    if (quantity > 0) found.set(item, { quantity, level })
  }
  return [...found]
    .map(([item, { quantity, level }]) => ({ itemId: itemIds[item] ?? '', quantity, level }))
    .sort((a, b) => a.level - b.level || compareText(a.itemId, b.itemId))
}
