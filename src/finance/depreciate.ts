import { createIssueList } from '../core/errors.js'
import { fromMinor, type MoneyInput, type MoneyOptions, moneyScale } from '../core/money.js'
import { cumulativeCharge } from './assetTimeline.js'
import { createInputChecks } from './inputChecks.js'

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
  const scale = moneyScale(options)
  const issues = createIssueList()
  const checks = createInputChecks(issues, scale)
  const cost = checks.money(asset.cost, 'cost') ?? 0
  const salvage = checks.money(asset.salvageValue ?? 0, 'salvageValue') ?? 0
  if (salvage > cost) {
    issues.add(
      'OUT_OF_RANGE',
      'salvageValue',
      asset.salvageValue,
      'An asset is not worth more at the end than it cost.',
      'Give a value from 0 to the cost.',
    )
  }
  const { lifeMonths } = asset
  if (!Number.isInteger(lifeMonths) || lifeMonths < 1 || lifeMonths > 12_000) {
    issues.add(
      'OUT_OF_RANGE',
      'lifeMonths',
      lifeMonths,
      'A life is a whole number of months from 1 to 12,000.',
      'Write five years as 60.',
    )
  }
  issues.throwIfAny()
  const minor = Array.from({ length: lifeMonths }, (_, k) => cumulativeCharge(cost - salvage, k + 1, lifeMonths, scale))
  const major = (amount: number): number => fromMinor(amount, scale)
  return {
    charges: minor.map((amount, k) => major(amount - (k === 0 ? 0 : (minor[k - 1] as number)))),
    accumulated: minor.map(major),
    bookValues: minor.map((amount) => major(cost - amount)),
  }
}
