import type { Plan } from '../../src/index.js'

/** The supply record of an item, which must be there. */
export function supplyOf(plan: Plan, itemId: string): Plan['supply']['records'][number] {
  const record = plan.supply.records.find((one) => one.itemId === itemId)
  if (record === undefined) throw new Error(`There is no supply record of ${itemId}, the status is ${plan.status}`)
  return record
}
