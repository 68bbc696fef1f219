import type { PlanNoticeCode } from '../core/notices/noticeCodes.js'
import type { NoticeReference } from '../core/notices/notices.js'
import * as demand from './demand/notices.js'
import * as rules from './notices.js'
import * as report from './report/notices.js'

const ITEM = { refs: [{ itemId: 'lamp' }] } as const
const SERIES = { refs: [{ itemId: 'lamp', marketId: 'north' }] } as const
const PERIODS = { value: { periods: ['2027-02', '2027-03'] } } as const
const SPAN = { periodIds: ['2027-04', '2027-08'] } as const
const ORDER = { ...ITEM, amount: 40, unit: 'units', value: { dueDate: '2026-12-20' } } as const
const LONG_STOCK = {
  ...ITEM,
  periodIds: ['2027-01', '2027-12'],
  amount: 14,
  unit: 'money',
  moneyAtStake: 14,
  value: { units: [7], money: [14] },
} as const
const MARGIN = {
  ...ITEM,
  periodIds: ['2027-01', '2027-12'],
  amount: 600,
  unit: 'money',
  value: {
    attribute: null,
    attributeValue: null,
    marginShare: 0.05,
    boundShare: 0.1,
    ownExpense: 0,
    priceChangeRate: 0.055556,
    costChangeRate: -0.052632,
    price: 51.73,
    unitCost: 44.1,
    groups: [{ attribute: null, attributeValue: null }],
  },
  victims: [{ ref: { marketId: 'north' }, amount: 400, unit: 'money', moneyAtStake: 400 }],
} as const
/** Of what brings nothing there is no margin, of a group no price, and nothing brings back what costs nothing. */
const ANY_MARGIN = {
  ...MARGIN.value,
  marginShare: null,
  priceChangeRate: null,
  costChangeRate: null,
  price: null,
  unitCost: null,
} as const
/** What is above its ceiling by as much. */
const TOO_MUCH = {
  boundShare: 0.02,
  priceChangeRate: -0.030613,
  costChangeRate: 0.031579,
  price: 47.5,
  unitCost: 48.02,
} as const
const WRITTEN_DOWN = { ...LONG_STOCK, value: { ...LONG_STOCK.value, writeDown: [14], posting: 'told' } } as const
const WRITTEN_OFF = { ...LONG_STOCK, value: { ...LONG_STOCK.value, writeDown: [7], posting: 'posted' } } as const
const MONTHS = { unit: 'month', endDate: '2027-01-01', seasonLength: 12, isByWorkingDays: false } as const

/** What the reference says of the notices of the whole chain. */
export const PLAN_NOTICES: NoticeReference<PlanNoticeCode> = {
  'backlog-market-assumed': [
    {
      rule: rules.backlogMarketAssumed,
      cause: 'Customers wait for an item since before the plan, and it is asked for in several markets.',
      example: { ...SERIES, path: "stock['lamp'].backlog", amount: 6, unit: 'units' },
    },
  ],
  'cash-below-minimum': [
    {
      rule: report.cashBelowMinimum,
      cause: 'Cash ends periods under its minimum.',
      example: {
        ...SPAN,
        amount: 250,
        unit: 'money',
        moneyAtStake: 250,
        value: { cash: -200, worstPeriodId: '2027-05', periods: 4 },
      },
    },
  ],
  'component-safety-stock': [
    {
      rule: rules.componentSafetyStock,
      cause:
        'Components that no customer asks for have an order time of their own, while the demand of the goods they go into may turn out otherwise.',
      example: {
        path: 'stockPolicies[].safetyStock',
        refs: [{ itemId: 'saddle' }],
        amount: 12_400,
        unit: 'money',
        value: { holdingCostPerYear: 2_480 },
      },
    },
  ],
  'dead-stock': [
    {
      rule: report.deadStock,
      cause: 'Stock is left at the end, and the item has neither demand nor use in the whole plan.',
      example: WRITTEN_DOWN,
      otherExample: WRITTEN_OFF,
    },
  ],
  'customer-order-beyond-plan': [
    {
      rule: demand.customerOrderBeyondPlan,
      cause: "A customer's order is asked for after the last period.",
      example: {
        path: "customerOrders['4711']",
        refs: [{ itemId: 'lamp', marketId: 'north', orderId: '4711' }],
        amount: 40,
        unit: 'units',
        value: { requestedDate: '2028-02-01' },
      },
    },
  ],
  'customers-by-share': [
    {
      rule: rules.customersByShare,
      cause: 'Customers whose sales or orders carry their name get a part of what is shipped.',
      example: { refs: [{ customerId: 'hotel' }], path: 'customers' },
    },
  ],
  'order-forecast-assumed': [
    {
      rule: demand.orderForecastAssumed,
      cause:
        "A customer's order is of a market that has no forecast of the item, and the item has one without a market.",
      example: { path: 'customerOrders[].marketId', refs: [{ itemId: 'lamp', marketId: 'north', orderId: '4711' }] },
    },
  ],
  'driver-carried': [
    {
      rule: demand.driverCarried,
      cause: 'A driver has no row for a bucket ahead.',
      example: { refs: [{ itemId: 'lamp' }], value: { driverId: 'price', buckets: 3 } },
      otherExample: { refs: [{ itemId: 'lamp' }], value: { driverId: 'price', buckets: 1 } },
    },
  ],
  'event-uplift-estimated': [
    {
      rule: demand.eventUpliftEstimated,
      cause: 'An event has no uplift of its own, and lies in a history too.',
      example: { ...SERIES, path: 'events', value: { eventId: 'fair', least: 0.2, most: 0.35 } },
      otherExample: { ...SERIES, path: 'events', value: { eventId: 'fair', least: -0.2, most: -0.2 } },
    },
  ],
  'event-not-estimated': [
    {
      rule: demand.eventNotEstimated,
      cause: 'An event has no uplift of its own, and a history tells none.',
      example: { ...SERIES, path: 'events', value: { eventId: 'fair', reason: 'notSeen' } },
      otherExample: { ...SERIES, path: 'events', value: { eventId: 'fair', reason: 'givenForecast' } },
    },
  ],
  'event-longer-than-seen': [
    {
      rule: demand.eventLongerThanSeen,
      cause: 'An event without an uplift of its own is longer in the plan than in the history.',
      example: { ...SERIES, path: 'events', value: { eventId: 'fair' } },
    },
  ],
  'given-errors-independent': [
    {
      rule: demand.givenErrorsIndependent,
      cause: 'A given forecast says how far off it may be.',
      example: { ...SERIES, path: 'forecasts' },
    },
  ],
  'override-error-assumed': [
    {
      rule: demand.overrideErrorAssumed,
      cause: 'An override changes demand whose error is known, and says nothing of its own.',
      example: { ...SERIES, path: 'overrides[].stdDev' },
    },
  ],
  'event-below-zero': [
    {
      rule: demand.eventBelowZero,
      cause: 'Events take more away than is forecast.',
      example: { ...SERIES, ...PERIODS },
    },
  ],
  'event-exceeds-history': [
    {
      rule: demand.eventExceedsHistory,
      cause: 'Events are said to have brought more than was sold.',
      example: { ...SERIES, ...PERIODS },
    },
  ],
  'event-without-effect': [
    {
      rule: demand.eventWithoutEffect,
      cause: 'An event falls on no day of the plan or of a history.',
      example: { path: "events['sale']", value: { eventId: 'sale' } },
    },
  ],
  'excess-stock': [
    {
      rule: report.excessStock,
      cause: 'Opening stock, less safety stock, is not shipped or used within 180 days, but within 365.',
      example: { ...LONG_STOCK, value: { ...LONG_STOCK.value, days: 180 } },
    },
  ],
  'history-gap': [
    {
      rule: demand.historyGap,
      cause: 'A history ends before the plan begins.',
      example: { ...SERIES, value: { days: 31 } },
    },
  ],
  'incomplete-bucket': [
    {
      rule: demand.incompleteBucket,
      cause: 'Transactions fall into a bucket that has not ended.',
      example: { ...ITEM, amount: 40, unit: 'units', value: { transactions: 3, cutDate: '2026-12-15' } },
      otherExample: {
        refs: [{ itemId: 'lamp' }, { itemId: 'shade' }],
        value: { transactions: 5, cutDate: '2026-12-15' },
      },
    },
  ],
  'late-order': [
    {
      rule: report.lateOrder,
      cause: 'An order was due before the plan and before `asOf`, and has not arrived.',
      example: {
        ...ITEM,
        periodIds: ['2027-01', '2027-01'],
        amount: 40,
        unit: 'units',
        moneyAtStake: 260,
        value: { orders: 1, firstDueDate: '2026-12-20' },
      },
    },
  ],
  'late-purchase': [
    {
      rule: report.latePurchase,
      cause:
        'Stock of purchased or subcontracted items is under its safety stock before anything new can arrive, and no customer is late for it.',
      example: {
        ...ITEM,
        periodIds: ['2027-01', '2027-02'],
        amount: 65,
        unit: 'money',
        moneyAtStake: 65,
        value: { units: [10], money: [65], leadTimeDays: [60] },
      },
    },
  ],
  'later-start': [
    {
      rule: demand.laterStart,
      cause: 'A history begins later than another one in the same total.',
      example: SERIES,
    },
  ],
  'launch-beside-forecast': [
    { rule: demand.launchBesideForecast, cause: 'An item has a launch and a forecast.', example: SERIES },
  ],
  'launch-beyond-plan': [
    {
      rule: demand.launchBeyondPlan,
      cause: 'A launch begins after the last period.',
      example: { ...SERIES, value: { start: '2028-03' } },
    },
  ],
  'made-cost-missing': [
    {
      rule: rules.madeCostMissing,
      cause: 'Items are made, and on the day on which bills are read have no bill line, no operation and no cost.',
      example: { ...ITEM, path: 'items[].purchaseCost', value: 0 },
    },
  ],
  'margin-outside-band': [
    {
      rule: report.marginBelowFloor,
      cause:
        'The margin of a product, a customer, a market or a group lies below the floorShare of its margin policy, or it has expense of its own and no revenue.',
      example: { ...MARGIN, moneyAtStake: 600 },
      otherExample: { ...MARGIN, refs: [], moneyAtStake: 600, value: ANY_MARGIN },
    },
    {
      rule: report.marginAboveCeiling,
      cause: 'The margin lies above the ceilingShare of its margin policy.',
      example: { ...MARGIN, value: { ...MARGIN.value, ...TOO_MUCH } },
      otherExample: { ...MARGIN, refs: [], value: ANY_MARGIN },
    },
  ],
  'markets-independent': [
    {
      rule: rules.marketsIndependent,
      cause: 'Items are sold in several markets.',
      example: { ...ITEM, path: 'history' },
    },
  ],
  'no-forecast-error': [
    {
      rule: rules.noForecastError,
      cause: 'Items have demand whose error is not known.',
      example: { ...ITEM, path: 'items[].safetyStock', value: { basis: 'given', taken: 0 } },
    },
  ],
  'not-reconciled': [
    {
      rule: demand.otherBuckets,
      cause: 'Histories of one hierarchy have different buckets.',
      example: { ...SERIES, path: 'hierarchy', value: { own: { ...MONTHS, endDate: '2026-12-01' }, rest: MONTHS } },
    },
    {
      rule: demand.noHistoryToReconcile,
      cause: 'Items of a hierarchy have no history.',
      example: { path: 'hierarchy', value: { nodeIds: ['lamp'] } },
    },
  ],
  'order-beyond-plan': [
    { rule: rules.orderBeyondPlan, cause: 'An order is due after the last period.', example: ORDER },
  ],
  'parts-before-work': [
    {
      rule: report.partsBeforeWork,
      cause:
        'Parts come so late in a period that what is left of it is too short for the lead time, or the work, of what is made of them and received in it.',
      example: {
        ...ITEM,
        ...SPAN,
        amount: 20,
        unit: 'units',
        moneyAtStake: 0,
        value: { units: [20], leadTimeDays: [20], daysTooFew: [10] },
      },
    },
  ],
  'standard-of-first-period': [
    {
      rule: rules.standardOfFirstPeriod,
      cause: 'A purchase cost, a wage or a variable overhead changes within a fiscal year.',
      example: { refs: [{ itemId: 'shade' }], path: 'items[].purchaseCost' },
    },
  ],
  'overhead-rate-derived': [
    {
      rule: rules.overheadRateDerived,
      cause: 'Resources have no rate of fixed overhead, and there is overhead to absorb.',
      example: {
        refs: [{ resourceId: 'bench' }],
        path: 'resources[].fixedOverheadPerHour',
        value: { taken: [12.5, 13], fiscalYears: [2027, 2028] },
      },
    },
  ],
  overload: [
    {
      rule: report.overload,
      cause: 'A resource works overtime.',
      example: {
        ...SPAN,
        refs: [{ resourceId: 'bench' }],
        amount: 136,
        unit: 'hours',
        moneyAtStake: 1224,
        value: { worthOfOneHour: 10.47, worstPeriodId: '2027-06' },
      },
    },
  ],
  'price-missing': [
    {
      rule: rules.priceMissing,
      cause: 'Items with demand have no price.',
      example: { ...ITEM, path: 'items[].price' },
    },
  ],
  'returns-exceed-sales': [
    {
      rule: demand.returnsExceedSales,
      cause: 'More came back in a bucket than was sold.',
      example: { ...SERIES, ...PERIODS, path: 'transactions' },
    },
  ],
  'slow-stock': [
    {
      rule: report.slowStock,
      cause: 'Opening stock, less safety stock, is not shipped or used within `policy.slowStockDays`.',
      example: { ...WRITTEN_DOWN, value: { ...WRITTEN_DOWN.value, days: 365 } },
      otherExample: { ...WRITTEN_OFF, value: { ...WRITTEN_OFF.value, days: 365 } },
    },
  ],
  'stock-above-value': [
    {
      rule: report.stockAboveValue,
      cause:
        'Opening stock that is sold brings less, after the shares of revenue that selling costs, than its book value: units for an order by its price, the rest of an item as one.',
      example: {
        ...LONG_STOCK,
        amount: 2000,
        moneyAtStake: 2000,
        value: { units: [1000], money: [10_000], writeDown: [2000], posting: 'told' },
      },
      otherExample: {
        ...LONG_STOCK,
        amount: 2000,
        moneyAtStake: 2000,
        value: { units: [1000], money: [10_000], writeDown: [2000], posting: 'posted' },
      },
    },
  ],
  'stock-out-without-effect': [
    {
      rule: demand.stockOutWithoutEffect,
      cause: 'A stock-out falls on no day of a history of its item.',
      example: { ...ITEM, path: "stockOuts['lamp', firstDate '2026-08-01']" },
    },
  ],
  'subcontract-cost-missing': [
    {
      rule: rules.subcontractCostMissing,
      cause: 'Items are subcontracted and have no purchase cost.',
      example: { ...ITEM, path: 'items[].purchaseCost', value: 0 },
    },
  ],
  'transactions-end-early': [
    {
      rule: demand.transactionsEndEarly,
      cause: 'The last transaction of any item is a bucket or more before today.',
      example: { path: 'transactions', value: { lastBucket: '2026-10', buckets: 2, cutDate: '2027-01-01' } },
    },
  ],
  'unit-cost-assumed': [
    {
      rule: rules.unitCostAssumed,
      cause: 'A cost is assumed for an item that has none.',
      example: { ...ITEM, path: "assumedUnitCosts['lamp']", value: { taken: 9, reason: null } },
    },
  ],
  'unit-cost-missing': [
    {
      rule: rules.unitCostMissing,
      cause: 'Items that are bought have no cost.',
      example: { ...ITEM, path: 'items[].purchaseCost', value: 0 },
    },
  ],
  'wait-within-period': [
    {
      rule: report.waitWithinPeriod,
      cause: 'Supply comes within a period, and customers ask before for what it serves in that period.',
      example: {
        ...ITEM,
        ...SPAN,
        amount: 20,
        unit: 'units',
        moneyAtStake: 0,
        value: { units: [20], untilDates: ['2027-01-21'] },
      },
    },
  ],
  'working-days-not-used': [
    {
      rule: demand.workingDaysNotUsed,
      cause: 'Working days are to be counted, and the calendar cannot tell those of the history.',
      example: { ...SERIES, value: { reason: 'daily', firstDate: null, endDate: null, bucket: null } },
    },
  ],
}
