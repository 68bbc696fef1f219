import { number, optional, record, throwIfUnreadable } from '../core/checking/checks.js'
import { createIssueList } from '../core/checking/errors.js'
import { fromMinor, type MoneyInput, type MoneyOptions, moneyScale, toMinor } from '../core/money/money.js'
import { money, MONEY_FIELDS } from '../core/money/moneyChecks.js'
import { cumulativeCharge } from './assetTimeline.js'

/** What an asset costs and how long it serves. */
export interface DepreciableAsset {
  readonly cost: MoneyInput
  /** Worth at the end of its life; default 0. */
  readonly salvageValue?: MoneyInput
  readonly lifeMonths: number
}

/** Depreciation month by month over the whole life, major units. */
export interface DepreciationSchedule {
  readonly charges: readonly number[]
  /** Charged to the end of each month. */
  readonly accumulated: readonly number[]
  /** Cost less what was charged. */
  readonly bookValues: readonly number[]
}

/**
 * Depreciates an asset straight-line by months, so that the charges add to cost less salvage value to the cent.
 *
 * Charge of month k = R(base k / life) - R(base (k - 1) / life), base = cost - salvage value: the cumulative amount is
 * rounded, not each month. Source: IAS 16.62 (straight-line method).
 *
 * @param asset - cost, salvage value (major units) and life in months
 * @param options - currency and rounding
 * @returns charge, accumulated depreciation and book value of every month of the life
 * @throws SopError `NOT_FINITE`, `OUT_OF_RANGE` for negative amounts, a salvage value above cost or a life under a month
 * @example
 * ```ts
 * import { depreciate } from 'sop-engine'
 * const schedule = depreciate({ cost: 1000, lifeMonths: 3 }, { currency: 'USD' })
 * schedule.charges // => [333.33, 333.34, 333.33]
 * schedule.bookValues // => [666.67, 333.33, 0]
 * ```
 */
export function depreciate(asset: DepreciableAsset, options: MoneyOptions): DepreciationSchedule {
  const issues = createIssueList()
  record<DepreciableAsset>({
    cost: money(),
    salvageValue: optional(money()),
    lifeMonths: number({ min: 1, max: 12_000, whole: true }),
  })(asset, '', issues)
  record<MoneyOptions>(MONEY_FIELDS)(options, 'options', issues)
  throwIfUnreadable(issues)
  if (Number(asset.salvageValue ?? 0) > Number(asset.cost)) {
    issues.add(
      'OUT_OF_RANGE',
      'salvageValue',
      asset.salvageValue,
      'An asset is not worth more at the end than it cost.',
      'Give a value from 0 to the cost.',
    )
  }
  issues.throwIfAny()
  const scale = moneyScale(options)
  const { lifeMonths } = asset
  const cost = toMinor(asset.cost, scale, 'cost')
  const salvage = toMinor(asset.salvageValue ?? 0, scale, 'salvageValue')
  const minor = Array.from({ length: lifeMonths }, (_, k) => cumulativeCharge(cost - salvage, k + 1, lifeMonths, scale))
  const major = (amount: number): number => fromMinor(amount, scale)
  return {
    charges: minor.map((amount, k) => major(amount - (k === 0 ? 0 : (minor[k - 1] as number)))),
    accumulated: minor.map(major),
    bookValues: minor.map((amount) => major(cost - amount)),
  }
}
