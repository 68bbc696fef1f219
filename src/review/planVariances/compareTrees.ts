import { compareRefs, type Ref, refKey } from '../../core/keys/ref.js'
import { groupBy } from '../../core/keys/keys.js'
import { sumDecimals } from '../../core/numbers/sumDecimals.js'
import { PLAN_VARIANCE_NAMES } from './planVarianceNames.js'
import type { PeriodVariance, PlanVariance } from './types.js'

/** A variance of the plan from its standards, or of what has happened, and what it is of in the plan. */
interface Told {
  readonly of: 'planned' | 'actual'
  readonly key: string
  readonly ref: Ref
  readonly node: PeriodVariance
}

/** A tree of a period, and what its overheads are of. */
export interface PeriodTree {
  readonly of: 'planned' | 'actual'
  readonly tree: PeriodVariance
  readonly refs: ReadonlyMap<string, Ref>
}

const PLACES = new Map(PLAN_VARIANCE_NAMES.map((name, place) => [name, place]))

/** Lays trees of the same or of several periods over each other: what they have in common added up, the plan's apart. */
export function compareTrees(trees: readonly PeriodTree[]): PlanVariance {
  const refsOf = new Map(trees.flatMap(({ refs }) => [...refs]))
  const tell = (of: Told['of'], node: PeriodVariance): Told => {
    const { overheadId } = node.ref
    const ref = overheadId === undefined ? node.ref : (refsOf.get(overheadId) ?? node.ref)
    return { of, node, ref, key: `${node.name} ${refKey(ref)}` }
  }
  const combine = (told: readonly Told[]): PlanVariance => {
    const [{ node, ref } = tell('actual', EMPTY)] = told
    const below = told.flatMap(({ of, node: { children } }) => children.map((child) => tell(of, child)))
    const children = [...groupBy(below, ['key']).values()]
      .map(combine)
      .filter((child) => child.planned !== 0 || child.actual !== 0 || child.children.length > 0)
      .sort((a, b) => compareRefs(a.ref, b.ref) || (PLACES.get(a.name) ?? 0) - (PLACES.get(b.name) ?? 0))
    const sumOf = (of: Told['of']): number =>
      below.length > 0
        ? sumDecimals(children.map((child) => child[of]))
        : sumDecimals(told.filter((one) => one.of === of).map((one) => one.node.amount))
    const [planned, actual] = [sumOf('planned'), sumOf('actual')]
    const { name, formula, source } = node
    return {
      name,
      ref,
      amount: sumDecimals(children.length > 0 ? children.map(({ amount }) => amount) : [actual, -planned]),
      planned,
      actual,
      ...(formula !== undefined && { formula }),
      ...(source !== undefined && { source }),
      children,
    }
  }
  return combine(trees.map(({ of, tree }) => tell(of, tree)))
}

const EMPTY: PeriodVariance = { name: 'profit', ref: {}, amount: 0, children: [] }
