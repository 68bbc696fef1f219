import { list, optional, record } from '../core/checking/checks.js'
import { createIssueList } from '../core/checking/errors.js'
import { fromMinor, type MoneyInput, type MoneyOptions, moneyScale, sumMinor, toMinor } from '../core/money/money.js'
import { money, MONEY_FIELDS } from '../core/money/moneyChecks.js'

/** One period's profit and changes, major units; what brings cash in is positive. */
export interface IndirectCashFlowInput {
  readonly netIncome: MoneyInput
  /** Charged against profit; default 0. */
  readonly depreciation?: MoneyInput
  /** Other cost (positive) or income (negative) that moved no cash, as a loss on a disposal; default 0. */
  readonly otherNonCash?: MoneyInput
  /** Effects on cash of changes in working capital: more receivables are negative, more payables positive. */
  readonly workingCapital?: readonly MoneyInput[]
  readonly investing?: readonly MoneyInput[]
  readonly financing?: readonly MoneyInput[]
}

/** Subtotals of a cash flow statement, major units. */
export interface CashFlowTotals {
  readonly operating: number
  readonly investing: number
  readonly financing: number
  readonly netChange: number
}

/**
 * Cash flow of one period by the indirect method, for figures that do not come from a ledger.
 *
 * Operating = net income + depreciation + other non-cash items + changes of working capital. Source: IAS 7.18(b), 7.20.
 *
 * @param input - net income and the changes of the period, major units
 * @param options - currency and rounding
 * @returns operating, investing and financing cash flow and their sum
 * @throws SopError `NOT_FINITE` for every amount that is none, `UNKNOWN_ID` for the currency
 * @example
 * ```ts
 * import { indirectCashFlow } from 'sop-engine/finance'
 * const totals = indirectCashFlow(
 *   { netIncome: 2000, depreciation: 1000, workingCapital: [-300, 250], investing: [-1200], financing: [400] },
 *   { currency: 'USD' },
 * )
 * totals // => { operating: 2950, investing: -1200, financing: 400, netChange: 2150 }
 * ```
 */
export function indirectCashFlow(input: IndirectCashFlowInput, options: MoneyOptions): CashFlowTotals {
  const issues = createIssueList()
  const amount = money({ signed: true })
  const amounts = optional(list(amount))
  record<IndirectCashFlowInput>({
    netIncome: amount,
    depreciation: optional(amount),
    otherNonCash: optional(amount),
    workingCapital: amounts,
    investing: amounts,
    financing: amounts,
  })(input, '', issues)
  record<MoneyOptions>(MONEY_FIELDS)(options, 'options', issues)
  issues.throwIfAny()
  const scale = moneyScale(options)
  const read = (value: MoneyInput, path: string): number => toMinor(value, scale, path)
  const sum = (field: 'workingCapital' | 'investing' | 'financing'): number =>
    sumMinor((input[field] ?? []).map((part, i) => read(part, `${field}[${i}]`)))
  const operating = sumMinor([
    read(input.netIncome, 'netIncome'),
    read(input.depreciation ?? 0, 'depreciation'),
    read(input.otherNonCash ?? 0, 'otherNonCash'),
    sum('workingCapital'),
  ])
  const investing = sum('investing')
  const financing = sum('financing')
  return {
    operating: fromMinor(operating, scale),
    investing: fromMinor(investing, scale),
    financing: fromMinor(financing, scale),
    netChange: fromMinor(sumMinor([operating, investing, financing]), scale),
  }
}
