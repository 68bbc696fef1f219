import { firstDay } from './assetTimeline.js'
import type { InputChecks } from './inputChecks.js'
import type { FixedAsset } from './types.js'

const FUNCTIONS: readonly unknown[] = ['production', 'selling', 'administration']

/** Adds a problem where a value is no function of a cost. */
export function checkCostFunction(value: unknown, path: string, checks: InputChecks): void {
  if (FUNCTIONS.includes(value)) return
  checks.issues.add(
    'OUT_OF_RANGE',
    path,
    value,
    'There is no such function of a cost.',
    "Use 'production', 'selling' or 'administration'.",
  )
}

/** Adds every mistake in a list of fixed assets. */
export function checkAssets(assets: readonly FixedAsset[], path: string, checks: InputChecks): void {
  const { issues } = checks
  const seen = new Set<string>()
  assets.forEach((asset, i) => {
    const at = `${path}[${i}]`
    checks.id(asset.id, `${at}.id`, seen)
    const cost = checks.money(asset.cost, `${at}.cost`)
    const salvage = checks.money(asset.salvageValue ?? 0, `${at}.salvageValue`)
    if (cost !== undefined && salvage !== undefined && salvage > cost) {
      issues.add(
        'OUT_OF_RANGE',
        `${at}.salvageValue`,
        asset.salvageValue,
        'An asset is not worth more at the end than it cost.',
        'Give a value from 0 to the cost.',
      )
    }
    if (!Number.isInteger(asset.lifeMonths) || asset.lifeMonths < 1) {
      issues.add(
        'OUT_OF_RANGE',
        `${at}.lifeMonths`,
        asset.lifeMonths,
        'A life is a whole number of months, 1 or more.',
        'Write five years as 60.',
      )
    }
    const day = (text: unknown, field: string): string | undefined => {
      const first = firstDay(text)
      if (first === undefined) {
        issues.add(
          'INVALID_DATE',
          `${at}.${field}`,
          text,
          'This month or day does not exist.',
          "Write it as 'YYYY-MM' or 'YYYY-MM-DD'.",
        )
      }
      return first
    }
    const acquired = day(asset.acquiredDate, 'acquiredDate')
    if (asset.disposedDate !== undefined) {
      const disposed = day(asset.disposedDate, 'disposedDate')
      if (acquired !== undefined && disposed !== undefined && disposed < acquired) {
        issues.add(
          'PERIODS_OUT_OF_ORDER',
          `${at}.disposedDate`,
          asset.disposedDate,
          'The asset goes before it comes.',
          'Give a month or day that is not before acquiredDate.',
        )
      }
    }
    if (asset.proceeds !== undefined) {
      checks.money(asset.proceeds, `${at}.proceeds`)
      if (asset.disposedDate === undefined) {
        issues.add(
          'CONFLICT',
          `${at}.proceeds`,
          asset.proceeds,
          'The asset has proceeds but is never disposed of.',
          'Give disposedDate as well, or leave proceeds out.',
        )
      }
    }
    if (asset.function !== undefined) checkCostFunction(asset.function, `${at}.function`, checks)
    checks.terms(asset.terms, `${at}.terms`)
  })
}
