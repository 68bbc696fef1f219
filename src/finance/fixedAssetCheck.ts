import { type Check, list, number, oneOf, optional, record, refuse, text } from '../core/checking/checks.js'
import { money } from '../core/money/moneyChecks.js'
import { paymentTerms } from '../core/time/terms.js'
import { firstDay } from './assetTimeline.js'
import type { FixedAsset } from './types.js'

const monthOrDay: Check = (value, path, issues) => {
  if (firstDay(value) !== undefined) return true
  const code = value === undefined ? 'MISSING_VALUE' : 'INVALID_DATE'
  return refuse(issues, code, path, value, "a month or day that exists, written 'YYYY-MM' or 'YYYY-MM-DD'")
}

/** Fixed assets, field by field; {@link checkAssets} looks at what depends on what. */
export const fixedAssets: Check = (value, path, issues) =>
  list(
    record<FixedAsset>({
      id: text,
      cost: money(),
      salvageValue: optional(money()),
      lifeMonths: number({ min: 1, whole: true }),
      acquiredDate: monthOrDay,
      disposedDate: optional(monthOrDay),
      proceeds: optional(money()),
      function: optional(oneOf('production', 'selling', 'administration')),
      terms: optional(paymentTerms),
    }),
  )(value, path, issues)
