import type { NoticeRule, ValueRule } from '../core/notices/notices.js'
import { groupedNumber, quoteAll, refName, shortNumber } from '../core/notices/noticeTexts.js'

export const billNotUsed: NoticeRule = {
  code: 'bill-not-used',
  kind: 'warning',
  severity: 'look',
  message: ({ refs }) => `Item '${refName(refs[0])}' is bought: its bill and routing are not used.`,
  remedy: "Take its bill and routing out, or write its source: 'make' or 'subcontract'.",
}

export const defaultOvertimeCost: ValueRule<{ readonly timesWage: number }> = {
  code: 'default-overtime-cost',
  kind: 'warning',
  severity: 'info',
  message: ({ refs, value }) =>
    `Overtime on ${refName(refs[0])} is taken at ${value.timesWage} times the regular wage.`,
  remedy: 'Give the resource its overtimeCostPerHour.',
}

export const defaultDecimals: ValueRule<number> = {
  code: 'default-decimals',
  kind: 'warning',
  severity: 'info',
  message: ({ refs, value }) => `${refName(refs[0])} is weighed or measured: it is counted with ${value} decimals.`,
  remedy: 'Give the item its quantityDecimals; 0 counts whole units.',
}

const PENALTIES = {
  late: ['late', 'of its value per month'],
  lost: ['lost', 'of its value beyond the margin, and 5 % of what losing it costs per month to the end of the plan'],
  underSafetyStock: [
    'under its safety stock',
    'of its value per month above the holding cost, or as much less that no customer waits for it',
  ],
} as const

export const defaultPenalty: ValueRule<{ readonly of: keyof typeof PENALTIES; readonly valueShare: number }> = {
  code: 'default-penalty',
  kind: 'warning',
  severity: 'info',
  message: ({ refs, value: { of, valueShare } }) => {
    const id = refName(refs[0])
    const [what, measure] = PENALTIES[of]
    const subject = of === 'lost' ? `One lost sale of ${id}` : `One unit of ${id} ${what}`
    return `${subject} is taken to cost ${Math.round(valueShare * 100)} % ${measure}.`
  },
  remedy: 'Give the item the cost per unit that `path` names.',
}

export const defaultSource: NoticeRule = {
  code: 'default-source',
  kind: 'warning',
  severity: 'look',
  message: ({ refs }) => `${refName(refs[0])} has no bill and no operation, so it is taken as purchased.`,
  remedy: 'Write where the item comes from, or give its bill and routing.',
}

export const demandOffGrid: ValueRule<{ readonly step: number }> = {
  code: 'demand-off-grid',
  kind: 'warning',
  severity: 'info',
  message: ({ refs, value }) =>
    `Demand of ${refName(refs[0])} is planned in whole units of ${value.step}; fractions are carried to the next period.`,
  remedy: 'Set quantityDecimals of the item where it is counted in fractions.',
}

export const firmOverSupplyLimit: NoticeRule = {
  code: 'firm-over-supply-limit',
  kind: 'warning',
  severity: 'look',
  message: ({ refs }) => `The firm supply of ${refName(refs[0])} passes its supply limit; the firm order is kept.`,
  remedy: 'Correct the firm supply or the limit.',
}

export const madeOverPeriods: NoticeRule<{
  readonly amount: number
  readonly periodIds: readonly [string, string]
  readonly value: { readonly step: number; readonly offeredHours: number }
}> = {
  code: 'made-over-periods',
  kind: 'warning',
  severity: 'info',
  message: ({ refs, amount, periodIds: [periodId], value: { step, offeredHours } }) =>
    `${step} of ${refName(refs[0])} takes ${amount} hours of ${refName(refs[1])}, which has ${offeredHours} in ${periodId}: it is made over several periods, and is work in progress until it is complete.`,
  remedy:
    'Check the hours for one unit; plan in longer periods, or set quantityDecimals of the item, where parts of a unit count.',
}

export const noPurchaseCost: NoticeRule = {
  code: 'no-purchase-cost',
  kind: 'warning',
  severity: 'look',
  message: ({ refs }) => `${refName(refs[0])} is bought at no cost, because none is given.`,
  remedy: 'Give the item its purchaseCost.',
}

export const notProvenBest: NoticeRule = {
  code: 'not-proven-best',
  kind: 'warning',
  severity: 'look',
  message: () =>
    'The limit of the solver came before its proof: the plan keeps every limit, and a better one may exist. Nothing is known of what an hour or a unit more is worth.',
  remedy: 'Give a longer timeLimitSeconds, or pass another solver.',
}

export const overtimeBelowWage: NoticeRule = {
  code: 'overtime-below-wage',
  kind: 'warning',
  severity: 'look',
  message: ({ refs }) =>
    `An overtime hour on ${refName(refs[0])} costs less than a regular one; hours of the plan are still booked as regular first.`,
  remedy: 'Correct overtimeCostPerHour: it is the whole cost of the hour, not its premium.',
}

export const risingPricesUndecided: NoticeRule<{
  readonly amount: number
  readonly value: { readonly shareOfRevenue: number }
}> = {
  code: 'rising-prices-undecided',
  kind: 'exception',
  severity: 'look',
  message: ({ refs, amount, value: { shareOfRevenue } }) =>
    `Newer orders of ${quoteAll(refs.map(refName))} pay more than older ones that stand before them: who is served best was searched, not proven. Another choice might earn up to ${groupedNumber(amount)} more, ${shortNumber(100 * shareOfRevenue)} % of revenue.`,
  remedy:
    'Say which orders are served first by their days or priorities, or plan these items with fewer of the others.',
}

export const safetyStockFirst: NoticeRule<{
  readonly periodIds: readonly [string, string]
  readonly amount: number
  readonly value: number
}> = {
  code: 'safety-stock-first',
  kind: 'warning',
  severity: 'look',
  message: ({ refs, periodIds: [periodId], amount, value }) =>
    `Missing a unit of the safety stock of ${refName(refs[0])} costs ${shortNumber(amount)} in ${periodId}; above ${shortNumber(value)} stock may be kept from customers who wait.`,
  remedy: 'Give a lower safetyStockPenaltyPerUnit, leave it out, or set customersFirst.',
}

export const unitNotFinished: NoticeRule<{ readonly amount: number }> = {
  code: 'unit-not-finished',
  kind: 'warning',
  severity: 'look',
  message: ({ refs, amount }) =>
    `The plan before rounding makes ${amount} more of ${refName(refs[0])} than are complete within the plan: that work is not begun.`,
  remedy: 'Give more hours or components, or plan over more periods.',
}

export const wholeUnitsCost: NoticeRule<{
  readonly periodIds?: readonly [string, string]
  readonly amount: number
  readonly value: { readonly shareOfRevenue: number }
}> = {
  code: 'whole-units-cost',
  kind: 'exception',
  severity: 'look',
  message: ({ refs, periodIds, amount, value: { shareOfRevenue } }) => {
    const isMost = shareOfRevenue > 10
    const share = isMost ? 'more than ten times the revenue' : `${shortNumber(100 * shareOfRevenue)} % of revenue`
    const fact = `Whole units cost ${groupedNumber(amount)}, ${share}, against the optimum in fractions`
    if (refs.length === 0 || periodIds === undefined) return `${fact}, where no hours are scarce.`
    const [first, last] = periodIds
    const scarce = quoteAll(refs.map(refName))
    const when = first === last ? `in ${first}` : `between ${first} and ${last}`
    return `${fact}, where hours of ${scarce} are scarce ${when}: what does not fill a whole unit stands idle.`
  },
  remedy:
    'Give these resources a little more hours, plan in longer periods, or set quantityDecimals of items that are no pieces.',
}
