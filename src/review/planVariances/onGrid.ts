import { fromMinor, toMinor } from '../../core/money/money.js'
import { sumDecimals } from '../../core/numbers/sumDecimals.js'
import { toSixDecimals } from '../../core/numbers/toSixDecimals.js'
import type { PlanVariance } from './types.js'

type Field = 'planned' | 'amount'

/** What the plan's departures and the differences from them must add up to, in minor units. */
type Totals = Readonly<Record<Field, number>>

/** An amount to the minor unit of a currency. */
export function minorOf(amount: number, decimals: number): number {
  return toMinor(toSixDecimals(amount), { decimals, rounding: 'halfEven' })
}

/** Fractions of a minor unit below this are noise of floats. */
const NOISE = 1e-6

/**
 * Amounts as whole minor units that add up to a total, by largest remainder, ties to the first. Those that are whole stay as they
 * are, as far as the others can make up the difference.
 */
function wholeParts(amounts: readonly number[], total: number, decimals: number): number[] {
  const parts = amounts.map((amount, place) => {
    const minor = amount * 10 ** decimals
    const near = Math.round(minor)
    const isWhole = Math.abs(minor - near) <= NOISE
    return { place, whole: isWhole ? near : Math.floor(minor), rest: isWhole ? 0 : minor - Math.floor(minor) }
  })
  const broken = parts.filter(({ rest }) => rest > 0).sort((a, b) => b.rest - a.rest || a.place - b.place)
  const bySize = [...parts].sort((a, b) => Math.abs(b.whole) - Math.abs(a.whole) || a.place - b.place)
  // Where all are whole, the largest takes what several rounded periods differ by.
  const takers = broken.length > 0 ? broken : bySize.slice(0, 1)
  const left = total - parts.reduce((sum, { whole }) => sum + whole, 0)
  const each = takers.length === 0 ? 0 : Math.floor(left / takers.length)
  takers.forEach((one, n) => {
    one.whole += each + (n < left - each * takers.length ? 1 : 0)
  })
  return parts.map(({ whole }) => whole + 0)
}

/**
 * A tree whose leaves are whole minor units of a currency: standards have six decimals, and units times standards more digits than
 * money has. What was planned and what differs from it each add up to their total exactly, and what happened is their sum: where
 * nothing differs, nothing is rounded apart. What is nothing in whole units is left out.
 */
export function onGrid(tree: PlanVariance, totals: Totals, decimals: number): PlanVariance {
  const scale = { decimals, rounding: 'halfEven' } as const
  const leaves: PlanVariance[] = []
  const collect = (node: PlanVariance): void => {
    if (node.children.length === 0) leaves.push(node)
    node.children.forEach(collect)
  }
  collect(tree)
  const placed = (field: Field): ReadonlyMap<PlanVariance, number> => {
    const parts = wholeParts(
      leaves.map((leaf) => leaf[field]),
      totals[field],
      decimals,
    )
    return new Map(leaves.map((leaf, n) => [leaf, parts[n] ?? 0]))
  }
  const [planned, amounts] = [placed('planned'), placed('amount')]
  const rebuild = (node: PlanVariance): PlanVariance => {
    if (node.children.length === 0) {
      const [ofPlan, differs] = [planned.get(node) ?? 0, amounts.get(node) ?? 0]
      return {
        ...node,
        amount: fromMinor(differs, scale),
        planned: fromMinor(ofPlan, scale),
        actual: fromMinor(ofPlan + differs, scale),
      }
    }
    const children = node.children
      .map(rebuild)
      .filter((child) => child.planned !== 0 || child.actual !== 0 || child.children.length > 0)
    const sumOf = (field: Field | 'actual'): number => sumDecimals(children.map((child) => child[field]))
    return { ...node, amount: sumOf('amount'), planned: sumOf('planned'), actual: sumOf('actual'), children }
  }
  return rebuild(tree)
}
