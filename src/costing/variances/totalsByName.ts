import { sumDecimals } from '../../core/numbers/sumDecimals.js'

interface NamedAmount<Name extends string> {
  readonly name: Name
  readonly amount: number
  readonly children: readonly NamedAmount<Name>[]
}

/** The sum of all variances of each name, wherever they stand in a tree; 0 of a name that does not occur. */
export function totalsByName<Name extends string>(
  tree: NamedAmount<Name>,
  names: readonly Name[],
): Record<Name, number> {
  const amounts = new Map<Name, number[]>(names.map((name) => [name, []]))
  const visit = (node: NamedAmount<Name>): void => {
    amounts.get(node.name)?.push(node.amount)
    node.children.forEach(visit)
  }
  visit(tree)
  return Object.fromEntries([...amounts].map(([name, all]) => [name, sumDecimals(all)])) as Record<Name, number>
}
