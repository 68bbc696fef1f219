import type { InventoryNoticeCode } from '../core/notices/noticeCodes.js'
import type { NoticeReference } from '../core/notices/notices.js'
import { beyondDistribution, negativeSafetyStock, noUncertainty, quantileUnknown } from './notices.js'

/** What the reference says of the notices of inventory. */
export const INVENTORY_NOTICES: NoticeReference<InventoryNoticeCode> = {
  'beyond-distribution': [
    {
      rule: beyondDistribution,
      cause: 'Lead time and review period together are longer than the demand that is forecast.',
      example: { value: { intervalDays: 120, horizonDays: 91 } },
    },
  ],
  'negative-safety-stock': [
    {
      rule: negativeSafetyStock,
      cause: 'A service target is so low that less than the expected demand meets it.',
      example: {},
    },
  ],
  'no-uncertainty': [
    { rule: noUncertainty, cause: 'Neither demand nor lead time has a standard deviation.', example: {} },
  ],
  'quantile-unknown': [
    {
      rule: quantileUnknown,
      cause: 'Demand is not normal, and its distribution lists no quantiles near the service level asked for.',
      example: { value: 0.995 },
    },
  ],
}
