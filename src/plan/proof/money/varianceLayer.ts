import type { Facts } from '../facts/facts.js'
import { type Fraction, fraction, plus, round, times, ZERO } from '../fraction.js'

/** What units cost beyond their standard, in stock and in work, by item; minor units. */
export interface Layer {
  readonly stock: Map<string, bigint>
  readonly work: Map<string, bigint>
}

export const emptyLayer = (): Layer => ({ stock: new Map(), work: new Map() })

export const addTo = (side: Map<string, bigint>, itemId: string, amount: bigint): void => {
  if (amount !== 0n) side.set(itemId, (side.get(itemId) ?? 0n) + amount)
}

/** What of an item's cost beyond standard there is, in stock and in work. */
export const allOf = ({ stock, work }: Layer, itemId: string): bigint =>
  (stock.get(itemId) ?? 0n) + (work.get(itemId) ?? 0n)

/** The flows of one item's units, as the plan has them. */
export interface UnitFlows {
  readonly itemId: string
  readonly started: readonly number[]
  readonly produced: readonly number[]
  readonly sold: readonly number[]
  readonly closing: readonly number[]
  /** Units that go into each item that takes them, in the order of those. */
  readonly into: readonly { readonly itemId: string; readonly units: readonly number[] }[]
}

const less = (a: Fraction, b: Fraction): Fraction => plus(a, { n: -b.n, d: b.d })
const isMore = (a: Fraction): boolean => a.n > 0n

/**
 * Moves a layer with the units of each period, item after item from the components up: equal cost for every unit of an item,
 * so that what stays keeps its share and what goes takes the rest. Gives what left with units that were sold.
 */
export function layerMoves(
  facts: Facts,
  flows: readonly UnitFlows[],
): (layer: Layer, t: number) => Map<string, bigint> {
  const { rounding } = facts.plan.input
  const byItem = new Map(flows.map((flow) => [flow.itemId, flow]))
  const depth = new Map<string, number>()
  /** How many steps an item is below what nothing is made of. */
  const depthOf = (itemId: string): number => {
    const known = depth.get(itemId)
    if (known !== undefined) return known
    depth.set(itemId, 0)
    const above = byItem.get(itemId)?.into ?? []
    const own = above.reduce((most, { itemId: product }) => Math.max(most, depthOf(product) + 1), 0)
    depth.set(itemId, own)
    return own
  }
  const order = [...flows].sort((a, b) => depthOf(b.itemId) - depthOf(a.itemId))
  const keep = (amount: bigint, stays: Fraction, all: Fraction): bigint =>
    isMore(stays) && isMore(all)
      ? round(times({ n: amount, d: 1n }, { n: stays.n * all.d, d: stays.d * all.n }), rounding)
      : 0n
  const begun = new Map(
    flows.map(({ itemId, started, produced }) => {
      let units = ZERO
      return [
        itemId,
        started.map((quantity, t) => {
          const before = units
          units = less(plus(units, fraction(quantity)), fraction(produced[t] ?? 0))
          return before
        }),
      ]
    }),
  )
  return (layer, t) => {
    const sold = new Map<string, bigint>()
    for (const { itemId, started, produced, closing, into, sold: shipped } of order) {
      const inWork = layer.work.get(itemId) ?? 0n
      if (inWork !== 0n) {
        const all = plus(begun.get(itemId)?.[t] ?? ZERO, fraction(started[t] ?? 0))
        const stays = keep(inWork, less(all, fraction(produced[t] ?? 0)), all)
        layer.work.set(itemId, stays)
        addTo(layer.stock, itemId, inWork - stays)
      }
      const held = layer.stock.get(itemId) ?? 0n
      if (held === 0n) continue
      const leaving = [...into, { itemId: undefined, units: shipped }]
      const all = leaving.reduce((sum, { units }) => plus(sum, fraction(units[t] ?? 0)), fraction(closing[t] ?? 0))
      let [rest, left] = [all, held]
      for (const { itemId: product, units } of leaving) {
        if ((units[t] ?? 0) === 0) continue
        rest = less(rest, fraction(units[t] ?? 0))
        const stays = keep(held, rest, all)
        addTo(product === undefined ? sold : layer.work, product ?? itemId, left - stays)
        left = stays
      }
      if (!isMore(all)) {
        addTo(sold, itemId, left)
        left = 0n
      }
      layer.stock.set(itemId, left)
    }
    return sold
  }
}
