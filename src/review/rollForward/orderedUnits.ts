import { groupBy, indexById, keyOf } from '../../core/keys/keys.js'
import { decimalSum } from '../../core/money/money.js'
import { inStockUnits } from '../../core/structure/units.js'
import type { SupplyOrder } from '../../schema/rows/supplyTypes.js'
import { type Closing, type Days, givenRows, isWithin } from './closing.js'
import { ORDER, type ReceivedOrder } from './closeOrders.js'

/** Of what a plan buys of an item in a period, what had gone out: it comes by an order of its own, or has come before its day. */
export interface OrderedUnits {
  readonly units: number
  /** Those of them that have come. */
  readonly early: number
}

interface DatedUnits {
  readonly itemId: string
  readonly dueDate: string
  readonly units: number
}

const ITEM = ['itemId'] as const

const unitsOf = (rows: readonly { readonly units: number }[]): number => decimalSum(rows.map(({ units }) => units))

/**
 * What had gone out of the purchases of a plan, by item: a function of the periods after the close, asked in their order.
 *
 * Orders that are handed over have ids of their own. Those of a period are its own; what they are beyond that, an order of a closed
 * period may be that comes late.
 */
export function orderedUnits(
  { open, start }: Pick<Closing, 'open' | 'start'>,
  received: readonly ReceivedOrder[],
  handedOver: readonly SupplyOrder[] | undefined,
): (itemId: string) => (period: Days) => OrderedUnits {
  const ofPlan = groupBy(
    received.flatMap(({ order, isGiven, ...row }) => (isGiven ? [] : [{ ...order, ...row }])),
    ITEM,
  )
  const listed = handedOver && groupBy(newOrders(open, ofPlan, handedOver), ITEM)
  return (itemId) => {
    const key = keyOf({ itemId }, ITEM)
    const released = ofPlan.get(key) ?? []
    const own = listed?.get(key) ?? []
    const isLate = ({ dueDate }: DatedUnits): boolean => dueDate < start
    let late = Math.max(
      0,
      decimalSum([
        ...released.filter(isLate).flatMap(({ units, here }) => [units, -here]),
        -unitsOf(own.filter(isLate)),
      ]),
    )
    return (period) => {
      const due = released.filter(({ dueDate }) => isWithin(dueDate, period))
      const [planned, came] = [unitsOf(due), decimalSum(due.map(({ here }) => here))]
      if (listed === undefined) return { units: planned, early: came }
      const under = unitsOf(own.filter(({ dueDate }) => isWithin(dueDate, period)))
      const ofBefore = Math.min(late, Math.max(0, decimalSum([under, -planned])))
      late = decimalSum([late, -ofBefore])
      const units = decimalSum([under, -ofBefore])
      const early = Math.min(came, Math.max(0, decimalSum([planned, -units])))
      return { units: decimalSum([units, early]), early }
    }
  }
}

/** Orders handed over that the input did not have, in stock units; a line more of one of its ids is part of that order. */
function newOrders(
  open: Closing['open'],
  ofPlan: ReadonlyMap<string, readonly SupplyOrder[]>,
  handedOver: readonly SupplyOrder[],
): readonly DatedUnits[] {
  const known = new Set(givenRows(open, 'supplyOrders').map(({ id }) => id))
  const planned = new Set([...ofPlan.values()].flat().map((order) => keyOf(order, ORDER)))
  const items = indexById(open.normal.items, 'id')
  return handedOver.flatMap((order): DatedUnits[] => {
    const item = items.get(order.itemId)
    if (item === undefined || (known.has(order.id) && !planned.has(keyOf(order, ORDER)))) return []
    return [{ itemId: order.itemId, dueDate: order.dueDate, units: inStockUnits(order, item) }]
  })
}
