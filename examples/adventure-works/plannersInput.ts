/*
 * INVENTED, unlike data/: what people in sales and planning could know on the first day of the plan. The extract holds
 * nothing of the kind; each of these three rows shows one table of plan() at work on the bicycles that earn most. Empty
 * the arrays, and the plan follows from the extract and assumptions.ts alone.
 */

import type { DemandView, ItemOpportunity, ItemOverride } from 'sop-engine'

/** An order that may come: a rental company asks for a fleet. Owner: sales, Europe. */
export const OPPORTUNITIES: readonly ItemOpportunity[] = [
  {
    id: 'rental fleet',
    itemId: 'BK-M68B-42',
    marketId: 'europe',
    quantity: 60,
    closeDate: '2017-09-15',
    probability: 0.5,
  },
]

/** What sales expects of the summer, because a magazine has tested this bicycle. Owner: sales, North America. */
export const VIEWS: readonly DemandView[] = [
  {
    contributor: 'sales',
    itemId: 'BK-M68S-38',
    marketId: 'north-america',
    quantities: [34, 34, 30, ...new Array<null>(17).fill(null)],
  },
]

/** A planner's change of the forecast. The reason is true: it stands in sales.csv. */
export const OVERRIDES: readonly ItemOverride[] = [
  {
    id: 'small silver, Europe',
    itemId: 'BK-M68S-38',
    marketId: 'europe',
    periodIds: ['2017-07', '2017-08', '2017-09', '2017-10', '2017-11', '2017-12'],
    changeRate: -0.3,
    reason: 'two strong months are no level: it never sold more than 13 a month before May',
    owner: 'demand planning',
    expiryDate: '2017-12-31',
  },
]
