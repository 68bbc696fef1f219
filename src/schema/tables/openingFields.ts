import type { OpeningAccount } from '../rows/financeTypes.js'

type OpeningField =
  | 'openingCash'
  | 'openingReceivables'
  | 'openingPayables'
  | 'openingWagesPayable'
  | 'openingTaxPayable'
  | 'openingCreditLine'
  | 'shareCapital'
  | 'retainedEarnings'

/** Accounts whose balance before the plan is given in a row, in the order of the balance sheet. */
export const OPENING_ACCOUNTS = [
  'cash',
  'receivables',
  'payables',
  'capitalPayables',
  'wagesPayable',
  'taxPayable',
  'creditFacilities',
  'shareCapital',
  'retainedEarnings',
] as const

/** Fields of `finance` that are shorthand for an opening balance, with its account. */
export const OPENING_FIELDS: readonly (readonly [OpeningField, OpeningAccount])[] = [
  ['openingCash', 'cash'],
  ['openingReceivables', 'receivables'],
  ['openingPayables', 'payables'],
  ['openingWagesPayable', 'wagesPayable'],
  ['openingTaxPayable', 'taxPayable'],
  ['openingCreditLine', 'creditFacilities'],
  ['shareCapital', 'shareCapital'],
  ['retainedEarnings', 'retainedEarnings'],
]

/** Ids of the rows that fields of `finance` are short for. */
export const CREDIT_LINE = 'creditLine'
export const TAX = 'tax'
