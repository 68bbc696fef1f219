import type { NoticeRule, ValueRule } from '../core/notices/notices.js'
import { refName } from '../core/notices/noticeTexts.js'

export const unitCostMissing: NoticeRule = {
  code: 'unit-cost-missing',
  kind: 'assumption',
  severity: 'look',
  message: () => 'Purchased items without a cost are planned as if they were free.',
  remedy: 'Give these items their purchase cost, or an assumed one in assumedUnitCosts.',
}

export const madeCostMissing: NoticeRule = {
  code: 'made-cost-missing',
  kind: 'assumption',
  severity: 'look',
  message: () => 'Items that are made without a bill, an operation or a cost are planned as if they came from nothing.',
  remedy: 'Give these items their bill and routing, or an assumed cost in assumedUnitCosts.',
}

export const subcontractCostMissing: NoticeRule = {
  code: 'subcontract-cost-missing',
  kind: 'assumption',
  severity: 'look',
  message: () => 'Subcontracted items without a purchase cost are planned as if the work outside were free.',
  remedy: 'Give these items their purchase cost, 0 where that is meant.',
}

export const unitCostAssumed: ValueRule<{ readonly taken: number; readonly reason: string | null }> = {
  code: 'unit-cost-assumed',
  kind: 'assumption',
  severity: 'look',
  message: ({ refs, value: { taken, reason } }) => {
    const fact = `One unit of '${refName(refs[0])}' is taken to cost ${taken}`
    return reason === null ? `${fact}.` : `${fact}: ${reason}`
  },
  remedy: 'Give the item its purchase cost.',
}

export const overheadRateDerived: ValueRule<{
  readonly taken: readonly number[]
  readonly fiscalYears: readonly number[]
}> = {
  code: 'overhead-rate-derived',
  kind: 'assumption',
  severity: 'info',
  message: ({ value: { taken, fiscalYears } }) =>
    `An hour absorbs this much fixed overhead: ${taken.map((rate, n) => `${rate} in fiscal year ${fiscalYears[n]}`).join(', ')}; production overheads and depreciation of the year over all of its regular hours.`,
  remedy: 'Give these resources their fixedOverheadPerHour.',
}

export const standardOfFirstPeriod: NoticeRule = {
  code: 'standard-of-first-period',
  kind: 'assumption',
  severity: 'look',
  message: () =>
    'Standard cost is that of the first period of a fiscal year: these cost something else within one, which is paid and is a variance there. Only a purchase price that moves by more than policy.restandardRate sets standards anew.',
  remedy:
    'Read the variances of the later periods with that in mind, or give the standards that are to hold (standards, policy.restandardRate).',
}

export const priceMissing: NoticeRule = {
  code: 'price-missing',
  kind: 'assumption',
  severity: 'act',
  message: () =>
    'Items without a price earn nothing; so that they are still delivered, the optimizer values a unit at twice its standard cost (at 1 where it has none).',
  remedy: 'Give these items, or their markets, a price.',
}

export const marketsIndependent: NoticeRule = {
  code: 'markets-independent',
  kind: 'assumption',
  severity: 'info',
  message: () => 'Forecast errors of different markets are taken as independent of each other.',
  remedy: 'Give these items their safety stock where their markets rise and fall together.',
}

export const backlogMarketAssumed: NoticeRule<{ readonly amount: number }> = {
  code: 'backlog-market-assumed',
  kind: 'assumption',
  severity: 'look',
  message: ({ refs, amount }) => {
    const { itemId, marketId } = refs[0] ?? {}
    const whose = marketId === undefined ? 'of customers outside of all markets' : `of the market '${marketId}'`
    return `The ${amount} '${itemId}' that were late before the plan are taken as orders ${whose}, at its price.`
  },
  remedy: 'Leave the backlog out, and add these units to the demand of their market in the first period.',
}

export const noForecastError: ValueRule<{ readonly basis: 'given' | 'decided'; readonly taken: number }> = {
  code: 'no-forecast-error',
  kind: 'assumption',
  severity: 'look',
  message: ({ value }) =>
    value.basis === 'given'
      ? 'A given forecast has no known error: these items get no safety stock for it.'
      : 'Demand that only views and overrides speak of has no known error: these items get no safety stock for it.',
  remedy: 'Give these items their safety stock, or a history to forecast from.',
}

export const componentSafetyStock: NoticeRule<{
  readonly amount: number
  readonly value: { readonly holdingCostPerYear: number }
}> = {
  code: 'component-safety-stock',
  kind: 'assumption',
  severity: 'info',
  message: ({ refs, amount, value }) =>
    `Components get safety stock for the time of their own orders, on top of that of the goods they go into (${refs.length} of them): ${amount} at standard cost on average, ${value.holdingCostPerYear} a year to hold.`,
  remedy: 'Give components a safety stock or a service level of their own in stockPolicies.',
}

export const orderBeyondPlan: NoticeRule<{ readonly amount: number; readonly value: { readonly dueDate: string } }> = {
  code: 'order-beyond-plan',
  kind: 'warning',
  severity: 'info',
  message: ({ refs, amount, value }) =>
    `The order of ${amount} '${refs[0]?.itemId}' is due on ${value.dueDate}, after the plan: it is left out.`,
}

export const customersByShare: NoticeRule = {
  code: 'customers-by-share',
  kind: 'assumption',
  severity: 'info',
  message: () =>
    'These customers are put down for a share of what is sold: what they took in the year before the plan and have ordered, over what all did, of each item in its market.',
  remedy: 'Make a market of each customer that is to have a forecast and prices of its own.',
}
