import { list, number, oneOf, QUANTITY, record, throwIfUnreadable } from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import { lineThrough } from './lineThrough.js'

/** Cost at a level of activity. */
export interface CostObservation {
  /** Units, hours or another driver. */
  readonly volume: number
  /** Major units of money. */
  readonly cost: number
}

/** A cost as a line: fixed + variable x volume. */
export interface CostBehavior {
  /** May be below zero: then the line does not hold down to no activity. */
  readonly fixedCost: number
  readonly variableCostPerUnit: number
  /** How well a line tells the cost; null by two points alone. */
  readonly statistics: {
    readonly count: number
    /** Share of the variation that the line explains; null where the cost does not vary. */
    readonly rSquared: number | null
    /** Standard error of the estimate; null of fewer than three observations. */
    readonly standardError: number | null
    readonly variableCostError: number | null
    readonly fixedCostError: number | null
    /** Variable cost over its standard error; null where that is 0 or not known. */
    readonly tValue: number | null
  } | null
}

/**
 * Parts a mixed cost into fixed and variable: by its highest and lowest volume, or by regression.
 *
 * High-low: variable = (cost at the highest - cost at the lowest volume) / (highest - lowest). Regression: least
 * squares, R2 = 1 - residual / total squares, standard error with n - 2 degrees of freedom, t = slope / its error. Of
 * several observations at the highest (lowest) volume their mean cost counts. Source: Horngren, Cost Accounting, ch. 10
 * and its appendix. Not rounded.
 *
 * @param observations - volume and cost (major units); at least two volumes
 * @param options - the method; default `regression`
 * @returns fixed cost, variable cost of one unit, and what a regression says of them
 * @throws SopError `EMPTY` for fewer than two observations, `CONFLICT` where all have one volume, `OUT_OF_RANGE`,
 * `NOT_FINITE`
 * @example
 * ```ts
 * import { costBehavior } from 'sop-engine/costing'
 * const observations = [
 *   { volume: 10, cost: 150 },
 *   { volume: 30, cost: 240 },
 *   { volume: 40, cost: 300 },
 * ]
 * const { fixedCost, variableCostPerUnit } = costBehavior(observations, { method: 'highLow' })
 * variableCostPerUnit // => 5
 * fixedCost // => 100
 * ```
 */
export function costBehavior(
  observations: readonly CostObservation[],
  options: { readonly method?: 'highLow' | 'regression' } = {},
): CostBehavior {
  const issues = createIssueList()
  list(record<CostObservation>({ volume: number(QUANTITY), cost: number(QUANTITY) }), { least: 2 })(
    observations,
    'observations',
    issues,
  )
  record<{ method?: 'highLow' | 'regression' }>({
    method: (value, path, into) => value === undefined || oneOf('highLow', 'regression')(value, path, into),
  })(options, 'options', issues)
  throwIfUnreadable(issues)
  issues.throwIfAny()
  const volumes = observations.map(({ volume }) => volume)
  const [low, high] = [Math.min(...volumes), Math.max(...volumes)]
  if (low === high) {
    const message = 'All observations have one volume: nothing tells fixed from variable cost.'
    issues.add('CONFLICT', 'observations', low, message, 'Give observations at two volumes or more.')
  }
  issues.throwIfAny()
  if (options.method !== 'highLow') return regress(observations)
  const meanAt = (volume: number): number => {
    const costs = observations.filter((one) => one.volume === volume).map(({ cost }) => cost)
    return costs.reduce((sum, cost) => sum + cost, 0) / costs.length
  }
  const variableCostPerUnit = (meanAt(high) - meanAt(low)) / (high - low)
  return { fixedCost: meanAt(high) - variableCostPerUnit * high, variableCostPerUnit, statistics: null }
}

function regress(observations: readonly CostObservation[]): CostBehavior {
  const count = observations.length
  const line = lineThrough(observations.map((one) => [one.volume, one.cost]))
  const { slope, level: fixedCost, squares } = line
  const variation = observations.reduce((sum, one) => sum + (one.cost - line.meanY) ** 2, 0)
  const residual = observations.reduce((sum, one) => sum + (one.cost - fixedCost - slope * one.volume) ** 2, 0)
  const standardError = count > 2 ? Math.sqrt(residual / (count - 2)) : null
  const variableCostError = standardError === null ? null : standardError / Math.sqrt(squares)
  return {
    fixedCost,
    variableCostPerUnit: slope,
    statistics: {
      count,
      rSquared: variation > 0 ? Math.max(0, 1 - residual / variation) : null,
      standardError,
      variableCostError,
      fixedCostError: standardError === null ? null : standardError * Math.sqrt(1 / count + line.meanX ** 2 / squares),
      tValue: variableCostError ? slope / variableCostError : null,
    },
  }
}
