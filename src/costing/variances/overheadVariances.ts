import { number, optional, POSITIVE, QUANTITY, record } from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'

const quantity = number(QUANTITY)

/** Hours and cost of an overhead that follows them. */
export interface VariableOverheadInput {
  /** Hours that the output should have taken. */
  readonly standardHours: number
  /** Hours worked. */
  readonly actualHours: number
  /** Standard cost of one hour. */
  readonly costPerHour: number
  /** What was spent. */
  readonly amount: number
}

/** Variances of a variable overhead; positive is favorable. Major units of money. */
export interface VariableOverheadVariances {
  readonly spending: number
  readonly efficiency: number
  readonly total: number
}

/**
 * Spending and efficiency variances of an overhead that follows hours.
 *
 * spending = hours worked x standard rate - amount; efficiency = (standard hours of the output - hours worked) x
 * standard rate. Source: CIMA Official Terminology, "variable production overhead expenditure / efficiency variance";
 * Horngren, Cost Accounting, ch. 8. Not rounded.
 *
 * @param input - hours, cost of an hour and amount, major units
 * @returns both variances and their sum
 * @throws SopError `MISSING_VALUE`, `OUT_OF_RANGE`, `NOT_FINITE`
 * @example
 * ```ts
 * import { variableOverheadVariances } from 'sop-engine/costing'
 * variableOverheadVariances({ standardHours: 4000, actualHours: 4500, costPerHour: 30, amount: 130_500 }) // => {
 * //   spending: 4500, efficiency: -15000, total: -10500
 * // }
 * ```
 */
export function variableOverheadVariances(input: VariableOverheadInput): VariableOverheadVariances {
  const issues = createIssueList()
  record<VariableOverheadInput>({
    standardHours: quantity,
    actualHours: quantity,
    costPerHour: quantity,
    amount: number(),
  })(input, '', issues)
  issues.throwIfAny()
  const { standardHours, actualHours, costPerHour, amount } = input
  const spending = actualHours * costPerHour - amount
  const efficiency = (standardHours - actualHours) * costPerHour
  return { spending, efficiency, total: spending + efficiency }
}

/** Budget, hours and cost of an overhead that does not follow them. */
export interface FixedOverheadInput {
  readonly budgetAmount: number
  /** Hours (or units) of the capacity that the rate is made for. */
  readonly budgetHours: number
  /** Hours (or units) that the output should have taken. */
  readonly standardHours: number
  /** Hours worked; without them volume is not cut into capacity and efficiency. */
  readonly actualHours?: number
  /** What was spent; without it there is no spending variance. */
  readonly amount?: number
}

/** Variances of a fixed overhead under absorption costing; positive is favorable. Major units of money. */
export interface FixedOverheadVariances {
  /** Absorbed by one hour: budgeted amount over budgeted hours. */
  readonly costPerHour: number
  /** Absorbed by the output. */
  readonly absorbed: number
  /** Null where the amount is not given. */
  readonly spending: number | null
  readonly volume: number
  /** Null where the hours worked are not given. */
  readonly capacity: number | null
  readonly efficiency: number | null
  /** Spending and volume: over-absorbed where positive; null without the amount. */
  readonly total: number | null
}

/**
 * Spending, volume, capacity and efficiency variances of a fixed overhead.
 *
 * rate = budgeted amount / budgeted hours; spending = budget - amount; volume = (standard hours of the output -
 * budgeted hours) x rate = capacity, (hours worked - budgeted hours) x rate, + efficiency, (standard hours - hours
 * worked) x rate. Source: CIMA Official Terminology, "fixed production overhead ... variance"; Horngren, Cost
 * Accounting, ch. 8 (production-volume variance). Under variable costing only spending is one. Not rounded.
 *
 * @param input - budget, hours and amount, major units
 * @returns the rate, what was absorbed, and the variances
 * @throws SopError `MISSING_VALUE`, `NOT_FINITE`, `OUT_OF_RANGE`, as for a capacity of no hours
 * @example
 * ```ts
 * import { fixedOverheadVariances } from 'sop-engine/costing'
 * const result = fixedOverheadVariances({
 *   budgetAmount: 276_000,
 *   budgetHours: 4800,
 *   standardHours: 4000,
 *   amount: 285_000,
 * })
 * result.spending // => -9000
 * result.volume // => -46000
 * ```
 */
export function fixedOverheadVariances(input: FixedOverheadInput): FixedOverheadVariances {
  const issues = createIssueList()
  record<FixedOverheadInput>({
    budgetAmount: quantity,
    budgetHours: number(POSITIVE),
    standardHours: quantity,
    actualHours: optional(quantity),
    amount: optional(number()),
  })(input, '', issues)
  issues.throwIfAny()
  const { budgetAmount, budgetHours, standardHours, actualHours, amount } = input
  const costPerHour = budgetAmount / budgetHours
  const spending = amount === undefined ? null : budgetAmount - amount
  const volume = (standardHours - budgetHours) * costPerHour
  return {
    costPerHour,
    absorbed: standardHours * costPerHour,
    spending,
    volume,
    capacity: actualHours === undefined ? null : (actualHours - budgetHours) * costPerHour,
    efficiency: actualHours === undefined ? null : (standardHours - actualHours) * costPerHour,
    total: spending === null ? null : spending + volume,
  }
}
