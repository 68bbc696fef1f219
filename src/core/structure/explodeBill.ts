import { number, optional, QUANTITY, record, text } from '../checking/checks.js'
import { day } from '../time/dayCheck.js'
import { createIssueList } from '../checking/errors.js'
import type { ProductStructure, StructureOptions } from './structure.js'
import { readStructure } from './structureChecks.js'

/** One component of an exploded bill. */
export interface ExplodedLine {
  readonly itemId: string
  /** Levels below the item, by the longest way down: 1 for a direct component. */
  readonly level: number
  /** Component stock units for the whole quantity, scrap and yield of every level included. */
  readonly quantity: number
}

/** Options of {@link explodeBill}. */
export interface ExplodeOptions extends StructureOptions {
  readonly itemId: string
  /** Good units of the item; default 1. */
  readonly quantity?: number
}

/**
 * All components of an item through every level, each once, with the quantity that the item takes in all.
 *
 * Gross requirements without netting, by effective quantities (`effectiveQuantity`).
 *
 * @param structure - items, bills and routings
 * @param options - item, quantity (good units) and the day at which the bills are read
 * @returns components, parents before components
 * @throws SopError `UNKNOWN_ID`, `CYCLE`, and as `lowLevelCodes`
 * @example
 * ```ts
 * import { explodeBill } from 'sop-engine'
 * const structure = {
 *   items: [{ id: 'table' }, { id: 'leg' }, { id: 'screw' }],
 *   billOfMaterials: [
 *     { itemId: 'table', componentId: 'leg', quantityPer: 4 },
 *     { itemId: 'leg', componentId: 'screw', quantityPer: 2 },
 *   ],
 * }
 * explodeBill(structure, { itemId: 'table' }).at(-1) // => { itemId: 'screw', level: 2, quantity: 8 }
 * ```
 */
export function explodeBill(structure: ProductStructure, options: ExplodeOptions): ExplodedLine[] {
  const issues = createIssueList()
  record<ExplodeOptions>({ itemId: text, quantity: optional(number(QUANTITY)), asOf: optional(day) })(
    options,
    'options',
    issues,
  )
  const compiled = readStructure(structure, options?.asOf, issues)
  const root = compiled.itemIndex.get(options.itemId)
  const quantity = options.quantity ?? 1
  if (root === undefined) {
    issues.add(
      'UNKNOWN_ID',
      'options.itemId',
      options.itemId,
      `There is no item '${options.itemId}'.`,
      'Give the id of one of the items.',
    )
  }
  issues.throwIfAny()
  const need = new Float64Array(compiled.itemIds.length)
  const level = new Int32Array(compiled.itemIds.length).fill(-1)
  need[root as number] = quantity
  level[root as number] = 0
  const lines: ExplodedLine[] = []
  for (const item of compiled.topDown) {
    if (level[item] === -1) continue
    if (item !== root) {
      lines.push({
        itemId: compiled.itemIds[item] as string,
        level: level[item] as number,
        quantity: need[item] as number,
      })
    }
    const last = compiled.componentStart[item + 1] as number
    for (let place = compiled.componentStart[item] as number; place < last; place++) {
      const below = compiled.component[place] as number
      need[below] = (need[below] as number) + (need[item] as number) * (compiled.componentQuantity[place] as number)
      level[below] = Math.max(level[below] as number, (level[item] as number) + 1)
    }
  }
  return lines
}
