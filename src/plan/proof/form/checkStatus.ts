import { type Check, startCheck } from '../checks.js'
import type { Facts } from '../facts/facts.js'

/** The plan says what it is: the version of its form, a status that its certificate bears out, money and periods. */
export function checkStatus({ given, plan }: Facts): Check {
  const check = startCheck('plan-named', 'Version, status, currency and periods are those of the plan everywhere.')
  const proven = given.supply.certificate.ok ? 'optimal' : 'feasible'
  check.equal('schemaVersion', given.schemaVersion, 1)
  check.equal('status', given.status, proven)
  check.equal('supply.status', given.supply.status, proven)
  check.holds(
    'supply.diagnosis',
    given.supply.diagnosis === undefined,
    'a diagnosis',
    null,
    'A plan that there is has no diagnosis of why there is none.',
  )
  const periodIds = plan.calendar.periods.map(({ id }) => id)
  for (const [name, [statement, method]] of Object.entries(STATEMENTS)) {
    const own = given.statements[name as keyof typeof STATEMENTS]
    const path = `statements.${name}`
    check.equal(`${path}.statement`, own.statement, statement)
    check.equal(`${path}.method`, own.method ?? null, method)
    check.equal(`${path}.currency`, own.currency, plan.input.currency)
    check.number(`${path}.periodIds.length`, own.periodIds.length, periodIds.length)
    periodIds.forEach((id, t) => check.equal(`${path}.periodIds[${t}]`, own.periodIds[t], id))
  }
  return check.result()
}

const STATEMENTS = {
  incomeStatement: ['incomeStatement', null],
  balanceSheet: ['balanceSheet', null],
  cashFlow: ['cashFlow', 'direct'],
  cashFlowIndirect: ['cashFlow', 'indirect'],
  contribution: ['contributionStatement', null],
} as const
