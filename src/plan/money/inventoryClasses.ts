import type { InventoryClass } from '../../finance/chart/accounts.js'
import type { NormalInput } from '../normalizeInput.js'

/** Class of each item's stock by use (IAS 2.37): what goes into other items is no merchandise, and not finished. */
export function inventoryClasses(input: NormalInput): Map<string, InventoryClass> {
  const components = new Set(input.billOfMaterials.map(({ componentId }) => componentId))
  return new Map(
    input.items.map(({ id, source }): [string, InventoryClass] => {
      if (source === 'buy') return [id, components.has(id) ? 'material' : 'merchandise']
      return [id, components.has(id) ? 'workInProgress' : 'finishedGoods']
    }),
  )
}
