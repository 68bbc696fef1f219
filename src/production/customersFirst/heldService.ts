import { boundOpen } from './boundOpen.js'
import { mostSavedByUnit } from './mostSaved.js'
import { orderedParts } from './orderedParts.js'
import { BELOW_CUSTOMERS } from './stockTarget.js'
import type { ProductionModel } from '../model/buildProductionModel.js'
import { wholeUnitsAbove } from '../problem/grid.js'
import { demandOf } from '../problem/itemForms.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import type { RawPlan } from '../model/rawPlan.js'
import type { WholePlan } from '../wholeUnits/wholePlan.js'

/**
 * The problem with what the plan in fractions gives customers, so that on the way to whole units none of them
 * gives up a unit for a safety stock, and none goes away so that others wait less. Up to a unit more may be open than in fractions;
 * what is open beyond that weighs more than all that safety stocks can save with it (`weighStock`), and, where it is
 * lost, all that being late can (`lateBesideLost`).
 */
export function holdService(problem: PreparedProblem, raw: RawPlan): PreparedProblem {
  const { items, periodCount, customersFirst } = problem
  if (!customersFirst) return problem
  const late = lateBesideLost(problem)
  if (late === undefined && items.every(({ besideStock }) => besideStock === undefined)) return problem
  const open = new Float64Array(items.length * periodCount)
  const cost = new Float64Array(items.length * periodCount)
  items.forEach((item, i) => {
    for (let t = 0; t < periodCount; t += 1) {
      const at = i * periodCount + t
      const left = item.unmetDemand === 'lost' ? demandOf(item, t) - raw.ship[at] : raw.backlog[at]
      open[at] = Math.max(0, wholeUnitsAbove(left, item.scale))
      cost[at] = (item.besideStock?.heldCost[t] ?? 0) + (late?.[i][t] ?? 0)
    }
  })
  return { ...problem, held: { open, cost } }
}

/**
 * More than all that could be less late with what a unit takes that would go away, to the end of the plan: by item and period, 0 for
 * items that wait. Undefined where nobody waits beside who goes away.
 */
function lateBesideLost(problem: PreparedProblem): readonly (readonly number[])[] | undefined {
  const { items, periodCount } = problem
  const isBeside = orderedParts(problem).withLost(() => true)
  if (!isBeside.includes(1)) return undefined
  const saved = items.map(({ unmetDemand, backlogCost, atGivenRates }, i) => {
    if (isBeside[i] === 0 || unmetDemand !== 'backlog') return undefined
    const sums = new Float64Array(periodCount)
    let sum = 0
    for (let t = periodCount - 1; t >= 0; t -= 1) {
      sum += (atGivenRates?.backlogCost ?? backlogCost)[t]
      sums[t] = sum
    }
    return sums
  })
  return mostSavedByUnit(problem, saved).map((own, i) =>
    own.map((money) => (isBeside[i] === 1 && items[i].unmetDemand === 'lost' ? money / BELOW_CUSTOMERS : 0)),
  )
}

/** What units weigh that are open beyond what is held, in money. */
export function costBeyondHeld(
  { held, items, periodCount }: PreparedProblem,
  plan: Pick<WholePlan, 'backlog' | 'lost'>,
): number {
  if (held === undefined) return 0
  let sum = 0
  items.forEach((item, i) => {
    const open = item.unmetDemand === 'lost' ? plan.lost : plan.backlog
    for (let at = i * periodCount; at < (i + 1) * periodCount; at += 1)
      sum += (held.cost[at] * Math.max(0, open[at] - held.open[at])) / item.scale
  })
  return sum
}

/** A model with bounds at what is held. */
export function keepHeld({ held, items }: PreparedProblem, production: ProductionModel): ProductionModel {
  if (held === undefined) return production
  const { open, cost } = held
  return boundOpen(production, items, (i, at) => (cost[at] === 0 ? undefined : open[at] / items[i].scale))
}
