import type { ProductionNoticeCode } from '../core/notices/noticeCodes.js'
import type { NoticeReference } from '../core/notices/notices.js'
import * as causes from './causes/notices.js'
import {
  billNotUsed,
  defaultDecimals,
  defaultOvertimeCost,
  defaultPenalty,
  defaultSource,
  demandOffGrid,
  firmOverSupplyLimit,
  madeOverPeriods,
  noPurchaseCost,
  notProvenBest,
  overtimeBelowWage,
  risingPricesUndecided,
  safetyStockFirst,
  unitNotFinished,
  wholeUnitsCost,
} from './notices.js'

const ITEM = { refs: [{ itemId: 'lamp' }] } as const
const RESOURCE = { refs: [{ resourceId: 'bench' }] } as const
const HOLDS_BACK = {
  ...ITEM,
  periodIds: ['2027-02', '2027-04'],
  amount: 60,
  unit: 'units',
  moneyAtStake: 2940,
  victims: [{ ref: { itemId: 'lamp' }, amount: 60, unit: 'units', moneyAtStake: 2940 }],
} as const
const FULL = { periods: 2, worth: 155.75, worstPeriodId: '2027-04', overtimeHours: 16 } as const

/** What the reference says of the notices of the optimizer. */
const AT_A_LOSS = {
  ...ITEM,
  periodIds: ['2027-02', '2027-04'],
  amount: 30,
  unit: 'units',
  moneyAtStake: 120,
} as const

export const PRODUCTION_NOTICES: NoticeReference<ProductionNoticeCode> = {
  'below-cost': [
    {
      rule: causes.belowCost,
      cause: 'Customers are late or not served because one more unit costs more than they pay.',
      example: { ...HOLDS_BACK, value: { price: 49, cost: 52, payingPrice: 52 } },
      otherExample: { ...HOLDS_BACK, value: { price: 49, cost: 52, payingPrice: null } },
    },
  ],
  'bill-not-used': [
    { rule: billNotUsed, cause: 'An item that is bought has a bill line or an operation.', example: ITEM },
  ],
  'default-decimals': [
    {
      rule: defaultDecimals,
      cause: 'The unit of an item is kg, g, l, m, m2 or m3, and it does not say its decimals.',
      example: { ...ITEM, value: 3 },
    },
  ],
  'default-overtime-cost': [
    {
      rule: defaultOvertimeCost,
      cause: 'A resource has overtime hours and wages, and no cost of an overtime hour.',
      example: { ...RESOURCE, value: { timesWage: 1.5 } },
    },
  ],
  'default-penalty': [
    {
      rule: defaultPenalty,
      cause: 'The optimizer must weigh a late unit, a lost sale or missing safety stock, and no cost of it is given.',
      example: { ...ITEM, value: { of: 'late', valueShare: 0.05 } },
    },
  ],
  'default-source': [
    {
      rule: defaultSource,
      cause: 'Nothing says where an item comes from, and it has neither a bill nor a routing.',
      example: ITEM,
    },
  ],
  'demand-off-grid': [
    {
      rule: demandOffGrid,
      cause: 'Demand is given in fractions of the smallest quantity in which the item is counted.',
      example: { ...ITEM, value: { step: 1 } },
    },
  ],
  'firm-over-supply-limit': [
    {
      rule: firmOverSupplyLimit,
      cause: 'What is firmly ordered in a period is more than the limit of the supply.',
      example: ITEM,
    },
  ],
  'firm-supply': [
    {
      rule: causes.firmSupply,
      cause:
        'Customers are late or not served because the supply of an item is fixed: by `firmSupply` or a firm period.',
      example: HOLDS_BACK,
    },
  ],
  'full-resource': [
    {
      rule: causes.fullResourceLate,
      cause: 'Customers are late or not served because the hours of a resource do not do for one more unit.',
      example: { ...HOLDS_BACK, ...RESOURCE, value: FULL },
      otherExample: {
        ...HOLDS_BACK,
        refs: [{ resourceId: 'bench' }, { itemId: 'shade' }, { resourceId: 'lathe' }],
        value: { ...FULL, worth: 0, worthTogether: 155.75, togetherPeriodId: '2027-04', shorter: 1 },
      },
    },
    {
      rule: causes.fullResourceDear,
      cause:
        'Customers are late or not served because the regular hours of a resource do not do, and one of overtime costs more than it brings.',
      example: { ...HOLDS_BACK, ...RESOURCE, value: { ...FULL, dearHours: 40 } },
      otherExample: {
        ...HOLDS_BACK,
        ...RESOURCE,
        value: { ...FULL, dearHours: 40, payingItemId: 'lamp', payingPrice: 52 },
      },
    },
    {
      rule: causes.fullResourceInTime,
      cause: 'Hours of a resource are full without overtime, one more is worth something, and nobody is late for them.',
      example: { ...RESOURCE, periodIds: ['2027-02', '2027-04'], moneyAtStake: 300, value: FULL },
    },
  ],
  'late-is-cheaper': [
    {
      rule: causes.lateIsCheaper,
      cause: 'Customers wait because a unit in time costs more than a later one and its lateness.',
      example: HOLDS_BACK,
    },
    {
      rule: causes.leftOver,
      cause:
        'Customers wait for what is on order, because what would be supplied sooner would be left at the end of the plan, and costs more than their waiting.',
      example: { ...HOLDS_BACK, value: { arrivalPeriodId: '2027-04' } },
    },
  ],
  'lead-time': [
    {
      rule: causes.leadTime,
      cause: 'Customers are late or not served because nothing new of an item can arrive within its lead time.',
      example: { ...HOLDS_BACK, value: { leadTimeDays: 49, arrivalDate: '2027-02-19' } },
      otherExample: { ...HOLDS_BACK, value: { leadTimeDays: 4_000_000, arrivalDate: null } },
    },
  ],
  'lead-time-beyond-plan': [
    {
      rule: causes.leadTimeBeyondPlan,
      cause: 'Items that are asked for, or go into one that is, have a lead time as long as the plan or longer.',
      example: { ...ITEM, value: { leadTimeDays: [120], planDays: 90, leastDays: 121 } },
    },
  ],
  'made-over-periods': [
    {
      rule: madeOverPeriods,
      cause: 'One unit of an item takes more hours of a resource than a usual period has.',
      example: {
        refs: [{ itemId: 'ship' }, { resourceId: 'dock' }],
        amount: 200,
        unit: 'hours',
        periodIds: ['2027-01', '2027-01'],
        value: { step: 1, offeredHours: 160 },
      },
    },
  ],
  'maximum-stock': [
    {
      rule: causes.maximumStock,
      cause:
        'Customers are late or not served because no more of an item may lie there before they ask, when it could still be made or bought.',
      example: { ...HOLDS_BACK, value: { periods: 2, worth: 12.5, worstPeriodId: '2027-04' } },
      otherExample: {
        ...HOLDS_BACK,
        refs: [...ITEM.refs, ...RESOURCE.refs],
        value: { periods: 2, worth: 12.5, worstPeriodId: '2027-04', limits: 1 },
      },
    },
  ],
  'no-purchase-cost': [
    { rule: noPurchaseCost, cause: 'An item that is bought has no purchase cost, or one of 0.', example: ITEM },
  ],
  'not-proven-best': [
    { rule: notProvenBest, cause: 'A time limit was given, and it ended the search for the best plan.', example: {} },
  ],
  'orders-below-cost': [
    {
      rule: causes.ordersBelowCost,
      cause:
        'Orders that are booked, or late before the plan, pay less than the plan would save without them, and are served by rule.',
      example: { ...AT_A_LOSS, value: { price: 8, cost: 12, payingPrice: 12 } },
      otherExample: { ...AT_A_LOSS, value: { price: 8, cost: 12, payingPrice: null } },
    },
  ],
  'overtime-below-wage': [
    { rule: overtimeBelowWage, cause: 'An hour of overtime costs less than a regular hour.', example: RESOURCE },
  ],
  'rising-prices-undecided': [
    {
      rule: risingPricesUndecided,
      cause:
        'Newer orders pay more than older ones, in so many queues that share hours or parts that the search ended before it knew the best choice, by more than 1 % of revenue.',
      example: {
        refs: [{ itemId: 'lamp' }],
        amount: 1200,
        unit: 'money',
        moneyAtStake: 1200,
        value: { shareOfRevenue: 0.024 },
      },
    },
  ],
  'safety-stock-first': [
    {
      rule: safetyStockFirst,
      cause:
        'A penalty of missing safety stock was given, of which a unit of stock may be worth more than what the customer loses who waits for it.',
      example: { ...ITEM, periodIds: ['2027-01', '2027-01'], amount: 40, value: 12.5 },
    },
  ],
  'safety-stock-missing': [
    {
      rule: causes.safetyStockMissing,
      cause:
        'At closes at which no customer of the item waits, safety stock is missing; one for each thing that keeps one more unit from being there.',
      example: {
        refs: [{ resourceId: 'bench' }, { itemId: 'chair' }],
        periodIds: ['2027-03', '2027-06'],
        amount: 20,
        unit: 'units',
        value: { heldBy: 'resource', units: [20] },
      },
      otherExample: {
        refs: [{ itemId: 'chair' }],
        periodIds: ['2027-03', '2027-06'],
        amount: 20,
        unit: 'units',
        value: { heldBy: 'cost', units: [20] },
      },
    },
  ],
  'stock-kept': [
    {
      rule: causes.stockKept,
      cause: 'Customers wait although there is stock, because it is said to be worth more where it lies.',
      example: HOLDS_BACK,
    },
  ],
  'supply-limit': [
    {
      rule: causes.supplyLimit,
      cause: 'Customers are late or not served because the supply of an item is at its limit.',
      example: { ...HOLDS_BACK, value: { periods: 2, worth: 12.5, worstPeriodId: '2027-04' } },
    },
  ],
  'unit-not-finished': [
    {
      rule: unitNotFinished,
      cause: 'Of an item that is made over several periods the plan before rounding makes part of a unit more.',
      example: { refs: [{ itemId: 'ship' }], amount: 0.4, unit: 'units' },
    },
  ],
  'whole-units-cost': [
    {
      rule: wholeUnitsCost,
      cause: 'A plan in whole units earns less than the optimum in fractions, by more than 1 % of revenue.',
      example: {
        refs: [{ resourceId: 'bench' }],
        periodIds: ['2027-02', '2027-05'],
        amount: 2412.5,
        unit: 'money',
        moneyAtStake: 2412.5,
        value: { shareOfRevenue: 0.0187 },
      },
      otherExample: { amount: 2412.5, unit: 'money', moneyAtStake: 2412.5, value: { shareOfRevenue: 0.0187 } },
    },
  ],
  'whole-units-late': [
    {
      rule: causes.wholeUnitsLate,
      cause: 'Customers are late or not served, and no limit is in the way but that what is left makes no whole unit.',
      example: { ...HOLDS_BACK, refs: [] },
    },
  ],
}
