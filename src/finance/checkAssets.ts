import { checkUniqueIds } from '../core/checking/checks.js'
import type { IssueList } from '../core/checking/errors.js'
import { type MoneyScale, toMinor } from '../core/money/money.js'
import { firstDay } from './assetTimeline.js'
import type { FixedAsset } from './types.js'

/** Adds every mistake in a list of fixed assets that is not one of a single field. */
export function checkAssets(assets: readonly FixedAsset[], scale: MoneyScale, issues: IssueList): void {
  checkUniqueIds(
    assets.map(({ id }) => id),
    (i) => `assets[${i}].id`,
    issues,
  )
  assets.forEach((asset, i) => {
    const at = `assets[${i}]`
    const cost = toMinor(asset.cost, scale, `${at}.cost`)
    if (toMinor(asset.salvageValue ?? 0, scale, `${at}.salvageValue`) > cost) {
      issues.add(
        'OUT_OF_RANGE',
        `${at}.salvageValue`,
        asset.salvageValue,
        'An asset is not worth more at the end than it cost.',
        'Give a value from 0 to the cost.',
      )
    }
    const disposed = asset.disposedDate === undefined ? undefined : firstDay(asset.disposedDate)
    if (disposed !== undefined && disposed < (firstDay(asset.acquiredDate) as string)) {
      issues.add(
        'PERIODS_OUT_OF_ORDER',
        `${at}.disposedDate`,
        asset.disposedDate,
        'The asset goes before it comes.',
        'Give a month or day that is not before acquiredDate.',
      )
    }
    if (asset.proceeds !== undefined && asset.disposedDate === undefined) {
      issues.add(
        'CONFLICT',
        `${at}.proceeds`,
        asset.proceeds,
        'The asset has proceeds but is never disposed of.',
        'Give disposedDate as well, or leave proceeds out.',
      )
    }
  })
}
