import { partOfItems } from '../problem/sharingParts.js'
import type { WholeShop } from './wholeShop.js'

/** Items of a shop that share no bill and no resource with any other: a problem of its own. */
export interface ShopPart {
  /** In rising order. */
  readonly items: readonly number[]
  /** Parents before their components. */
  readonly topDown: readonly number[]
  /** Those of which a shortage breaks a hard limit first, then the others; parents before components in both. */
  readonly order: readonly number[]
  /** In rising order. */
  readonly resources: readonly number[]
}

/** Cuts a shop into its independent parts, in order of their first item. */
export function partsOf({ items, problem }: WholeShop): ShopPart[] {
  const part = partOfItems(problem)
  const parts = new Map<number, { items: number[]; topDown: number[]; resources: Set<number> }>()
  items.forEach(({ resources }, i) => {
    const own = parts.get(part[i]) ?? { items: [], topDown: [], resources: new Set() }
    parts.set(part[i], own)
    own.items.push(i)
    for (const r of resources) own.resources.add(r)
  })
  for (const i of problem.structure.topDown) parts.get(part[i])?.topDown.push(i)
  const isHard = (i: number): boolean => {
    const { unmetDemand, minimumStock } = problem.items[i]
    return unmetDemand === 'forbidden' || minimumStock.some((quantity) => quantity > 0)
  }
  return [...parts.values()].map(({ items: own, topDown, resources }) => ({
    items: own,
    topDown,
    order: [...topDown.filter(isHard), ...topDown.filter((i) => !isHard(i))],
    resources: [...resources].sort((a, b) => a - b),
  }))
}
