import type { ProductionPlan, ProductionRecord } from '../../../src/production/index.js'
import type { ShopItem, ShopModel } from './readShop.js'

/** A plan without those who are refused below cost: what is left is the plan of the shop as `readShop` reads it. */
export function servedPlan({ items }: ShopModel, plan: ProductionPlan): ProductionPlan {
  let earned = 0
  const records = plan.records.map((record) => {
    const item = items.find(({ id }) => id === record.itemId) as ShopItem
    if (record.refused === undefined) return record
    earned += soldToRefused(item, record)
    return servedRecord(item, record)
  })
  const { objective } = plan
  return { ...plan, records, objective: { ...objective, total: objective.total - earned } }
}

function servedRecord({ scale, unmetDemand }: ShopItem, record: ProductionRecord): ProductionRecord {
  const { refused = [], refusedShipped = [] } = record
  const isLost = unmetDemand === 'lost'
  const units = (value: number | undefined): number => Math.round((value ?? 0) * scale)
  let open = 0
  const unmet = refused.map((quantity, t) => {
    open = (isLost ? 0 : open) + units(quantity) - units(refusedShipped[t])
    return open
  })
  const less = (values: readonly number[], taken: readonly number[]): number[] =>
    values.map((value, t) => (units(value) - (taken[t] as number)) / scale)
  return {
    ...record,
    shipped: less(record.shipped, refusedShipped.map(units)),
    backlog: isLost ? record.backlog : less(record.backlog, unmet),
    lost: isLost ? less(record.lost, unmet) : record.lost,
  }
}

/** What stock at hand brings that is sold to them, the oldest first where they wait; one period of a shop has one price. */
function soldToRefused(item: ShopItem, { refused = [], refusedShipped = [] }: ProductionRecord): number {
  const margin = (t: number): number => ((item.price[t] as number) - (item.sellingCost[t] as number)) * item.scale
  if (item.unmetDemand === 'lost') return refusedShipped.reduce((sum, quantity, t) => sum + quantity * margin(t), 0)
  let left = refusedShipped.reduce((sum, quantity) => sum + quantity, 0)
  return refused.reduce((sum, quantity, t) => {
    const served = Math.min(left, quantity)
    left -= served
    return sum + served * margin(t)
  }, 0)
}
