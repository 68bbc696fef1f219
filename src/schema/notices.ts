import type { NoticeRule, ValueRule } from '../core/notices/notices.js'
import { refName } from '../core/notices/noticeTexts.js'

/** What a field of the policy means where it is left out, by its name. */
const POLICY: Readonly<Record<string, (value: number | string) => string>> = {
  serviceLevelShare: (value) => `Safety stock is worked out for a cycle service level of ${value}.`,
  reviewDays: (value) => `Safety stock bridges the lead time and ${value} days between two plans.`,
  holdingCostRatePerYear: (value) =>
    `Holding stock is taken to cost ${value} of its standard cost a year; it decides, and is not posted.`,
  unmetDemand: (value) =>
    value === 'backlog' ? 'Demand that is not met in its period waits.' : `Demand that is not met is ${value}.`,
  backlogCostRatePerYear: (value) =>
    `Late delivery is taken to cost ${value} of the price a year; it decides, and is not posted.`,
  standardVersion: (value) => `The standards of version ${value} hold.`,
  safetyStockPenaltyRatePerYear: (value) =>
    `Stock under its safety stock is taken to cost ${value} of its standard cost a year, which the service level implies; it is planned after all that customers get. It decides, and is not posted.`,
}

export const policyDefault: NoticeRule<{ readonly path: string; readonly value: number | string }> = {
  code: 'policy-default',
  kind: 'assumption',
  severity: 'info',
  message: ({ path, value }) => {
    const field = path.slice(path.indexOf('.') + 1)
    return POLICY[field]?.(value) ?? `The policy's ${field} is taken as ${value}.`
  },
  remedy: 'Give the field of the policy that `path` names.',
}

export const currencyMissing: ValueRule<string> = {
  code: 'currency-missing',
  kind: 'assumption',
  severity: 'info',
  message: ({ value }) => (value === 'USD' ? 'Money is in US dollars.' : `Money is in ${value}.`),
  remedy: 'Give the currency, as an ISO code.',
}

export const lotSizeMissing: NoticeRule = {
  code: 'lot-size-missing',
  kind: 'assumption',
  severity: 'look',
  message: () => 'Items with set-up hours and no lot size are set up for every single unit.',
  remedy: 'Give these items their lot size.',
}

export const decimalsByUnit: ValueRule<number> = {
  code: 'decimals-by-unit',
  kind: 'assumption',
  severity: 'info',
  message: ({ value }) => `Items that are weighed or measured are counted with ${value} decimals.`,
  remedy: 'Give these items their quantityDecimals; 0 counts whole units.',
}

export const leadTimeMissing: NoticeRule = {
  code: 'lead-time-missing',
  kind: 'assumption',
  severity: 'look',
  message: () => 'Purchased items without a lead time arrive in the period in which they are ordered.',
  remedy: 'Give these items the days from order to receipt.',
}

export const wagesMissing: NoticeRule = {
  code: 'wages-missing',
  kind: 'assumption',
  severity: 'look',
  message: () => 'An hour of these resources costs nothing.',
  remedy: 'Give these resources their cost per hour, 0 where that is meant.',
}

export const workingHoursDefault: ValueRule<number> = {
  code: 'working-hours-default',
  kind: 'assumption',
  severity: 'look',
  message: ({ value }) => `These resources work ${value} hours on a working day.`,
  remedy: 'Give these resources their hoursPerWorkingDay, or their work calendar its hoursPerDay.',
}

export const fewWorkingDays: ValueRule<{
  readonly periodIds: readonly string[]
  readonly workingDays: readonly number[]
  readonly usualDays: readonly number[]
}> = {
  code: 'few-working-days',
  kind: 'warning',
  severity: 'look',
  message: ({ value: { periodIds, workingDays, usualDays } }) => {
    const named = periodIds
      .slice(0, 3)
      .map((id, n) => `${id} (${usualDays[n] === 0 ? 'no' : `${workingDays[n]} of ${usualDays[n]}`} working days)`)
    const all = periodIds.length > 3 ? [...named, `${periodIds.length - 3} more periods`] : named
    const list = all.length === 1 ? all[0] : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
    return `The capacityHours of these resources do not follow working days: they are as many as usual in ${list}.`
  },
  remedy:
    'Give these resources hoursPerWorkingDay instead of capacityHours, or the hours of these periods in an array.',
}

export const workCalendarNotUsed: ValueRule<{ readonly calendarIds: readonly string[] }> = {
  code: 'work-calendar-not-used',
  kind: 'warning',
  severity: 'look',
  message: ({ value: { calendarIds } }) => {
    const named = calendarIds.slice(0, 3).map((id) => `'${id}'`)
    const all = calendarIds.length > 3 ? [...named, `${calendarIds.length - 3} more`] : named
    const list = all.length === 1 ? all[0] : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
    return `No resource names ${all.length === 1 ? 'the work calendar' : 'the work calendars'} ${list}: what stands there changes nothing.`
  },
  remedy:
    "Give the resources that work by such a calendar its id as their calendarId; the plan's own days stand in `calendar`.",
}

export const safetyStockOverMaximum: NoticeRule = {
  code: 'safety-stock-over-maximum',
  kind: 'warning',
  severity: 'look',
  message: () => 'The safety stock of these items is above their maximum stock: the maximum is kept.',
  remedy: 'Lower the safety stock of these items, or raise their maximum.',
}

export const yieldNotUsed: NoticeRule = {
  code: 'yield-not-used',
  kind: 'warning',
  severity: 'act',
  message: () =>
    'The yield of these items is not used, because they are bought: as many are ordered and paid as good ones are needed.',
  remedy:
    'Make a bill of one line: the item is made, with its yield, of an item that is bought. As many more are then ordered, paid and counted in its cost.',
}

export const idleHoursUnpaid: ValueRule<string> = {
  code: 'idle-hours-unpaid',
  kind: 'assumption',
  severity: 'look',
  message: () => 'Wages of these resources are paid for hours worked: an idle hour costs nothing.',
  remedy: "Give these resources paidHours 'capacity' where people are paid all the same, 'worked' where not.",
}

export const overtimePremiumDefault: ValueRule<number> = {
  code: 'overtime-premium-default',
  kind: 'assumption',
  severity: 'info',
  message: ({ value }) => `Overtime is paid ${value} times the regular wage.`,
  remedy: 'Give these resources their overtime cost per hour.',
}

export const openingBalanceMissing: ValueRule<{ readonly accounts: readonly string[]; readonly taken: number }> = {
  code: 'opening-balance-missing',
  kind: 'assumption',
  severity: 'look',
  message: () => 'Opening balances that are not given are zero.',
  remedy: 'Give the balances of the last day before the plan.',
}

export const openingBalanceByTerms: ValueRule<{ readonly accounts: readonly string[] }> = {
  code: 'opening-balance-by-terms',
  kind: 'assumption',
  severity: 'look',
  message: () =>
    'Opening balances without a day are collected and paid evenly over the days of the terms of their market or supplier, else of finance.',
  remedy: 'Give these balances their dueDate, a row for each day.',
}

export const termsMissing: ValueRule<{ readonly fields: readonly string[]; readonly taken: number }> = {
  code: 'terms-missing',
  kind: 'assumption',
  severity: 'look',
  message: () => 'Without payment terms an invoice is paid in its period.',
  remedy: 'Give the terms of customers, suppliers and payroll.',
}

export const paidAtOnce: NoticeRule = {
  code: 'paid-at-once',
  kind: 'assumption',
  severity: 'look',
  message: () => 'These rows have no payment terms: they are paid in their period.',
  remedy: 'Give these rows their terms; netDays 0 says that they are paid at once.',
}

export const taxTermsMissing: NoticeRule = {
  code: 'tax-terms-missing',
  kind: 'assumption',
  severity: 'look',
  message: () => 'Tax is paid in the period that it is charged for.',
  remedy: 'Give the tax its terms; netDays 0 says that it is paid at once.',
}

export const salvageValueMissing: ValueRule<number> = {
  code: 'salvage-value-missing',
  kind: 'assumption',
  severity: 'info',
  message: () => 'These assets are depreciated to nothing.',
  remedy: 'Give these assets their salvageValue, 0 where that is meant.',
}

export const assetFunctionMissing: ValueRule<string> = {
  code: 'asset-function-missing',
  kind: 'assumption',
  severity: 'look',
  message: ({ value }) => `The function of these assets is taken as ${value}: their depreciation is a cost of sales.`,
  remedy: 'Give these assets their function.',
}

export const proceedsMissing: ValueRule<number> = {
  code: 'proceeds-missing',
  kind: 'assumption',
  severity: 'look',
  message: () => 'Nothing is received for these assets when they are disposed of.',
  remedy: 'Give these assets their proceeds, 0 where that is meant.',
}

export const interestRateMissing: ValueRule<number> = {
  code: 'interest-rate-missing',
  kind: 'assumption',
  severity: 'look',
  message: () => 'What is drawn on these credit facilities bears no interest.',
  remedy: 'Give these credit facilities their interestRatePerYear, 0 where that is meant.',
}

export const creditUnlimited: NoticeRule = {
  code: 'credit-unlimited',
  kind: 'assumption',
  severity: 'look',
  message: () => 'As much is drawn on these credit facilities as is needed: they have no limit.',
  remedy: 'Give these credit facilities their limit.',
}

export const stockAtStandard: NoticeRule = {
  code: 'stock-at-standard',
  kind: 'assumption',
  severity: 'info',
  message: () => 'Opening stock without a book value of its own is worth its standard cost.',
  remedy: 'Give these rows of stock their unitCost.',
}

export const overheadsMissing: NoticeRule = {
  code: 'overheads-missing',
  kind: 'assumption',
  severity: 'look',
  message: () => 'There are no overheads.',
  remedy: 'Give rent, salaries and other costs that do not follow from hours; an empty list says that there are none.',
}

export const taxMissing: NoticeRule = {
  code: 'tax-missing',
  kind: 'assumption',
  severity: 'info',
  message: () => 'Profit is not taxed.',
  remedy: 'Give the rate of the tax on profit.',
}

export const creditLineMissing: NoticeRule = {
  code: 'credit-line-missing',
  kind: 'assumption',
  severity: 'info',
  message: () => 'Nothing is borrowed: cash may fall below its minimum, which is then an exception.',
  remedy: 'Give the credit line with its interest rate and limit.',
}

export const rateLooksLikePercent: ValueRule<number> = {
  code: 'rate-looks-like-percent',
  kind: 'warning',
  severity: 'act',
  message: ({ value }) => `A rate of ${value} is ${value * 100} %. If ${value} % was meant, write ${value / 100}.`,
  remedy: 'Write rates as ratios: 0.15 for 15 %.',
}

export const reconciliationDefault: ValueRule<string> = {
  code: 'reconciliation-default',
  kind: 'assumption',
  severity: 'info',
  message: () =>
    'Forecasts of items and totals are made to add up by least squares, each weighted by the number of series in it.',
  remedy: 'Choose forecasting.reconciliation; none leaves the forecasts as they are.',
}

export const launchErrorDefault: ValueRule<number> = {
  code: 'launch-error-default',
  kind: 'assumption',
  severity: 'look',
  message: ({ value }) =>
    value === 0.5
      ? 'The demand of a launch is taken to have a standard deviation of half of it, the same way in all periods.'
      : `The demand of a launch is taken to have a standard deviation of ${value} of it, the same way in all periods.`,
  remedy: 'Give forecasting.launchErrorRate as launches went before.',
}

export const pipelineLeadTimeDefault: ValueRule<number> = {
  code: 'pipeline-lead-time-default',
  kind: 'assumption',
  severity: 'info',
  message: () => 'The demand of an opportunity falls on the day on which it is expected to close.',
  remedy: 'Give forecasting.pipelineLeadTimeDays.',
}

export const pipelineBesideForecast: NoticeRule = {
  code: 'pipeline-beside-forecast',
  kind: 'assumption',
  severity: 'look',
  message: () =>
    'Opportunities are added to the forecast of their items: they are taken to lie beyond the usual business.',
  remedy: 'List only opportunities that the history does not lead to expect.',
}

export const sourceIsSubcontract: NoticeRule = {
  code: 'source-is-subcontract',
  kind: 'assumption',
  severity: 'look',
  message: () =>
    'Items with a purchase cost that are made are subcontracted: the cost is paid for each unit on top of their own bill and routing.',
  remedy:
    "Leave the purchaseCost out where nobody outside is paid; write the kind 'subcontract', or 'buy' where they are bought whole.",
}

export const inventoryClassByUse: ValueRule<string> = {
  code: 'inventory-class-by-use',
  kind: 'assumption',
  severity: 'info',
  message: ({ value }) => `By their use the stock of these items is of the class ${value}.`,
  remedy: 'Give these items their inventoryClass.',
}

export const customerPriceNotPlanned: NoticeRule = {
  code: 'customer-price-not-planned',
  kind: 'assumption',
  severity: 'look',
  message: () => 'Customers are planned with their market: prices of their own are kept, and not planned with.',
  remedy: 'Give the market a price that holds on average over its customers.',
}

export const promiseNotPlanned: NoticeRule = {
  code: 'promise-not-planned',
  kind: 'assumption',
  severity: 'info',
  message: () =>
    'Orders are planned for the day for which they were asked for: a day that was promised is kept, and not planned with.',
  remedy: 'Where the customer agreed to the promised day, give it as the requestedDate.',
}

export const billReadOnOneDay: ValueRule<{
  readonly componentId: string
  readonly readDate: string
  readonly firstDate: string | null
  readonly lastDate: string | null
}> = {
  code: 'bill-read-on-one-day',
  kind: 'warning',
  severity: 'look',
  message: ({ refs, value: { componentId, readDate, firstDate, lastDate } }) => {
    const from = firstDate === null ? '' : ` from ${firstDate}`
    const to = lastDate === null ? '' : ` to ${lastDate}`
    const isUsed = (firstDate ?? '') <= readDate && (lastDate === null || readDate <= lastDate)
    return `'${refName(refs[0])}' takes '${componentId}'${from}${to}; its bill is read on ${readDate} for the whole plan, so this line is used ${isUsed ? 'in all of it' : 'in none of it'}.`
  },
  remedy: 'Plan the time before and after the change apart, or write the line as it holds for most of the plan.',
}

export const actualsNotPlanned: NoticeRule<{ readonly amount: number }> = {
  code: 'actuals-not-planned',
  kind: 'assumption',
  severity: 'info',
  message: ({ amount }) => `${amount} rows of actuals are checked and kept: the plan makes nothing of them.`,
  remedy: 'Give the plan to varianceAnalysis for what became of it, and to rollForward for the next one.',
}

export const standardRolledUp: ValueRule<string> = {
  code: 'standard-rolled-up',
  kind: 'assumption',
  severity: 'look',
  message: ({ value }) => `Version ${value} of the standards has no row of these items: their standard is rolled up.`,
  remedy: 'Give these items standards of this version.',
}
