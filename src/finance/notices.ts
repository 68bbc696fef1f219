import type { NoticeRule, ValueRule } from '../core/notices/notices.js'
import { refName } from '../core/notices/noticeTexts.js'

export const assetAfterPlan: ValueRule<{ readonly acquiredDate: string }> = {
  code: 'asset-after-plan',
  kind: 'warning',
  severity: 'info',
  message: ({ refs, value }) =>
    `Asset '${refName(refs[0])}' comes after the plan (${value.acquiredDate}); it is in no period.`,
}

export const assetBeforePlan: ValueRule<{ readonly disposedDate: string }> = {
  code: 'asset-before-plan',
  kind: 'warning',
  severity: 'info',
  message: ({ refs, value }) =>
    `Asset '${refName(refs[0])}' was gone before the plan (${value.disposedDate}); it is in no balance.`,
  remedy: 'Take the asset out of the input.',
}

export const creditLineIdle: NoticeRule = {
  code: 'credit-line-idle',
  kind: 'warning',
  severity: 'look',
  message: () =>
    'Something is drawn on the credit line before the plan, but no creditLine is given: it bears no interest and is not repaid.',
  remedy: 'Give the credit line with its interest rate and limit.',
}

export const termsOfSource: ValueRule<{ readonly of: 'customers' | 'suppliers' }> = {
  code: 'terms-of-source',
  kind: 'warning',
  severity: 'look',
  message: ({ refs, value }) => {
    const name = refName(refs[0]) || value.of
    return `These terms differ from those of the first flow of '${name}', which hold for all of '${name}'.`
  },
  remedy: 'Give all flows of one market or supplier the same terms.',
}

export const openingRetainedEarnings: NoticeRule<{ readonly amount: number }> = {
  code: 'opening-retained-earnings',
  kind: 'warning',
  severity: 'info',
  message: ({ amount }) =>
    `Opening retained earnings were not given; ${amount} makes the opening balance sheet balance.`,
  remedy: 'Give all opening balances, retained earnings among them.',
}

export const stockRevalued: ValueRule<{ readonly gain: number; readonly loss: number }> = {
  code: 'stock-revalued',
  kind: 'warning',
  severity: 'look',
  message: ({ value: { gain, loss } }) =>
    `The first period brings opening stock from its book value to standard cost, through cost of sales: ${gain} of gain and ${loss} of loss in its profit.`,
  remedy: 'Give these items a standard near what their stock cost, or read the profit of the first period without it.',
}

export const standardsSetAnew: NoticeRule<{
  readonly amount: number
  readonly value: { readonly periodIds: readonly string[]; readonly amounts: readonly number[] }
}> = {
  code: 'standards-set-anew',
  kind: 'warning',
  severity: 'info',
  message: ({ amount, value: { periodIds } }) =>
    `Standards are set anew in ${periodIds.length === 1 ? periodIds[0] : `${periodIds.length} periods, from ${periodIds[0]} to ${periodIds.at(-1)}`}: what is in stock then is worth ${Math.abs(amount)} ${amount < 0 ? 'less' : 'more'} at the new ones. It stays at what it cost: the difference goes with the units.`,
  remedy: 'Give the standards that are to hold (standards, policy.standardVersion), or a wider policy.restandardRate.',
}

export const stockAbovePrice: NoticeRule<{ readonly amount: number }> = {
  code: 'stock-above-price',
  kind: 'warning',
  severity: 'act',
  message: ({ amount }) =>
    `Opening stock is brought to a standard cost that is above its selling price, by ${amount} together: it is worth no more than it brings.`,
  remedy: 'Write this stock down to what it brings (IAS 2.9), or correct its cost or its price.',
}

/** Where and how deep cash is under its minimum. */
interface Shortfall {
  readonly amount: number
  readonly value: {
    readonly periods: number
    readonly of: number
    readonly firstPeriodId: string
    readonly worstPeriodId: string
  }
}

const where = ({ value: { periods, of, firstPeriodId } }: Shortfall): string =>
  `in ${periods} of ${of} periods, first in ${firstPeriodId}`
const depth = ({ amount, value: { worstPeriodId } }: Shortfall): string =>
  `most is missing, ${amount} in ${worstPeriodId}`

export const cashNotBorrowed: NoticeRule<Shortfall> = {
  code: 'cash-not-borrowed',
  kind: 'warning',
  severity: 'act',
  message: (told) =>
    `Cash is below its minimum ${where(told)}; ${depth(told)}; without a credit line nothing was borrowed.`,
  remedy: 'Give a credit line, collect earlier, pay later or spend less.',
}

export const creditLimit: NoticeRule<Shortfall> = {
  code: 'credit-limit',
  kind: 'warning',
  severity: 'act',
  message: (told) => `The limit of the credit line leaves cash below its minimum ${where(told)}; ${depth(told)}.`,
  remedy: 'Raise the limit, collect earlier, pay later or spend less.',
}
