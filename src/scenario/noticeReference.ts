import type { ScenarioNoticeCode } from '../core/notices/noticeCodes.js'
import type { NoticeReference } from '../core/notices/notices.js'
import * as rules from './notices.js'

const ITEM = { refs: [{ itemId: 'lamp' }] } as const
const ORDER = { refs: [{ itemId: 'lamp', orderId: 'o1' }] } as const

/** What the reference says of what is taken for granted, or found, when an input is rolled forward, or a plan is held against what happened. */
export const SCENARIO_NOTICES: NoticeReference<ScenarioNoticeCode> = {
  'actuals-silent': [
    {
      rule: rules.actualsSilent,
      cause: 'A plan has sales, purchases, output or usage in a period, and its actuals no row of the kind.',
      example: { path: 'actuals', value: { kind: 'output', periods: ['2027-01'] } },
    },
  ],
  'balance-calculated': [
    {
      rule: rules.balanceCalculated,
      cause:
        'A balance at the close is not given, and what was sold, bought, worked or spent moved it away from what was planned.',
      example: {
        path: 'openingBalances',
        amount: 500,
        unit: 'money',
        value: { account: 'receivables', kinds: ['sales', 'purchases'], taken: 'plan', was: 4_000, is: 4_500 },
      },
    },
  ],
  'balance-not-given': [
    {
      rule: rules.balanceNotGiven,
      cause: 'Neither open items nor a balance at the close are given of accounts that have one.',
      example: { path: 'openingBalances', value: { accounts: ['receivables', 'payables'], taken: 'plan' } },
    },
  ],
  'carried-behind-plan': [
    {
      rule: rules.carriedBehind,
      cause: 'The next plan reaches further than the one before, and fields have values by period.',
      example: { path: 'calendar', value: { fields: ['forecasts.quantities', 'resources.capacityHours'] } },
    },
  ],
  'frozen-without-plan': [
    {
      rule: rules.frozenWithoutPlan,
      cause: 'The policy freezes the first periods, and the plan that says what they hold is not given.',
      example: { path: 'policy.firmPeriods', amount: 1 },
    },
  ],
  'hours-as-planned': [
    {
      rule: rules.hoursAsPlanned,
      cause:
        'Actuals are laid beside a plan, or close its periods, and tell nothing of the hours of resources that are paid in it.',
      example: { path: 'actuals', refs: [{ resourceId: 'bench' }], amount: 1_200, unit: 'money' },
    },
  ],
  'late-work-planned-anew': [
    {
      rule: rules.lateWorkPlannedAnew,
      cause:
        'Supply that is made was fixed for a closed period, the actuals do not show it, and the plan leaves no hours or parts for it.',
      example: { ...ITEM, path: 'sources[].firmSupply', amount: 20, unit: 'units' },
    },
  ],
  'lots-put-together': [
    {
      rule: rules.lotsPutTogether,
      cause: 'Stock before was told by lot, or had a book value of its own.',
      example: { ...ITEM, path: 'stock' },
    },
  ],
  'orders-left-open': [
    {
      rule: rules.ordersLeftOpen,
      cause: 'Orders that had gone out, or were to be delivered, are not done by the close.',
      example: { ...ORDER, path: 'supplyOrders', value: { orders: 'supply' } },
    },
  ],
  'orders-received-early': [
    {
      rule: rules.ordersReceivedEarly,
      cause: 'Purchases or output of the actuals are more than what was to come by the close.',
      example: { ...ORDER, path: 'supplyOrders' },
    },
  ],
  'orders-taken-as-done': [
    {
      rule: rules.ordersTakenAsDone,
      cause: 'Orders of the input are no longer open at the close.',
      example: { ...ORDER, path: 'supplyOrders', value: { orders: 'supply' } },
    },
  ],
  'overhead-as-planned': [
    {
      rule: rules.overheadAsPlanned,
      cause:
        'Actuals are laid beside a plan, or close its periods, and tell nothing of overheads or assets that cost something in it.',
      example: { path: 'actuals', refs: [{ overheadId: 'rent' }, { assetId: 'oven' }] },
    },
  ],
  'refused-not-carried': [
    {
      rule: rules.refusedNotCarried,
      cause:
        'In closed periods the plan served less than was asked for, since a price was below cost, and no actuals say who waits.',
      example: { ...ITEM, path: "stock['lamp'].backlog", amount: 20, unit: 'units' },
    },
  ],
  'sales-without-history': [
    {
      rule: rules.salesWithoutHistory,
      cause: 'Actuals tell of sales that no history takes.',
      example: { ...ITEM, path: 'history' },
    },
  ],
  'stock-beyond-standard': [
    {
      rule: rules.stockBeyondStandard,
      cause:
        'What the books hold in stock changes by more than its units at standard, in a plan that is laid beside actuals.',
      example: { path: 'actuals', amount: -12.5, unit: 'money' },
    },
  ],
  'stock-count-differs': [
    {
      rule: rules.stockCountDiffers,
      cause: 'Stock that was counted is not what was there, with what came and less what went.',
      example: {
        ...ITEM,
        path: "stock['lamp'].onHand",
        amount: -2,
        unit: 'units',
        value: { calculated: 30, counted: 28 },
      },
    },
  ],
  'stock-not-counted': [
    {
      rule: rules.stockNotCounted,
      cause: 'Items have stock or movements, and no count at the close.',
      example: { ...ITEM, path: 'actuals' },
    },
  ],
  'tax-year-as-planned': [
    {
      rule: rules.taxYearAsPlanned,
      cause:
        'Profit before tax is taken from the plan, and the actuals tell of other sales, hours or overheads than it has.',
      example: { path: "taxes['state']", amount: -800, unit: 'money' },
    },
  ],
  'tax-year-unknown': [
    {
      rule: rules.taxYearUnknown,
      cause: 'There is a tax, and neither the plan nor balances of income and expense are given.',
      example: { path: "taxes['tax']" },
    },
  ],
  'variances-not-carried': [
    {
      rule: rules.variancesNotCarried,
      cause:
        'Stock costs more or less than its standard at the close, or a fiscal year goes on in which prices differed from it.',
      example: { path: 'stock[].unitCost', amount: 140.5, unit: 'money', value: { beyondStandard: 120, ofYear: 20.5 } },
    },
  ],
  'waiting-not-told': [
    {
      rule: rules.waitingNotTold,
      cause:
        'Customers waited before the closed periods for more than was sold, or wait by the plan at their end, and the actuals have no row of who waits.',
      example: { ...ITEM, path: "stock['lamp'].backlog", amount: 20, unit: 'units' },
    },
  ],
  'work-in-progress-lost': [
    {
      rule: rules.workInProgressLost,
      cause: 'The plan has work on units that are not complete at the close.',
      example: { ...ITEM, path: "items['lamp']", amount: 0.5, unit: 'units' },
    },
  ],
  'work-left-open': [
    {
      rule: rules.workLeftOpen,
      cause:
        'Orders to make an item went out before the close and are received after it, or were fixed for before it and are late.',
      example: { ...ITEM, path: 'sources[].firmSupply' },
    },
  ],
  'write-down-as-planned': [
    {
      rule: rules.writeDownAsPlanned,
      cause: 'A plan that posts write-downs of stock is laid beside actuals.',
      example: { ...ITEM, path: 'actuals', amount: -200, unit: 'money' },
    },
  ],
}
