import type { NoticeRule, ValueRule } from '../core/notices/notices.js'
import { refName } from '../core/notices/noticeTexts.js'

/** `'a', 'b' and 3 more`. */
function listed(names: readonly string[]): string {
  const named = names.slice(0, 3).map((name) => `'${name}'`)
  const all = names.length > 3 ? [...named, `${names.length - 3} more`] : named
  return all.length === 1 ? (all[0] as string) : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
}

export const stockNotCounted: NoticeRule = {
  code: 'stock-not-counted',
  kind: 'assumption',
  severity: 'look',
  message: () =>
    'No stock of these items was counted: what was there is taken, with what came and less what went by the actuals.',
  remedy: 'Give a stockCount of these items at the close.',
}

export const stockCountDiffers: ValueRule<{ readonly calculated: number; readonly counted: number }> = {
  code: 'stock-count-differs',
  kind: 'warning',
  severity: 'look',
  message: ({ refs, value: { calculated, counted } }) =>
    `Of '${refName(refs[0])}' ${counted} were counted; by what came and went there should be ${calculated}. The next plan begins with what was counted.`,
  remedy: 'Look for movements that were not booked, or count again.',
}

export const lotsPutTogether: NoticeRule = {
  code: 'lots-put-together',
  kind: 'assumption',
  severity: 'info',
  message: () =>
    'The actuals do not say which lots of these items were used: what is left is one stock, at standard cost.',
  remedy: 'Give the rows of stock by lot to the next plan.',
}

export const balanceNotGiven: ValueRule<{ readonly accounts: readonly string[]; readonly taken: 'plan' | 'opening' }> =
  {
    code: 'balance-not-given',
    kind: 'assumption',
    severity: 'look',
    message: ({ value: { accounts, taken } }) =>
      taken === 'plan'
        ? `Nothing is known of the balances of ${listed(accounts)} at the close: those of the plan are taken.`
        : `Nothing is known of the balances of ${listed(accounts)} at the close: those of before the closed periods are taken.`,
    remedy: 'Give a balance of each at the close, or its open items as openingBalances.',
  }

export const balanceCalculated: ValueRule<{
  readonly account: string
  readonly kinds: readonly string[]
  readonly taken: 'plan' | 'opening'
  readonly was: number
  readonly is: number
}> = {
  code: 'balance-calculated',
  kind: 'assumption',
  severity: 'look',
  message: ({ value: { account, kinds, taken, was, is } }) =>
    `Nothing is known of the balance of '${account}' at the close: by the ${listed(kinds)} of the actuals, and the terms, it is ${is}; ` +
    (taken === 'plan'
      ? `the plan had ${was}. What they do not tell of is as planned.`
      : `before the closed periods it was ${was}. What they do not tell of is left out.`),
  remedy: 'Give its balance at the close, or its open items as openingBalances.',
}

export const ordersLeftOpen: ValueRule<{ readonly orders: 'supply' | 'customer' }> = {
  code: 'orders-left-open',
  kind: 'assumption',
  severity: 'look',
  message: ({ value: { orders } }) =>
    orders === 'supply'
      ? 'These orders had gone out, and the actuals do not show them as received: they are still to come.'
      : 'These orders of customers are not delivered, by the sales of the actuals and the plan that was made: they are open still.',
  remedy: 'Hand over the orders that are open.',
}

export const ordersTakenAsDone: ValueRule<{ readonly orders: 'supply' | 'customer' }> = {
  code: 'orders-taken-as-done',
  kind: 'assumption',
  severity: 'look',
  message: ({ value: { orders } }) =>
    orders === 'supply'
      ? 'These orders are taken as received: the actuals show as much.'
      : 'These orders of customers are taken as delivered.',
  remedy: 'Hand over the orders that are open.',
}

export const ordersReceivedEarly: NoticeRule = {
  code: 'orders-received-early',
  kind: 'assumption',
  severity: 'look',
  message: () =>
    'More of these items came than was due until the close: it is taken as received of orders that had gone out, which were due later.',
  remedy:
    'Hand over the orders that are open, or give firmSupply of what is made: what came beside them leaves them whole.',
}

export const refusedNotCarried: NoticeRule<{ readonly amount: number }> = {
  code: 'refused-not-carried',
  kind: 'assumption',
  severity: 'look',
  message: ({ refs, amount }) =>
    `The plan left ${amount} units of '${refName(refs[0])}' that were asked for in the closed periods at a price that does not pay: they do not wait for the next plan.`,
  remedy: 'Give a backlog row of the item at the close, 0 or who still waits: who is late is served, at a loss, too.',
}

export const waitingNotTold: NoticeRule<{ readonly amount: number }> = {
  code: 'waiting-not-told',
  kind: 'assumption',
  severity: 'look',
  message: ({ refs, amount }) =>
    `${amount} units of '${refName(refs[0])}' were waited for, by the plan or since before the closed periods, and no actuals say who waits at the close: nobody is taken to.`,
  remedy: 'Give a backlog row of the item at the close, or one of kind lost for who went away.',
}

export const workLeftOpen: NoticeRule = {
  code: 'work-left-open',
  kind: 'assumption',
  severity: 'look',
  message: () =>
    'Orders to make these items had gone out, or were fixed and are late: what the plan receives in their periods is firm supply of the next, with what is late in its first.',
  remedy: 'Give firmSupply of these items in the next plan.',
}

export const lateWorkPlannedAnew: NoticeRule<{ readonly amount: number }> = {
  code: 'late-work-planned-anew',
  kind: 'assumption',
  severity: 'look',
  message: ({ refs, amount }) =>
    `Of the supply of '${refName(refs[0])}' that was fixed for the closed periods ${amount} units were not made, and the next period has no hours or parts for them that are known: they are planned anew.`,
  remedy: 'Give firmSupply of the item in the next plan, as far as its hours and parts reach.',
}

export const workInProgressLost: NoticeRule<{ readonly amount: number }> = {
  code: 'work-in-progress-lost',
  kind: 'warning',
  severity: 'act',
  message: ({ refs, amount }) =>
    `Work of ${amount} units of '${refName(refs[0])}' was done and not complete at the close: a plan cannot begin with it, and plans it anew.`,
  remedy: 'Close at a period in which no work on the item is open, or take its hours off by hand.',
}

export const frozenWithoutPlan: NoticeRule<{ readonly amount: number }> = {
  code: 'frozen-without-plan',
  kind: 'assumption',
  severity: 'look',
  message: ({ amount }) =>
    amount === 0
      ? 'No period is frozen any more: what the plan supplies in the next ones is not known.'
      : `Only ${amount} periods are still frozen: what the plan supplies in the next ones is not known.`,
  remedy: 'Hand over the plan.',
}

export const salesWithoutHistory: NoticeRule = {
  code: 'sales-without-history',
  kind: 'warning',
  severity: 'look',
  message: () =>
    'Sales of these items, or units lost, are in no history: they have none of their own here, or none in these buckets.',
  remedy:
    'Give a history, or transactions, of the item and its market in buckets not longer than those of the actuals.',
}

export const carriedBehind: ValueRule<{ readonly fields: readonly string[] }> = {
  code: 'carried-behind-plan',
  kind: 'assumption',
  severity: 'look',
  message: ({ value: { fields } }) =>
    `Periods behind the calendar before have what its last period of their kind had, in ${listed(fields)}.`,
  remedy: 'Give these fields their values of the new periods.',
}

export const taxYearUnknown: NoticeRule = {
  code: 'tax-year-unknown',
  kind: 'assumption',
  severity: 'look',
  message: () =>
    'What was earned in the fiscal year before the next plan is not known: its tax begins anew, with the loss of earlier years as it was.',
  remedy: 'Give the balances of income and expense accounts at the close.',
}

export const taxYearAsPlanned: NoticeRule<{ readonly amount: number }> = {
  code: 'tax-year-as-planned',
  kind: 'assumption',
  severity: 'look',
  message: ({ amount }) =>
    `Tax of the fiscal year goes on from the profit that was planned, though revenue less wages and overheads is ${Math.abs(amount)} ${amount > 0 ? 'above' : 'below'} the plan.`,
  remedy: 'Give the balances of income and expense accounts at the close.',
}

export const variancesNotCarried: ValueRule<{ readonly beyondStandard: number; readonly ofYear: number }> = {
  code: 'variances-not-carried',
  kind: 'warning',
  severity: 'look',
  message: ({ value: { beyondStandard, ofYear } }) =>
    `The next plan begins with stock at standard and a price variance of nothing: it lacks the ${beyondStandard} that stock costs beyond standard, and the ${ofYear} of this fiscal year that would be shared with stock at its end.`,
  remedy:
    'Where that matters, give stock its book value (unitCost) in the next plan: by movingAverage it goes on at it, at standard the first period takes the difference to its profit.',
}

export const overheadAsPlanned: NoticeRule = {
  code: 'overhead-as-planned',
  kind: 'assumption',
  severity: 'look',
  message: () =>
    'No actuals tell of these overheads and assets: they cost what was planned, by the hour and of revenue at their rates.',
  remedy: 'Give an overhead row of each overhead, and of each resource with variable overhead.',
}

export const hoursAsPlanned: NoticeRule<{ readonly amount: number }> = {
  code: 'hours-as-planned',
  kind: 'assumption',
  severity: 'look',
  message: ({ amount }) =>
    `No actuals tell of the hours of these resources: they were worked and paid as planned, for ${amount}.`,
  remedy: 'Give an hours row of each resource in each period, of 0 hours where nobody was paid.',
}

export const stockBeyondStandard: NoticeRule<{ readonly amount: number }> = {
  code: 'stock-beyond-standard',
  kind: 'assumption',
  severity: 'look',
  message: ({ amount }) =>
    `What the plan's stock holds beyond its units at standard (price differences, units in work, cents of rounding) changes by ${amount}: this is taken to be so.`,
  remedy: 'Compare it with what the books say of these parts of stock.',
}

export const writeDownAsPlanned: NoticeRule<{ readonly amount: number }> = {
  code: 'write-down-as-planned',
  kind: 'assumption',
  severity: 'look',
  message: ({ amount }) =>
    `The stock of these items that is really left is written down by as much a unit as the plan's is at the same close, and by nothing where the plan has none then: that changes profit by ${amount}.`,
  remedy: 'Compare it with what the books write down.',
}

export const actualsSilent: ValueRule<{ readonly kind: string; readonly periods: readonly string[] }> = {
  code: 'actuals-silent',
  kind: 'warning',
  severity: 'act',
  message: ({ value: { kind, periods } }) =>
    `The plan has rows of the kind '${kind}' in ${listed(periods)}, and the actuals have none: nothing of it is taken to have happened.`,
  remedy: 'Give these rows, unless nothing of it has happened.',
}
