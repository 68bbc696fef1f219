import type { FinanceNoticeCode } from '../core/notices/noticeCodes.js'
import type { NoticeReference } from '../core/notices/notices.js'
import {
  assetAfterPlan,
  assetBeforePlan,
  cashNotBorrowed,
  creditLimit,
  creditLineIdle,
  openingRetainedEarnings,
  standardsSetAnew,
  stockAbovePrice,
  stockRevalued,
  termsOfSource,
} from './notices.js'

const ITEM = { refs: [{ itemId: 'lamp' }] } as const
const SHORTFALL = {
  amount: 250,
  unit: 'money',
  value: { periods: 2, of: 12, firstPeriodId: '2027-02', worstPeriodId: '2027-03' },
} as const

/** What the reference says of the notices of the ledger. */
export const FINANCE_NOTICES: NoticeReference<FinanceNoticeCode> = {
  'asset-after-plan': [
    {
      rule: assetAfterPlan,
      cause: 'An asset is acquired after the last period.',
      example: { refs: [{ assetId: 'oven' }], value: { acquiredDate: '2028-03-01' } },
    },
  ],
  'asset-before-plan': [
    {
      rule: assetBeforePlan,
      cause: 'An asset is disposed of before the first period.',
      example: { refs: [{ assetId: 'oven' }], value: { disposedDate: '2026-03-01' } },
    },
  ],
  'cash-not-borrowed': [
    {
      rule: cashNotBorrowed,
      cause: 'Cash ends a period under its minimum, and there is no credit line to draw on.',
      example: SHORTFALL,
    },
  ],
  'credit-limit': [
    {
      rule: creditLimit,
      cause: 'Cash ends a period under its minimum although the credit line is drawn up to its limit.',
      example: SHORTFALL,
    },
  ],
  'credit-line-idle': [
    {
      rule: creditLineIdle,
      cause: 'The opening balances hold a drawn credit line, and the input has no credit line.',
      example: {},
    },
  ],
  'opening-retained-earnings': [
    {
      rule: openingRetainedEarnings,
      cause: 'Opening retained earnings are not given and are taken as what balances the opening balance sheet.',
      example: { amount: 4900, unit: 'money' },
    },
  ],
  'stock-above-price': [
    {
      rule: stockAbovePrice,
      cause:
        'Opening stock with a book value is brought to a standard cost above the highest price of its item in the first period.',
      example: { ...ITEM, amount: 60, unit: 'money' },
    },
  ],
  'standards-set-anew': [
    {
      rule: standardsSetAnew,
      cause:
        'A fiscal year begins within the plan, a purchase price moves far from its standard, or a given standard begins, and standards change.',
      example: {
        ...ITEM,
        periodIds: ['2028-01', '2029-01'],
        amount: 240,
        unit: 'money',
        value: { periodIds: ['2028-01', '2029-01'], amounts: [200, 40] },
      },
    },
  ],
  'stock-revalued': [
    {
      rule: stockRevalued,
      cause: 'Opening stock has a book value that is not its standard cost.',
      example: { ...ITEM, amount: 30, unit: 'money', value: { gain: 50, loss: 20 } },
    },
  ],
  'terms-of-source': [
    {
      rule: termsOfSource,
      cause: 'Flows of one market or supplier have different payment terms; those of the first flow hold for all.',
      example: { refs: [{ marketId: 'west' }], value: { of: 'customers' } },
    },
  ],
}
