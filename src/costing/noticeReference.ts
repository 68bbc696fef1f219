import type { CostingNoticeCode } from '../core/notices/noticeCodes.js'
import type { NoticeReference } from '../core/notices/notices.js'
import {
  assumedOpeningCost,
  assumedUnitCost,
  assumedUnitCostNotUsed,
  idleCapacity,
  likelyPercent,
  noCost,
} from './notices.js'

const ITEM = { refs: [{ itemId: 'shade' }] } as const

/** What the reference says of the notices of costing. */
export const COSTING_NOTICES: NoticeReference<CostingNoticeCode> = {
  'assumed-opening-cost': [
    {
      rule: assumedOpeningCost,
      cause: 'There is opening stock, and the fixed overhead in a unit of it is not given.',
      example: { value: 4 },
    },
  ],
  'assumed-unit-cost': [
    {
      rule: assumedUnitCost,
      cause: 'An item has no purchase cost, bill or routing, and is costed at the cost assumed for it.',
      example: { ...ITEM, value: 9 },
    },
  ],
  'assumed-unit-cost-not-used': [
    {
      rule: assumedUnitCostNotUsed,
      cause: 'A cost is assumed for an item that has a cost of its own.',
      example: { ...ITEM, value: { assumed: 9, instead: 'purchaseCost' } },
    },
  ],
  'idle-capacity': [
    {
      rule: idleCapacity,
      cause: 'A period produces less than half of the busiest one, and normal capacity is not given.',
      example: { path: 'producedUnits', value: { periodIndexes: [1], normalUnits: 100 } },
    },
  ],
  'likely-percent': [
    {
      rule: likelyPercent,
      cause: 'A rate of one or more stands where a share of a price is usual.',
      example: { ...ITEM, value: 4 },
    },
  ],
  'no-cost': [{ rule: noCost, cause: 'Nothing says what an item costs.', example: ITEM }],
}
