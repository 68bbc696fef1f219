import { numbers, QUANTITY, record } from '../core/checking/checks.js'
import { createIssueList } from '../core/checking/errors.js'
import { allocateMinor } from '../core/money/allocateMinor.js'
import { fromMinor, type MoneyInput, type MoneyOptions, moneyScale, productToMinor } from '../core/money/money.js'
import { money, MONEY_FIELDS } from '../core/money/moneyChecks.js'

/** A year's amount, how it grows and how a year is spread. */
export interface GrowthPlanInput {
  /** Amount of the year before the first, major units. */
  readonly baseAmount: MoneyInput
  /** Growth of each year over the one before, as 0.08. */
  readonly growthRates: readonly number[]
  /** Relative sizes of the parts of a year, as four quarters. */
  readonly seasonality: readonly number[]
}

/** One year of a growth plan, major units. */
export interface GrowthPlanYear {
  readonly annual: number
  /** Adds to `annual` exactly. */
  readonly parts: readonly number[]
}

/**
 * Grows an amount year by year and spreads each year over its parts to the cent.
 *
 * Growth compounds on the unrounded base; the parts are allocated by largest remainder.
 *
 * @param input - base amount, growth by year, sizes of the parts of a year
 * @param options - currency and rounding
 * @returns one record per growth rate
 * @throws SopError `NOT_FINITE`, `OUT_OF_RANGE` for growth of -100 % or less or a negative size, `EMPTY`
 * @example
 * ```ts
 * import { growthPlan } from 'sop-engine/finance'
 * const plan = growthPlan({ baseAmount: 1000, growthRates: [0.1], seasonality: [1, 1, 1] }, { currency: 'USD' })
 * plan // => [{ annual: 1100, parts: [366.67, 366.67, 366.66] }]
 * ```
 */
export function growthPlan(input: GrowthPlanInput, options: MoneyOptions): GrowthPlanYear[] {
  const issues = createIssueList()
  record<GrowthPlanInput>({
    baseAmount: money({ signed: true }),
    growthRates: numbers({ above: -1 }),
    seasonality: numbers(QUANTITY),
  })(input, '', issues)
  record<MoneyOptions>(MONEY_FIELDS)(options, 'options', issues)
  issues.throwIfAny()
  const scale = moneyScale(options)
  const { baseAmount, growthRates, seasonality } = input
  if (!(seasonality.reduce((a, b) => a + b, 0) > 0)) {
    issues.add(
      'EMPTY',
      'seasonality',
      seasonality,
      'The sizes must have a sum above zero.',
      'Give [1, 1, 1, 1] for even quarters.',
    )
  }
  issues.throwIfAny()
  let factor = 1
  return growthRates.map((rate) => {
    factor *= 1 + rate
    // Fifteen digits: the noise of the last one must not tip a half.
    const annual = productToMinor(Number(factor.toPrecision(15)), baseAmount, scale, 'baseAmount')
    return {
      annual: fromMinor(annual, scale),
      parts: allocateMinor(annual, seasonality).map((part) => fromMinor(part, scale)),
    }
  })
}
