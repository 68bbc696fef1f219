import { fromGrid, toGrid } from '../../core/numbers/quantityGrid.js'
import type { PreparedItem } from '../problem/prepareItem.js'
import type { RefusedDemand } from '../problem/refusal.js'
import type { DemandPart } from '../types.js'
import { sumOfFirst } from '../problem/waitingDemand.js'

/** A part of the demand of an item that has one price, and whether it is booked or late before the plan. */
export interface PricedPart extends DemandPart {
  readonly isBooked: boolean
}

/** What is asked for of an item, by price; units of one period have one price where the item names no parts. */
export function pricedParts(item: PreparedItem): PricedPart[] {
  if (item.demandParts.length > 0) {
    return item.demandParts
      .map((part) => ({ ...part, isBooked: part.periodIndex < 0 || part.isBooked === true }))
      .sort((a, b) => a.periodIndex - b.periodIndex)
  }
  const parts: PricedPart[] = []
  const add = (periodIndex: number, quantity: number, price: number, isBooked: boolean): void => {
    if (quantity > 0) parts.push({ periodIndex, quantity, price, isBooked })
  }
  add(-1, item.backlog, item.backlogPrice, true)
  item.demand.forEach((quantity, t) => {
    const booked = Math.min(item.booked[t], quantity)
    add(t, booked, item.price[t], true)
    add(t, fromGrid(toGrid(quantity, item.scale) - toGrid(booked, item.scale), item.scale), item.price[t], false)
  })
  return parts
}

/** Units of some parts by period, in grid units. */
export function unitsOf(parts: readonly DemandPart[], { demand, scale }: PreparedItem): number[] {
  const units = demand.map(() => 0)
  for (const { periodIndex, quantity } of parts) if (periodIndex >= 0) units[periodIndex] += toGrid(quantity, scale)
  return units
}

/**
 * Mean price of some parts by period. A period without any has the price of the nearest before it that has some, else of the nearest
 * after it, because whoever waits in it has asked at such a price; without any at all, what is given. What is late before the plan
 * counts where it does not wait.
 */
export function meanPrices(parts: readonly DemandPart[], item: PreparedItem): number[] {
  const waits = item.unmetDemand !== 'lost'
  const asked = parts.filter(({ quantity }) => quantity > 0)
  const prices = item.price.map((_, t) => {
    const own = asked.filter(({ periodIndex }) => periodIndex === t || (!waits && t === 0 && periodIndex < 0))
    const units = own.reduce((sum, { quantity }) => sum + quantity, 0)
    if (own.every(({ price }) => price === own[0].price)) return own.length === 0 ? undefined : own[0].price
    return own.reduce((sum, { quantity, price }) => sum + quantity * price, 0) / units
  })
  let near = prices.find((price) => price !== undefined)
  return prices.map((price, t) => (near = price ?? near) ?? item.price[t])
}

/** An amount per unit that follows a price, where the price changes. */
export function inProportion(amounts: readonly number[], from: readonly number[], to: readonly number[]): number[] {
  return amounts.map((amount, t) => (from[t] > 0 && to[t] !== from[t] ? (amount * to[t]) / from[t] : amount))
}

/** What of refused demand is open: lost in its period, or waiting at the close; in stock units. */
export function openRefused(
  { demand, shipped }: Pick<RefusedDemand, 'demand' | 'shipped'>,
  { scale, isLost }: { readonly scale: number; readonly isLost: boolean },
): number[] {
  let open = 0
  return demand.map((units, t) => {
    open = (isLost ? 0 : open) + toGrid(units, scale) - toGrid(shipped[t], scale)
    return fromGrid(open, scale)
  })
}

/** What refused demand brings that stock at hand is sold to: the oldest first, each at its price. */
export function earnedByRefused({ refused, unmetDemand }: PreparedItem): {
  readonly revenue: number
  readonly sellingCost: number
} {
  if (refused === undefined) return { revenue: 0, sellingCost: 0 }
  const { shipped, parts } = refused
  const isLost = unmetDemand === 'lost'
  const sold = isLost ? shipped : [shipped.reduce((all, units) => all + units, 0)]
  const sum = (amount: (part: DemandPart) => number): number =>
    sold.reduce((all, total, t) => {
      const open = parts.filter(({ periodIndex }) => !isLost || periodIndex === t)
      return (
        all +
        sumOfFirst(
          total,
          open.map(({ quantity }) => quantity),
          open.map(amount),
        )
      )
    }, 0)
  const [revenue, cost] = [
    sum(({ price }) => price),
    sum(
      ({ price, periodIndex }) =>
        price * (refused.price[periodIndex] > 0 ? refused.sellingCost[periodIndex] / refused.price[periodIndex] : 0),
    ),
  ]
  return { revenue, sellingCost: cost }
}
