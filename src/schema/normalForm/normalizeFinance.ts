import type { Calendar } from '../../core/time/calendar.js'
import {
  createNotice,
  type Notice,
  type NoticeRule,
  type NoticeValue,
  noteRecords,
} from '../../core/notices/notices.js'
import { compareRefs, type Ref } from '../../core/keys/ref.js'
import type { PaymentTerms } from '../../core/time/terms.js'
import type {
  CreditFacility,
  OpeningAccount,
  OpeningBalance,
  PlanAsset,
  PlanFinance,
  PlanOverhead,
  PlanTax,
} from '../rows/financeTypes.js'
import type { NormalFinance } from './normalInput.js'
import {
  assetFunctionMissing,
  creditUnlimited,
  creditLineMissing,
  interestRateMissing,
  openingBalanceByTerms,
  openingBalanceMissing,
  overheadsMissing,
  paidAtOnce,
  proceedsMissing,
  salvageValueMissing,
  taxMissing,
  taxTermsMissing,
  termsMissing,
} from '../notices.js'
import { customersMarket } from '../reading/customersMarket.js'
import { CREDIT_LINE, OPENING_FIELDS, TAX } from '../tables/openingFields.js'
import { rowPath } from '../tables/tables.js'
import type { PlanInput } from '../types.js'

const PAID_AT_ONCE = { netDays: 0 } as const

/** Credit facilities, and the credit line as what it is short for. */
export function normalizeCreditFacilities(input: PlanInput, assumptions: Notice[]): readonly CreditFacility[] {
  const { creditLine } = input.finance ?? {}
  const rows = input.creditFacilities ?? (creditLine === undefined ? [] : [{ id: CREDIT_LINE, ...creditLine }])
  if (rows.length === 0) {
    assumptions.push(createNotice(creditLineMissing, { path: 'creditFacilities' }))
  }
  const without = (field: 'limit' | 'interestRatePerYear'): Ref[] =>
    rows.flatMap((row) => (row[field] === undefined ? [{ creditFacilityId: row.id }] : []))
  noteRecords(assumptions, interestRateMissing, {
    path: 'creditFacilities[].interestRatePerYear',
    refs: without('interestRatePerYear'),
    value: 0,
  })
  noteRecords(assumptions, creditUnlimited, { path: 'creditFacilities[].limit', refs: without('limit') })
  return rows
}

/** Taxes, and the one of `finance` as what it is short for. */
export function normalizeTaxes(input: PlanInput, assumptions: Notice[]): readonly PlanTax[] {
  const { tax } = input.finance ?? {}
  const rows = input.taxes ?? (tax === undefined ? [] : [{ id: TAX, ...tax }])
  if (rows.length === 0) {
    assumptions.push(createNotice(taxMissing, { path: 'taxes', value: 0 }))
  }
  // A Ref has no field for a tax, of which there is one: the path names it.
  for (const { id, terms } of rows) {
    if (terms !== undefined) continue
    const path = `${rowPath('taxes', { id })}.terms`
    assumptions.push(createNotice(taxTermsMissing, { path, value: PAID_AT_ONCE }))
  }
  return rows
}

/** Overheads from either place; what a customer causes is caused in its market. */
export function normalizeOverheads(input: PlanInput, assumptions: Notice[]): readonly PlanOverhead[] {
  const rows = input.overheads ?? input.finance?.overheads
  if (rows === undefined) {
    assumptions.push(createNotice(overheadsMissing, { path: 'overheads', value: 0 }))
  }
  noteRecords(assumptions, paidAtOnce, {
    path: 'overheads[].terms',
    refs: (rows ?? []).flatMap(({ id, terms }) => (terms === undefined ? [{ overheadId: id }] : [])),
    value: PAID_AT_ONCE,
  })
  return (rows ?? []).map(customersMarket(input))
}

/** Assets from either place. */
export function normalizeAssets(input: PlanInput, calendar: Calendar, assumptions: Notice[]): readonly PlanAsset[] {
  const rows = input.assets ?? input.finance?.assets ?? []
  const { start = '' } = calendar.periods[0] ?? {}
  const { end = '' } = calendar.periods.at(-1) ?? {}
  const firstDay = (date: string): string => (date.length === 7 ? `${date}-01` : date)
  const isInPlan = (date: string): boolean => firstDay(date) >= start && firstDay(date) < end
  const note = (
    rule: typeof proceedsMissing | typeof assetFunctionMissing | typeof paidAtOnce,
    [field, taken]: readonly [keyof PlanAsset & string, NoticeValue],
    concerned: (asset: PlanAsset) => boolean,
  ): void =>
    noteRecords(assumptions, rule as NoticeRule, {
      path: `assets[].${field}`,
      refs: rows.flatMap((row) => (row[field] === undefined && concerned(row) ? [{ assetId: row.id }] : [])),
      value: taken,
    })
  note(paidAtOnce, ['terms', PAID_AT_ONCE], ({ acquiredDate }) => isInPlan(acquiredDate))
  const isThere = ({ acquiredDate, disposedDate }: PlanAsset): boolean =>
    firstDay(acquiredDate) < end && (disposedDate === undefined || firstDay(disposedDate) >= start)
  note(salvageValueMissing, ['salvageValue', 0], isThere)
  note(assetFunctionMissing, ['function', 'production'], isThere)
  note(proceedsMissing, ['proceeds', 0], ({ disposedDate }) => disposedDate !== undefined && isInPlan(disposedDate))
  return rows.map((row) => (row.disposedDate === undefined ? row : { proceeds: 0, ...row }))
}

const isPaidLater = (terms: PaymentTerms | undefined): boolean =>
  terms !== undefined && ('netDays' in terms ? terms.netDays > 0 : terms.profile.slice(1).some((share) => share > 0))

/** Balances that are zero where they are not given: of what the plan has, and could have had before. */
function expectedBalances(input: PlanInput, facility: CreditFacility | undefined): readonly OpeningAccount[] {
  const hasTax = (input.taxes ?? []).length > 0 || input.finance?.tax !== undefined
  return [
    'cash',
    'receivables',
    'payables',
    ...(isPaidLater(input.finance?.payrollTerms) ? (['wagesPayable'] as const) : []),
    ...(hasTax ? (['taxPayable'] as const) : []),
    ...(facility === undefined ? [] : (['creditFacilities'] as const)),
  ]
}

/** What is owed from before the plan without a day, and so is collected or paid as the terms say. */
function noteBalancesByTerms(rows: readonly OpeningBalance[], assumptions: Notice[]): void {
  const ofTerms = rows.filter(
    ({ account, amount, dueDate }) =>
      (account === 'receivables' || account === 'payables') && dueDate === undefined && Number(amount) !== 0,
  )
  if (ofTerms.length === 0) return
  const named = ofTerms.flatMap(({ marketId, customerId, supplierId }): Ref[] => {
    if (customerId !== undefined) return [{ customerId }]
    if (marketId !== undefined) return [{ marketId }]
    return supplierId === undefined ? [] : [{ supplierId }]
  })
  const refs = [...new Map(named.map((ref) => [JSON.stringify(ref), ref])).values()].sort(compareRefs)
  const accounts = (['receivables', 'payables'] as const).filter((name) =>
    ofTerms.some(({ account }) => account === name),
  )
  assumptions.push(
    createNotice(openingBalanceByTerms, { path: 'openingBalances[].dueDate', refs, value: { accounts } }),
  )
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
  noteBalancesByTerms(rows, assumptions)
  const missing = expectedBalances(input, facility).filter((account) => !given.has(account))
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
