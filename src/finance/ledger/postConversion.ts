import type { Ref } from '../../core/keys/ref.js'
import type { AccountId } from '../chart/accounts.js'
import type { CostFunction } from '../types.js'
import { AT_ONCE, addHours, type LedgerContext, type PostRule } from './ledgerContext.js'

const FIXED_ACCOUNTS: Readonly<Record<CostFunction, AccountId>> = {
  production: 'fixedOverheadCost',
  selling: 'fixedSellingExpense',
  administration: 'administrativeExpense',
}

/** Where what follows revenue is posted: the rate makes it variable, whatever it is for. */
const VARIABLE_ACCOUNTS: Readonly<Record<CostFunction, AccountId>> = {
  production: 'variableProductionExpense',
  selling: 'variableSellingExpense',
  administration: 'variableAdministrativeExpense',
}

/**
 * Rule `payroll`: the hours worked, regular and overtime apart, or the regular hours paid in any case, whose wages are fixed; the
 * payroll of all resources is one, due as one.
 */
export function payrollRule({ input, flows, writer, invoices, dueDate }: LedgerContext): PostRule {
  const refs = flows.labor.map(({ resourceId }): Ref => ({ resourceId }))
  const terms = input.payrollTerms ?? AT_ONCE
  return (t) => {
    flows.labor.forEach(({ regularHours, overtimeHours, paidHours }, i) => {
      const regular = invoices.regularWages[i]?.[t] as number
      const overtime = invoices.overtimeWages[i]?.[t] as number
      const [hours, extra] = [(paidHours ?? regularHours)[t] as number, overtimeHours[t] as number]
      writer.begin(t, 'payroll', refs[i] as Ref)
      writer.post(paidHours === undefined ? 'laborCost' : 'fixedLaborCost', regular, { quantity: hours })
      writer.post('laborCost', overtime, { quantity: extra })
      writer.post('wagesPayable', -(regular + overtime), {
        quantity: -addHours(hours, extra),
        dueDate: dueDate(terms, t),
      })
    })
  }
}

/** Rule `variableOverhead`: overhead that follows the hours. */
export function variableOverheadRule({ input, flows, writer, invoices, dueDate }: LedgerContext): PostRule {
  const refs = flows.labor.map(({ resourceId }): Ref => ({ resourceId }))
  const terms = input.supplierTerms ?? AT_ONCE
  return (t) => {
    flows.labor.forEach(({ regularHours, overtimeHours }, i) => {
      const amount = invoices.variableOverhead[i]?.[t] as number
      const hours = addHours(regularHours[t] as number, overtimeHours[t] as number)
      writer.begin(t, 'variableOverhead', refs[i] as Ref)
      writer.post('variableOverheadCost', amount, { quantity: hours })
      writer.post('payables', -amount, { quantity: -hours, dueDate: dueDate(terms, t) })
    })
  }
}

/** Rule `overhead`: costs by period, and costs that follow revenue. */
export function overheadRule({ flows, writer, invoices, dueDate }: LedgerContext): PostRule {
  const rows = flows.overheads.map((flow) => ({
    ref: { overheadId: flow.id },
    terms: flow.terms ?? AT_ONCE,
    account: (flow.rateOfRevenue === undefined ? FIXED_ACCOUNTS : VARIABLE_ACCOUNTS)[flow.function],
  }))
  return (t) => {
    rows.forEach(({ ref, account, terms }, i) => {
      const amount = invoices.overheads[i]?.[t] as number
      writer.begin(t, 'overhead', ref)
      writer.post(account, amount)
      writer.post('payables', -amount, { dueDate: dueDate(terms, t) })
    })
  }
}
