import { compileStructure } from '../../core/structure/compileStructure.js'
import { indexById } from '../../core/keys/keys.js'
import { billDate } from '../../schema/reading/billDate.js'
import type { NormalInput, NormalItem, NormalSource } from '../../schema/normalForm/normalInput.js'

/** How much of an item goes into one unit of a good that customers ask for, through every level of the bills. */
export interface DependentUse {
  readonly itemId: string
  /** Units by ways on which some item above holds a stock of its own, the good itself among them. */
  readonly behindStock: number
  /** Units by ways on which all that lies above holds none: services, and goods for which a safety stock of 0 is given. */
  readonly direct: number
}

interface Ways {
  readonly behindStock: number[]
  readonly direct: number[]
}

/** A sum that does not depend on the order of its terms, not even in its last digit. */
export const sumOf = (terms: number[]): number => terms.sort((a, b) => a - b).reduce((sum, term) => sum + term, 0)

/** Uses of every component by goods with demand of their own, by effective quantities (`effectiveQuantity`). */
export function dependentUses(
  input: NormalInput,
  asked: ReadonlySet<string>,
): ReadonlyMap<string, readonly DependentUse[]> {
  const sources = indexById(input.sources, 'itemId')
  const policies = indexById(input.stockPolicies, 'itemId')
  const holdsNone = ({ id, kind }: NormalItem): boolean => kind === 'service' || isNone(policies.get(id)?.safetyStock)
  const structure = compileStructure(
    {
      items: input.items.map((item) => {
        const { yieldShare, lotSize } = sources.get(item.id) as NormalSource
        return { ...item, yieldShare, lotSize }
      }),
      billOfMaterials: input.billOfMaterials,
    },
    { asOf: billDate(input.asOf, input.calendar.start) },
  )
  const ways = new Map<string, Map<string, Ways>>()
  const uses = new Map<string, readonly DependentUse[]>()
  for (const place of structure.topDown) {
    const item = input.items[place]
    if (item === undefined) continue
    const { id } = item
    const own = [...(ways.get(id) ?? [])].map(([itemId, { behindStock, direct }]): DependentUse => ({
      itemId,
      behindStock: sumOf(behindStock),
      direct: sumOf(direct),
    }))
    ways.delete(id)
    if (own.length > 0) uses.set(id, own)
    const above = asked.has(id) ? [...own, { itemId: id, behindStock: 0, direct: 1 }] : own
    const { componentStart, componentQuantity } = structure
    const lines = structure.component.subarray(componentStart[place], componentStart[place + 1])
    for (const [n, part] of lines.entries()) {
      const component = structure.itemIds[part] as string
      const quantity = componentQuantity[(componentStart[place] ?? 0) + n] ?? 0
      const known = ways.get(component) ?? new Map<string, Ways>()
      ways.set(component, known)
      for (const { itemId, behindStock, direct } of above) {
        const goes = known.get(itemId) ?? { behindStock: [], direct: [] }
        known.set(itemId, goes)
        if (holdsNone(item)) {
          goes.behindStock.push(quantity * behindStock)
          goes.direct.push(quantity * direct)
        } else goes.behindStock.push(quantity * (behindStock + direct))
      }
    }
  }
  return uses
}

/** Whether a safety stock is given, and is none in any period. */
const isNone = (given: number | readonly number[] | undefined): boolean =>
  typeof given === 'number' ? given === 0 : (given?.every((units) => units === 0) ?? false)
