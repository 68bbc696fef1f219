import * as z from 'zod'
import type * as rows from '../rows/financeTypes.js'
import type { PlanInput } from '../types.js'
import * as shapes from './shapes.js'
import { amount, common, date, id, monthOrDate, opt, record } from './shapes.js'
import { CREDIT_LINE, OPENING_ACCOUNTS, OPENING_FIELDS, TAX } from './openingFields.js'
import type { FinanceShorthand, Table } from './table.js'

const costFunction = z.enum(['production', 'selling', 'administration'])

export const overheads: Table<rows.PlanOverhead> = {
  noun: 'overhead',
  row: record({
    id,
    function: costFunction,
    amount: opt(shapes.perPeriodMoney),
    rateOfRevenue: opt(shapes.notNegative),
    terms: opt(shapes.terms),
    itemId: opt(id),
    marketId: opt(id),
    customerId: opt(id),
    ...common,
  }),
  key: ['id'],
  references: { itemId: 'items', marketId: 'markets', customerId: 'customers' },
  byPeriod: { amount: 'flow' },
  defaults: { terms: { netDays: 0 } },
  inFinance: { overheads: 'rows' },
}

export const assets: Table<rows.PlanAsset> = {
  noun: 'asset',
  row: record({
    id,
    cost: amount,
    salvageValue: opt(amount),
    lifeMonths: z.int().min(1),
    acquiredDate: monthOrDate,
    disposedDate: opt(monthOrDate),
    proceeds: opt(amount),
    function: opt(costFunction),
    terms: opt(shapes.terms),
    ...common,
  }),
  key: ['id'],
  defaults: { salvageValue: 0, function: 'production', terms: { netDays: 0 } },
  inFinance: { assets: 'rows' },
}

export const creditFacilities: Table<rows.CreditFacility> = {
  noun: 'credit facility',
  row: record({ id, ...shapes.creditLine, ...common }),
  key: ['id'],
  defaults: { interestRatePerYear: 0 },
  inFinance: { creditLine: { row: () => ({ id: CREDIT_LINE }) } },
}

export const taxes: Table<rows.PlanTax> = {
  noun: 'tax',
  row: record({ id, ...shapes.tax, ...common }),
  key: ['id'],
  defaults: { openingLoss: 0, terms: { netDays: 0 } },
  inFinance: { tax: { row: () => ({ id: TAX }) } },
}

/** The one facility that what is drawn before the plan is drawn on. */
function theFacility({
  creditFacilities,
  finance,
}: Pick<PlanInput, 'finance' | 'creditFacilities'>): Pick<rows.OpeningBalance, 'creditFacilityId'> {
  const creditFacilityId = creditFacilities?.[0]?.id ?? (finance?.creditLine && CREDIT_LINE)
  return creditFacilityId === undefined ? {} : { creditFacilityId }
}

export const openingBalances: Table<rows.OpeningBalance> = {
  noun: 'opening balance',
  row: record({
    id: opt(id),
    account: z.enum(OPENING_ACCOUNTS),
    marketId: opt(id),
    customerId: opt(id),
    supplierId: opt(id),
    creditFacilityId: opt(id),
    amount: shapes.money,
    dueDate: opt(date),
    ...common,
  }),
  key: ['account', 'marketId', 'customerId', 'supplierId', 'creditFacilityId', 'dueDate', 'id'],
  references: {
    marketId: 'markets',
    customerId: 'customers',
    supplierId: 'suppliers',
    creditFacilityId: 'creditFacilities',
  },
  days: ['dueDate'],
  inFinance: Object.fromEntries(
    OPENING_FIELDS.map(([field, account]): [string, FinanceShorthand<rows.OpeningBalance>] => [
      field,
      { row: (input) => ({ account, ...(account === 'creditFacilities' && theFacility(input)) }), field: 'amount' },
    ]),
  ),
}
