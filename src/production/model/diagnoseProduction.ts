import type { RunOptions } from '../../core/running/progress.js'
import { createModelBuilder, type ModelBuilder } from '../../lp/model.js'
import { hasPlan, type LpSolver } from '../../lp/solver.js'
import { solveModel } from '../../lp/solveModel.js'
import type { ProductionModel } from './buildProductionModel.js'
import { demandForm, demandOf } from '../problem/itemForms.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import type { LimitConflict, ProductionDiagnosis } from '../types.js'

/**
 * What easing a limit by one unit is taken to cost when the cheapest repair is sought, in multiples of an hour's wage
 * or of an item's value: stock limits give way first, then hours and supply, then firm orders, and customers last.
 */
const EASING = { maximumStock: 0.5, minimumStock: 1, supply: 1.5, hour: 2, firmSupply: 3, demand: 10 } as const

/** Easings smaller than this are the solver's noise. */
const NOISE = 1e-6

/** Of equal repairs the latest is taken, which leaves the most time for it. */
const EARLIER = 1e-4
const dearer = (t: number, count: number): number => 1 + (EARLIER * (count - 1 - t)) / count

type LimitOf = Pick<LimitConflict, 'limit' | 'itemId' | 'sourceId' | 'resourceId'>

interface Easing {
  readonly of: LimitOf
  readonly t: number
  readonly unit: 'units' | 'hours'
  readonly column: number
  readonly describe: (amount: string) => string
}

/**
 * Finds the cheapest easing of limits that lets an infeasible problem have a plan, by elastic columns beside every limit
 * (elastic programming, Brown & Graves 1975; Chinneck, Feasibility and Infeasibility in Optimization, 2008).
 */
export async function diagnoseProduction(
  problem: PreparedProblem,
  base: ProductionModel,
  options: RunOptions & { readonly solver: LpSolver; readonly timeLimitSeconds?: number; readonly now?: () => number },
): Promise<ProductionDiagnosis> {
  const builder = copyWithoutObjective(base)
  const easings = [
    ...easeHours(builder, problem, base),
    ...problem.itemOrder.flatMap((i) => easeItem(builder, problem, base, i)),
  ]
  const solution = await solveModel(builder.build(), options)
  if (!hasPlan(solution)) return { conflicts: [] }
  const conflicts = easings.flatMap(({ of, t, unit, column, describe }) => {
    const amount = solution.primal[column]
    if (amount <= NOISE) return []
    const rounded = Math.max(NOISE, Math.round(amount * 1e6) / 1e6)
    const periodId = problem.periodIds[t]
    const conflict: LimitConflict = {
      ...of,
      periodId,
      amount: rounded,
      unit,
      message: describe(amountText(rounded, unit)),
    }
    return [{ conflict, t }]
  })
  conflicts.sort((a, b) => a.t - b.t)
  return { conflicts: conflicts.map(({ conflict }) => conflict) }
}

function amountText(amount: number, unit: 'units' | 'hours'): string {
  const digits = amount >= 0.01 ? 100 : 1e6
  const rounded = Math.round(amount * digits) / digits
  return `${rounded} ${rounded === 1 ? unit.slice(0, -1) : unit}`
}

function copyWithoutObjective({ model }: ProductionModel): ModelBuilder {
  const builder = createModelBuilder('maximize')
  for (let j = 0; j < model.columnCount; j += 1) {
    builder.addColumn({ lower: model.columnLower[j], upper: model.columnUpper[j] })
  }
  for (let row = 0; row < model.rowCount; row += 1) {
    builder.addRow({ lower: model.rowLower[row], upper: model.rowUpper[row] })
    for (let k = model.rowStart[row]; k < model.rowStart[row + 1]; k += 1) {
      builder.addTerm(row, model.columnIndex[k], model.coefficient[k])
    }
    const pivot = model.pivotColumn?.[row] ?? -1
    if (pivot >= 0) builder.setPivot(row, pivot)
  }
  return builder
}

function easeHours(builder: ModelBuilder, problem: PreparedProblem, { map }: ProductionModel): Easing[] {
  const { periodCount, periodIds } = problem
  return problem.resourceOrder.flatMap((r) => {
    const { id, wage, overtimeWage, variableOverhead } = problem.resources[r]
    return periodIds.flatMap((period, t): Easing[] => {
      const row = map.hours[r * periodCount + t]
      if (row < 0) return []
      const cost = Math.max(wage[t], overtimeWage[t]) + variableOverhead[t]
      const column = builder.addColumn({ objective: -EASING.hour * (cost > 0 ? cost : 1) * dearer(t, periodCount) })
      builder.addTerm(row, column, -1)
      const describe = (amount: string): string =>
        `${id} needs ${amount} more than its regular and overtime hours in ${period}.`
      return [{ of: { limit: 'capacity', resourceId: id }, t, unit: 'hours', column, describe }]
    })
  })
}

/** Elastic columns for the limits of one item. */
function easeItem(builder: ModelBuilder, problem: PreparedProblem, { map }: ProductionModel, i: number): Easing[] {
  const { periodCount, periodIds } = problem
  const item = problem.items[i]
  const { id } = item
  const cost = problem.costs[0][i]
  const easings: Easing[] = []
  for (let t = 0; t < periodCount; t += 1) {
    const at = i * periodCount + t
    const period = periodIds[t]
    const row = map.balance[at]
    const next = t + 1 < periodCount ? map.balance[at + 1] : -1
    const value = Math.max(item.price[t], cost) || 1
    const ease = (
      limit: LimitConflict['limit'],
      column: { readonly weight: number; readonly upper?: number },
      describe: (amount: string) => string,
    ): number => {
      const { weight, upper } = column
      const index = builder.addColumn({
        objective: -weight * value * dearer(t, periodCount),
        ...(upper !== undefined && { upper }),
      })
      const isSupply = limit === 'supply' || limit === 'firmSupply'
      const of = { limit, itemId: id, ...(isSupply && { sourceId: item.sourceId }) }
      easings.push({ of, t, unit: 'units', column: index, describe })
      return index
    }
    const firm = item.firm[t]
    if (!Number.isNaN(firm)) {
      const more = ease(
        'firmSupply',
        { weight: EASING.firmSupply },
        (n) => `The firm supply of ${id} in ${period} is ${n} too low.`,
      )
      addSupplyTerms(builder, problem, map, { i, t, column: more, sign: 1 })
      if (firm > 0) {
        const less = ease(
          'firmSupply',
          { weight: EASING.firmSupply, upper: firm },
          (n) => `The firm supply of ${id} in ${period} is ${n} too high.`,
        )
        addSupplyTerms(builder, problem, map, { i, t, column: less, sign: -1 })
      }
    } else if (item.supplyUpper[t] < Infinity) {
      const early = t < item.arrivalPeriod
      const rush = ease('supply', { weight: early ? 2 * EASING.supply : EASING.supply }, (n) =>
        early
          ? `${n} more of ${id} would have to arrive in ${period}, before its lead time is over.`
          : `${id} needs ${n} more than its supply limit in ${period}.`,
      )
      addSupplyTerms(builder, problem, map, { i, t, column: rush, sign: 1 })
    }
    const minimum = item.minimumStock[t]
    if (minimum > 0) {
      const under = ease(
        'minimumStock',
        { weight: EASING.minimumStock, upper: minimum },
        (n) => `The stock of ${id} at the close of ${period} is ${n} under its minimum.`,
      )
      builder.addTerm(row, under, -1)
      if (next >= 0) builder.addTerm(next, under, 1)
    }
    if (!item.isService && item.maximumStock[t] < Infinity) {
      const over = ease(
        'maximumStock',
        { weight: EASING.maximumStock },
        (n) => `The stock of ${id} at the close of ${period} is ${n} over its maximum.`,
      )
      builder.addTerm(row, over, 1)
      if (next >= 0) builder.addTerm(next, over, -1)
    }
    if (demandForm(item, problem.isComponent[i] === 1) === 'forced' && demandOf(item, t) > 0) {
      const unmet = ease(
        'demand',
        { weight: EASING.demand, upper: demandOf(item, t) },
        (n) => `${n} of the demand of ${id} in ${period} cannot be met.`,
      )
      builder.addTerm(row, unmet, -1)
    }
  }
  return easings
}

/** The terms of a supply column, for a column that adds to the supply or takes from it. */
function addSupplyTerms(
  builder: ModelBuilder,
  problem: PreparedProblem,
  map: ProductionModel['map'],
  subject: { readonly i: number; readonly t: number; readonly column: number; readonly sign: 1 | -1 },
): void {
  const { structure, loads, resourceOf, periodCount } = problem
  const { i, t, column, sign } = subject
  builder.addTerm(map.balance[i * periodCount + t], column, -sign)
  const progress = map.progress[i * periodCount + t]
  if (progress >= 0) {
    // What it takes is taken by the work on it, in whichever period that is done.
    builder.addTerm(progress, column, sign)
    return
  }
  for (let c = structure.componentStart[i]; c < structure.componentStart[i + 1]; c += 1) {
    const row = map.balance[structure.component[c] * periodCount + t]
    builder.addTerm(row, column, sign * structure.componentQuantity[c])
  }
  for (let o = loads.start[i]; o < loads.start[i + 1]; o += 1) {
    const r = resourceOf[loads.resource[o]]
    builder.addTerm(map.hours[r * periodCount + t], column, sign * loads.hours[o])
  }
}
