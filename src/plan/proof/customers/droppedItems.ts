import { linesOver } from '../facts/billsAround.js'
import { type Facts, itemKey } from '../facts/facts.js'
import { oncePerPlan } from '../facts/oncePerPlan.js'
import { unitMoney } from './unitMoney.js'

/** Items for which no safety stock is kept: nobody who asks for them pays their cost, and all that they go into is such an item. */
export const droppedItems: (facts: Facts) => ReadonlySet<string> = oncePerPlan((facts) => {
  if (facts.plan.input.policy.sellBelowCost === 'always') return new Set<string>()
  const money = unitMoney(facts)
  const over = linesOver(facts)
  const known = new Map<string, boolean>()
  const isDropped = (id: string): boolean => {
    const before = known.get(id)
    if (before !== undefined) return before
    const record = facts.rows.records.get(itemKey(id))?.row
    const isAsked = (money.get(id)?.lateUnits ?? 0) > 0 || (record?.demand ?? []).some((units) => units > 0)
    const pays = isAsked && money.get(id)?.refusal?.isAll !== true
    const into = over.get(id) ?? []
    const found = !pays && (isAsked || into.length > 0) && into.every(({ itemId }) => isDropped(itemId))
    known.set(id, found)
    return found
  }
  return new Set([...facts.items.keys()].filter((id) => isDropped(id) || itemsLeft(facts).has(id)))
})

/** Items for which nothing is kept for safety, since their customers wait, or are left, for supply that costs no more than they pay. */
export const itemsLeft: (facts: Facts) => ReadonlySet<string> = oncePerPlan((facts) => {
  const over = linesOver(facts)
  const ranges = facts.plan.supply.certificate.openRanges ?? []
  const unpaid = ranges.flatMap((range) => (range.unpaid === undefined ? [] : [range.itemId]))
  return new Set(unpaid.filter((id) => !over.has(id) && facts.items.get(id)?.kind !== 'service'))
})
