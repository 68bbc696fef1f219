import { createNotice, type Notice } from '../core/notices.js'
import type {
  CreditFacility,
  OpeningAccount,
  OpeningBalance,
  PlanFinance,
  PlanOverhead,
  PlanTax,
} from './financeTypes.js'
import type { NormalFinance } from './normalInput.js'
import { creditLineMissing, openingBalanceMissing, overheadsMissing, taxMissing, termsMissing } from './notices.js'
import type { PlanInput } from './types.js'

const PAID_AT_ONCE = { netDays: 0 } as const
const CREDIT_LINE = 'creditLine'
const TAX = 'tax'

type OpeningField =
  | 'openingCash'
  | 'openingReceivables'
  | 'openingPayables'
  | 'openingWagesPayable'
  | 'openingTaxPayable'
  | 'openingCreditLine'
  | 'shareCapital'
  | 'retainedEarnings'

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

/** Balances that are zero where they are not given. */
const ALWAYS: readonly OpeningAccount[] = ['cash', 'receivables', 'payables']

/** Credit facilities, and the credit line as what it is short for. */
export function normalizeCreditFacilities(input: PlanInput, assumptions: Notice[]): readonly CreditFacility[] {
  const { creditLine } = input.finance ?? {}
  const rows = input.creditFacilities ?? (creditLine === undefined ? [] : [{ id: CREDIT_LINE, ...creditLine }])
  if (rows.length === 0) {
    assumptions.push(createNotice(creditLineMissing, { path: 'creditFacilities' }))
  }
  return rows
}

/** Taxes, and the one of `finance` as what it is short for. */
export function normalizeTaxes(input: PlanInput, assumptions: Notice[]): readonly PlanTax[] {
  const { tax } = input.finance ?? {}
  const rows = input.taxes ?? (tax === undefined ? [] : [{ id: TAX, ...tax }])
  if (rows.length === 0) {
    assumptions.push(createNotice(taxMissing, { path: 'taxes', value: 0 }))
  }
  return rows
}

/** Overheads from either place. */
export function normalizeOverheads(input: PlanInput, assumptions: Notice[]): readonly PlanOverhead[] {
  const rows = input.overheads ?? input.finance?.overheads
  if (rows === undefined) {
    assumptions.push(createNotice(overheadsMissing, { path: 'overheads', value: 0 }))
  }
  return rows ?? []
}

/** Opening balances, and those of `finance` as what they are short for. */
export function normalizeOpeningBalances(
  input: PlanInput,
  facilities: readonly CreditFacility[],
  assumptions: Notice[],
): readonly OpeningBalance[] {
  const { finance = {} } = input
  const rows = [...(input.openingBalances ?? [])]
  const given = new Set(rows.map(({ account }) => account))
  const [facility] = facilities
  for (const [field, account] of OPENING_FIELDS) {
    const amount = finance[field]
    if (amount === undefined || given.has(account)) continue
    rows.push({
      account,
      ...(account === 'creditFacilities' && facility !== undefined && { creditFacilityId: facility.id }),
      amount,
    })
    given.add(account)
  }
  const missing = ALWAYS.filter((account) => !given.has(account))
  for (const account of missing) rows.push({ account, amount: 0 })
  if (missing.length > 0) {
    const value = { accounts: missing, taken: 0 }
    assumptions.push(createNotice(openingBalanceMissing, { path: 'openingBalances', value }))
  }
  return rows
}

/** Terms of payment and cash with their defaults. */
export function normalizeTerms(given: PlanFinance, assumptions: Notice[]): NormalFinance {
  const terms = ['customerTerms', 'supplierTerms', 'payrollTerms'] as const
  const missing = terms.filter((field) => given[field] === undefined)
  if (missing.length > 0) {
    assumptions.push(createNotice(termsMissing, { path: 'finance', value: { fields: missing, taken: 0 } }))
  }
  return {
    ...(given.currency !== undefined && { currency: given.currency }),
    customerTerms: given.customerTerms ?? PAID_AT_ONCE,
    supplierTerms: given.supplierTerms ?? PAID_AT_ONCE,
    payrollTerms: given.payrollTerms ?? PAID_AT_ONCE,
    minimumCash: given.minimumCash ?? 0,
  }
}
