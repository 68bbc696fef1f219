import type { PayingPrice } from '../../../production/causes/notices.js'
import type { Facts } from '../facts/facts.js'
import type { CauseTracer } from './traceCause.js'
import { unitMoney } from '../customers/unitMoney.js'
import type { UnpaidUnit } from './unpaidUnits.js'

/** What is paid for a unit of a period that nobody is served with, what it costs and what would pay. */
export function expectPrice(facts: Facts, tracer: CauseTracer, itemId: string, t: number): PayingPrice {
  const unit = unitMoney(facts).get(itemId)
  const refusal = unit?.refusal
  const overtaken = tracer.overtakenAt(itemId, t)
  if (overtaken !== undefined && overtaken.cost !== Infinity) return tellAmounts(overtaken)
  if (refusal !== undefined && (refusal.units[t] ?? 0) > 0) {
    const price = refusal.asked[t] ?? 0
    const selling = unit?.isFree === true ? 0 : price * (unit?.sellingRate ?? 0)
    return tellAmounts({
      price,
      selling,
      cost: refusal.cost[t],
      wait: refusal.wait[t],
      saved: refusal.saved[t],
      paying: refusal.paying[t] ?? null,
    })
  }
  const one = tracer.unpaidAt(itemId, t) ?? {
    price: unit?.value[t] ?? 0,
    selling: unit?.selling[t] ?? 0,
    cost: tracer.costOf(itemId, t),
    saved: 0,
  }
  return expectUnitPrice(facts, itemId, one)
}

/** What would pay for a unit that costs so much and saves so much. */
export function expectUnitPrice(
  facts: Facts,
  itemId: string,
  { price, selling, cost, saved }: UnpaidUnit,
): PayingPrice {
  const unit = unitMoney(facts).get(itemId)
  const kept = 1 - (unit?.sellingRate ?? 0)
  const paying = kept > 0 ? Math.max(0, (cost - saved) / kept) : null
  return tellAmounts({ price, selling, cost, wait: 0, saved, paying })
}

type Amounts = Readonly<Record<'price' | 'selling' | 'cost' | 'wait' | 'saved', number | undefined>>

/** Amounts of a unit, rounded as they are told. */
export function tellAmounts({ paying, ...of }: Amounts & { readonly paying: number | null }): PayingPrice {
  const shown = (money = 0): number => Math.round(money * 1e6) / 1e6
  const [price, sellingCost] = [shown(of.price), shown(of.selling)]
  const [waitCost, lostSaleCost] = [shown(of.wait), shown(of.saved)]
  // Cents, or the digits of the price where it has more of them.
  const digits = Math.min(6, Math.max(2, (price.toFixed(6).replace(/0+$/, '').split('.')[1] ?? '').length))
  const payingPrice = paying === null ? null : Math.ceil(paying * 10 ** digits * (1 - 1e-10)) / 10 ** digits
  return {
    price,
    cost: shown(of.cost),
    payingPrice,
    ...(sellingCost > 0 && { sellingCost }),
    ...(waitCost > 0 && { waitCost }),
    ...(lostSaleCost > 0 && { lostSaleCost }),
  }
}
