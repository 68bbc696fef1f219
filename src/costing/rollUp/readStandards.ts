import { type Check, list, number, optional, record, text } from '../../core/checking/checks.js'
import type { IssueList } from '../../core/checking/errors.js'
import type { CompiledStructure } from '../../core/structure/compiledStructure.js'
import { day } from '../../core/time/dayCheck.js'
import type { StandardCost } from '../standards/standardsAt.js'
import type { CostElements } from '../types.js'

const amount = number()

/** Checks of standards that are given to a roll-up, field by field. */
export const givenStandards: Check = list(
  record<StandardCost>({
    itemId: text,
    siteId: optional(text),
    unitCost: amount,
    variableCost: amount,
    fixedCost: amount,
    elements: record<CostElements>({
      material: amount,
      outsideProcessing: amount,
      labor: amount,
      variableOverhead: amount,
      fixedOverhead: amount,
    }),
    firstDate: day,
  }),
)

/** Given standards by place of their item; what is wrong with them is told. */
export function readStandards(
  standards: readonly StandardCost[],
  compiled: CompiledStructure,
  issues: IssueList,
): Map<number, CostElements> {
  const found = new Map<number, CostElements>()
  standards.forEach(({ itemId, elements }, n) => {
    const at = `options.standards[${n}].itemId`
    const item = compiled.itemIndex.get(itemId)
    if (item === undefined) {
      const message = `There is no item '${itemId}'.`
      issues.add(
        'UNKNOWN_ID',
        at,
        itemId,
        message,
        'Add it to items, or ask standardsAt for these items alone (itemIds).',
      )
      return
    }
    if (found.has(item)) {
      const message = `Item '${itemId}' is there twice.`
      issues.add('DUPLICATE_ID', at, itemId, message, 'Keep one standard for each item.')
    }
    found.set(item, elements)
  })
  return found
}
