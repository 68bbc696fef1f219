import type { AccountId } from './accounts.js'
import type { LedgerContext, PostRule } from './ledgerContext.js'
import type { CostFunction } from './types.js'

const FIXED_ACCOUNTS: Readonly<Record<CostFunction, AccountId>> = {
  production: 'fixedOverheadCost',
  selling: 'sellingExpense',
  administration: 'administrativeExpense',
}

/** Rule `payroll`: the hours worked, regular and overtime apart. */
export function payrollRule({ input, writer, invoices }: LedgerContext): PostRule {
  const labor = input.labor ?? []
  return (t) => {
    labor.forEach(({ resourceId }, i) => {
      const regular = invoices.regularWages[i]?.[t] as number
      const overtime = invoices.overtimeWages[i]?.[t] as number
      writer.begin(t, 'payroll', resourceId)
      writer.post('laborCost', regular)
      writer.post('laborCost', overtime)
      writer.post('wagesPayable', -(regular + overtime))
    })
  }
}

/** Rule `variableOverhead`: overhead that follows the hours. */
export function variableOverheadRule({ input, writer, invoices }: LedgerContext): PostRule {
  const labor = input.labor ?? []
  return (t) => {
    labor.forEach(({ resourceId }, i) => {
      const amount = invoices.variableOverhead[i]?.[t] as number
      writer.transfer(t, 'variableOverhead', resourceId, 'variableOverheadCost', 'payables', amount)
    })
  }
}

/** Rule `overhead`: costs by period, and costs that follow revenue. */
export function overheadRule({ input, writer, invoices }: LedgerContext): PostRule {
  const flows = (input.overheads ?? []).map(
    (flow) =>
      ({
        id: flow.id,
        account:
          flow.rateOfRevenue !== undefined && flow.function === 'selling'
            ? 'variableSellingExpense'
            : FIXED_ACCOUNTS[flow.function],
      }) as const,
  )
  return (t) => {
    flows.forEach(({ id, account }, i) => {
      writer.transfer(t, 'overhead', id, account, 'payables', invoices.overheads[i]?.[t] as number)
    })
  }
}
