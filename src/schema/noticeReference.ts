import type { SchemaNoticeCode } from '../core/notices/noticeCodes.js'
import type { NoticeReference } from '../core/notices/notices.js'
import * as rules from './notices.js'

const ITEM = { refs: [{ itemId: 'lamp' }] } as const
const ASSET = { refs: [{ assetId: 'oven' }] } as const
const FACILITY = { refs: [{ creditFacilityId: 'bank' }] } as const
const RESOURCE = { refs: [{ resourceId: 'bench' }] } as const

/** What the reference says of what is taken for granted, or found, while the input is read. */
export const SCHEMA_NOTICES: NoticeReference<SchemaNoticeCode> = {
  'actuals-not-planned': [
    {
      rule: rules.actualsNotPlanned,
      cause: 'The input has actuals.',
      example: { path: 'actuals', amount: 12 },
    },
  ],
  'standard-rolled-up': [
    {
      rule: rules.standardRolledUp,
      cause: 'The version of the standards that holds has rows of some items and not of others.',
      example: { ...ITEM, path: 'standards', value: '2027' },
    },
  ],
  'bill-read-on-one-day': [
    {
      rule: rules.billReadOnOneDay,
      cause: 'A bill line begins or ends inside the plan.',
      example: {
        ...ITEM,
        path: "billOfMaterials['lamp', componentId 'shade', firstDate '2027-03-01']",
        value: { componentId: 'shade', readDate: '2027-01-01', firstDate: '2027-03-01', lastDate: null },
      },
      otherExample: {
        ...ITEM,
        path: "billOfMaterials['lamp', componentId 'shade']",
        value: { componentId: 'shade', readDate: '2027-01-01', firstDate: null, lastDate: '2027-02-28' },
      },
    },
  ],
  'asset-function-missing': [
    {
      rule: rules.assetFunctionMissing,
      cause: 'Nothing says what assets are used for.',
      example: { ...ASSET, path: 'assets[].function', value: 'production' },
    },
  ],
  'credit-unlimited': [
    {
      rule: rules.creditUnlimited,
      cause: 'Credit facilities have no limit.',
      example: { ...FACILITY, path: 'creditFacilities[].limit' },
    },
  ],
  'credit-line-missing': [
    { rule: rules.creditLineMissing, cause: 'There is no credit facility.', example: { path: 'creditFacilities' } },
  ],
  'currency-missing': [
    { rule: rules.currencyMissing, cause: 'No currency is given.', example: { path: 'currency', value: 'USD' } },
  ],
  'customer-price-not-planned': [
    {
      rule: rules.customerPriceNotPlanned,
      cause: 'A price is given for a single customer.',
      example: { path: 'prices', refs: [{ itemId: 'lamp', customerId: 'hotel' }] },
    },
  ],
  'promise-not-planned': [
    {
      rule: rules.promiseNotPlanned,
      cause: "A customer's order has a promised date that is not the one for which it was asked for.",
      example: { path: 'customerOrders[].promisedDate', refs: [{ itemId: 'lamp', orderId: '4711' }] },
    },
  ],
  'decimals-by-unit': [
    {
      rule: rules.decimalsByUnit,
      cause: 'The stock unit of items is kg, g, l, m, m2 or m3, and they do not say their decimals.',
      example: { ...ITEM, path: 'items[].quantityDecimals', value: 3 },
    },
  ],
  'few-working-days': [
    {
      rule: rules.fewWorkingDays,
      cause:
        'A period has less than half of the working days that its weeks have without holidays, or none, and the capacityHours of resources are as many as usual.',
      example: {
        ...RESOURCE,
        path: 'resources[].capacityHours',
        periodIds: ['2027-08', '2027-08'],
        value: { periodIds: ['2027-08'], workingDays: [2], usualDays: [22] },
      },
    },
  ],
  'idle-hours-unpaid': [
    {
      rule: rules.idleHoursUnpaid,
      cause: 'Resources have wages, and nothing says whether hours that are not worked are paid.',
      example: { ...RESOURCE, path: 'resources[].paidHours', value: 'worked' },
    },
  ],
  'interest-rate-missing': [
    {
      rule: rules.interestRateMissing,
      cause: 'Credit facilities have no interest rate.',
      example: { ...FACILITY, path: 'creditFacilities[].interestRatePerYear', value: 0 },
    },
  ],
  'inventory-class-by-use': [
    {
      rule: rules.inventoryClassByUse,
      cause: 'Items have no inventory class.',
      example: { ...ITEM, path: 'items[].inventoryClass', value: 'finishedGoods' },
    },
  ],
  'launch-error-default': [
    {
      rule: rules.launchErrorDefault,
      cause: 'There are launches, and nothing says how wrong their forecasts were before.',
      example: { ...ITEM, path: 'forecasting.launchErrorRate', value: 0.5 },
    },
  ],
  'lead-time-missing': [
    {
      rule: rules.leadTimeMissing,
      cause: 'Items that are bought have no lead time.',
      example: { ...ITEM, path: 'items[].leadTimeDays', value: 0 },
    },
  ],
  'lot-size-missing': [
    {
      rule: rules.lotSizeMissing,
      cause: 'Items have set-up hours and no lot size to spread them over.',
      example: { ...ITEM, path: 'items[].lotSize', value: 1 },
    },
  ],
  'opening-balance-by-terms': [
    {
      rule: rules.openingBalanceByTerms,
      cause: 'Receivables or payables from before the plan have no day.',
      example: { path: 'openingBalances[].dueDate', value: { accounts: ['receivables'] } },
    },
  ],
  'opening-balance-missing': [
    {
      rule: rules.openingBalanceMissing,
      cause:
        'Cash, receivables or payables before the plan are not given; or wages where they are paid later, tax where there is one, what is drawn where there is a credit facility.',
      example: { path: 'openingBalances', value: { accounts: ['cash'], taken: 0 } },
    },
  ],
  'overheads-missing': [
    { rule: rules.overheadsMissing, cause: 'No overheads are given.', example: { path: 'overheads', value: 0 } },
  ],
  'overtime-premium-default': [
    {
      rule: rules.overtimePremiumDefault,
      cause: 'Resources can work overtime, and nothing says what an hour of it costs.',
      example: { ...RESOURCE, path: 'resources[].overtimeCostPerHour', value: 1.5 },
    },
  ],
  'paid-at-once': [
    {
      rule: rules.paidAtOnce,
      cause: 'Overheads, or assets bought in the plan, have no payment terms.',
      example: { refs: [{ overheadId: 'rent' }], path: 'overheads[].terms', value: { netDays: 0 } },
    },
  ],
  'pipeline-beside-forecast': [
    {
      rule: rules.pipelineBesideForecast,
      cause: 'Items have opportunities and a history or forecast.',
      example: { ...ITEM, path: 'opportunities' },
    },
  ],
  'pipeline-lead-time-default': [
    {
      rule: rules.pipelineLeadTimeDefault,
      cause: 'There are opportunities, and nothing says how long after closing they are delivered.',
      example: { path: 'forecasting.pipelineLeadTimeDays', value: 0 },
    },
  ],
  'policy-default': [
    {
      rule: rules.policyDefault,
      cause: 'A field of the policy is not given.',
      example: { path: 'policy.serviceLevelShare', value: 0.95 },
      otherExample: { path: 'policy.unmetDemand', value: 'backlog' },
    },
  ],
  'proceeds-missing': [
    {
      rule: rules.proceedsMissing,
      cause: 'Assets are disposed of in the plan, and nothing says what they bring.',
      example: { ...ASSET, path: 'assets[].proceeds', value: 0 },
    },
  ],
  'rate-looks-like-percent': [
    {
      rule: rules.rateLooksLikePercent,
      cause: 'A rate is 1 or more, as percentages are.',
      example: { path: 'policy.holdingCostRatePerYear', value: 20 },
    },
  ],
  'reconciliation-default': [
    {
      rule: rules.reconciliationDefault,
      cause: 'There is a hierarchy, and nothing says how its forecasts are made to add up.',
      example: { path: 'forecasting.reconciliation', value: 'wlsForecast' },
    },
  ],
  'safety-stock-over-maximum': [
    {
      rule: rules.safetyStockOverMaximum,
      cause: 'A safety stock is given that is above the maximum stock of its item in a period.',
      example: { ...ITEM, path: 'stockPolicies[].safetyStock' },
    },
  ],
  'salvage-value-missing': [
    {
      rule: rules.salvageValueMissing,
      cause: 'Nothing says what assets are worth at the end of their life.',
      example: { ...ASSET, path: 'assets[].salvageValue', value: 0 },
    },
  ],
  'source-is-subcontract': [
    {
      rule: rules.sourceIsSubcontract,
      cause: "Items are made and have a purchase cost; that their source is of the kind 'subcontract' is not written.",
      example: { ...ITEM, path: 'items[].source', value: 'subcontract' },
    },
  ],
  'stock-at-standard': [
    {
      rule: rules.stockAtStandard,
      cause: 'Rows of stock have units and no book value.',
      example: { ...ITEM, path: 'stock[].unitCost' },
    },
  ],
  'tax-missing': [{ rule: rules.taxMissing, cause: 'No tax is given.', example: { path: 'taxes', value: 0 } }],
  'tax-terms-missing': [
    {
      rule: rules.taxTermsMissing,
      cause: 'A tax has no payment terms.',
      example: { path: "taxes['tax'].terms", value: { netDays: 0 } },
    },
  ],
  'terms-missing': [
    {
      rule: rules.termsMissing,
      cause: 'Payment terms of customers, suppliers or payroll are not given.',
      example: { path: 'finance', value: { fields: ['customerTerms'], taken: 0 } },
    },
  ],
  'working-hours-default': [
    {
      rule: rules.workingHoursDefault,
      cause:
        'A resource has machines, an efficiency or a calendar, and neither it nor the calendar says the hours of a working day.',
      example: { ...RESOURCE, path: 'resources[].hoursPerWorkingDay', value: 8 },
    },
  ],
  'work-calendar-not-used': [
    {
      rule: rules.workCalendarNotUsed,
      cause: 'A row of workCalendars is the calendarId of no resource.',
      example: { path: 'workCalendars', value: { calendarIds: ['crew'] } },
      otherExample: { path: 'workCalendars', value: { calendarIds: ['crew', 'night'] } },
    },
  ],
  'yield-not-used': [
    {
      rule: rules.yieldNotUsed,
      cause: 'An item that is bought has a yieldShare below 1.',
      example: { ...ITEM, path: 'sources[].yieldShare' },
    },
  ],
  'wages-missing': [
    {
      rule: rules.wagesMissing,
      cause: 'Resources have no cost per hour.',
      example: { ...RESOURCE, path: 'resources[].costPerHour', value: 0 },
    },
  ],
}
