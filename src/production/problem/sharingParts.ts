import type { PreparedProblem } from './preparedProblem.js'

/** The part of the company that each item belongs to: items that share bills or resources with each other, and no others. */
export function partOfItems({ items, structure, loads, resourceOf }: PreparedProblem): number[] {
  const parent = Array.from({ length: items.length + resourceOf.length }, (_, n) => n)
  const rootOf = (n: number): number => {
    let root = n
    while (parent[root] !== root) root = parent[root]
    for (let at = n; parent[at] !== root;) [parent[at], at] = [root, parent[at]]
    return root
  }
  const join = (a: number, b: number): void => {
    const [x, y] = [rootOf(a), rootOf(b)]
    parent[Math.max(x, y)] = Math.min(x, y)
  }
  items.forEach((_, i) => {
    for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1)
      join(i, structure.component[c])
    for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) join(i, items.length + loads.resource[o])
  })
  return items.map((_, i) => rootOf(i))
}

/** 1 for the items of parts that hold one of some items. */
export function inPartsOf(part: readonly number[], isOne: (i: number) => boolean): Uint8Array {
  const own = new Set(part.filter((_, i) => isOne(i)))
  return Uint8Array.from(part, (one) => (own.has(one) ? 1 : 0))
}
