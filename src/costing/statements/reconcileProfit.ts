import {
  checkLength,
  number,
  numbers,
  optional,
  perPeriodNumber,
  QUANTITY,
  record,
  throwIfUnreadable,
} from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'

/** What {@link reconcileProfit} needs to know; arrays by period, money in major units. */
export interface ProfitReconciliationInput {
  /** Units in stock at the end of each period. */
  readonly closingUnits: readonly number[]
  /** Units in stock before the first period; default 0. */
  readonly openingUnits?: number
  /** Fixed overhead held in a unit of the closing stock. */
  readonly fixedOverheadPerUnit: number | readonly number[]
  /** Fixed overhead held in a unit of the opening stock; default that of the first period. */
  readonly openingFixedOverheadPerUnit?: number
  /** Profit under variable costing; without it, it is derived. */
  readonly variableProfit?: readonly number[]
  /** Profit under absorption costing; without it, it is derived. */
  readonly absorptionProfit?: readonly number[]
}

/** The way from variable to absorption profit; arrays by period, money in major units. */
export interface ProfitReconciliation {
  readonly variableProfit: readonly number[]
  /** Fixed overhead held in stock before the period. */
  readonly openingFixedOverhead: readonly number[]
  readonly closingFixedOverhead: readonly number[]
  /** Closing less opening. */
  readonly changeInFixedOverhead: readonly number[]
  readonly absorptionProfit: readonly number[]
  /** Absorption profit less variable profit less the change: zero where both profits are right or one was derived. */
  readonly unexplained: readonly number[]
}

/**
 * Reconciles the profits of absorption and of variable costing through the fixed overhead held in stock.
 *
 * absorption profit - variable profit = fixed overhead in closing stock - fixed overhead in opening stock. Source: CIMA
 * Official Terminology, "marginal costing"; Horngren, Cost Accounting, ch. 9. Amounts are not rounded.
 *
 * @param input - stock by period (units), fixed overhead per unit (major units), one of the profits or both
 * @returns arrays by period; the profit that was not given is derived
 * @throws SopError `MISSING_VALUE` without any profit, `MISALIGNED`, `NOT_FINITE`, `OUT_OF_RANGE`
 * @example
 * ```ts
 * import { reconcileProfit } from 'sop-engine'
 * reconcileProfit({ closingUnits: [400], fixedOverheadPerUnit: 15, variableProfit: [11_050] }).absorptionProfit // => [17050]
 * ```
 */
export function reconcileProfit(input: ProfitReconciliationInput): ProfitReconciliation {
  const issues = createIssueList()
  record<ProfitReconciliationInput>({
    closingUnits: numbers(QUANTITY),
    openingUnits: optional(number(QUANTITY)),
    fixedOverheadPerUnit: perPeriodNumber(QUANTITY),
    openingFixedOverheadPerUnit: optional(number(QUANTITY)),
    variableProfit: optional(numbers()),
    absorptionProfit: optional(numbers()),
  })(input, '', issues)
  throwIfUnreadable(issues)
  const { closingUnits, openingUnits = 0, fixedOverheadPerUnit, variableProfit, absorptionProfit } = input
  for (const field of ['fixedOverheadPerUnit', 'variableProfit', 'absorptionProfit'] as const) {
    checkLength(input[field], field, closingUnits.length, 'periods', issues)
  }
  const rates =
    typeof fixedOverheadPerUnit === 'number' ? closingUnits.map(() => fixedOverheadPerUnit) : fixedOverheadPerUnit
  const openingRate = input.openingFixedOverheadPerUnit ?? rates[0] ?? 0
  if (variableProfit === undefined && absorptionProfit === undefined) {
    issues.add(
      'MISSING_VALUE',
      'variableProfit',
      undefined,
      'There is no profit to reconcile.',
      'Give variableProfit, absorptionProfit or both.',
    )
  }
  issues.throwIfAny()

  const closing = closingUnits.map((units, t) => units * (rates[t] as number))
  const opening = closing.map((_, t) => (t === 0 ? openingUnits * openingRate : (closing[t - 1] as number)))
  const change = closing.map((amount, t) => amount - (opening[t] as number))
  const variable =
    variableProfit ?? (absorptionProfit as readonly number[]).map((profit, t) => profit - (change[t] as number))
  const absorption = absorptionProfit ?? variable.map((profit, t) => profit + (change[t] as number))
  const isDerived = variableProfit === undefined || absorptionProfit === undefined
  return {
    variableProfit: [...variable],
    openingFixedOverhead: opening,
    closingFixedOverhead: closing,
    changeInFixedOverhead: change,
    absorptionProfit: [...absorption],
    unexplained: change.map((amount, t) =>
      isDerived ? 0 : (absorption[t] as number) - (variable[t] as number) - amount,
    ),
  }
}
