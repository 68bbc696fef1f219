import type { WholeShop } from './wholeShop.js'

/** Items of a shop that share no bill and no resource with any other: a problem of its own. */
export interface ShopPart {
  /** In rising order. */
  readonly items: readonly number[]
  /** Parents before their components. */
  readonly topDown: readonly number[]
  /** In rising order. */
  readonly resources: readonly number[]
}

/** Cuts a shop into its independent parts, in order of their first item. */
export function partsOf(shop: WholeShop): ShopPart[] {
  const { items, lines, problem } = shop
  const root = items.map((_, i) => i)
  const find = (i: number): number => {
    let at = i
    while (root[at] !== at) {
      root[at] = root[root[at]]
      at = root[at]
    }
    return at
  }
  const join = (a: number, b: number): void => {
    const [from, to] = [find(a), find(b)]
    // The smaller number leads, so that parts come out in order.
    if (from < to) root[to] = from
    else root[from] = to
  }
  for (const { item, component } of lines) join(item, component)
  const maker = new Map<number, number>()
  items.forEach(({ resources }, i) => {
    for (const r of resources) {
      const known = maker.get(r)
      if (known === undefined) maker.set(r, i)
      else join(known, i)
    }
  })
  const parts = new Map<number, { items: number[]; topDown: number[]; resources: number[] }>()
  items.forEach((_, i) => {
    const part = parts.get(find(i)) ?? { items: [], topDown: [], resources: [] }
    parts.set(find(i), part)
    part.items.push(i)
  })
  for (const i of problem.structure.topDown) parts.get(find(i))?.topDown.push(i)
  for (const [r, i] of [...maker].sort((a, b) => a[0] - b[0])) parts.get(find(i))?.resources.push(r)
  return [...parts.values()]
}
