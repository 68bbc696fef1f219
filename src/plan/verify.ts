import { anything, optional, record } from '../core/checking/checks.js'
import { createIssueList, describeValue } from '../core/checking/errors.js'
import type { PlanInput } from '../schema/types.js'
import { checkCalendar } from './proof/form/checkCalendar.js'
import { checkCertificate } from './proof/optimum/checkCertificate.js'
import { checkContribution } from './proof/costs/checkContribution.js'
import { checkCosts } from './proof/costs/checkCosts.js'
import { checkCustomers } from './proof/customers/checkCustomers.js'
import { checkDemand } from './proof/demand/checkDemand.js'
import { checkExceptions } from './proof/notices/checkExceptions.js'
import { checkHours } from './proof/supply/checkHours.js'
import { checkInput, repeatNormalForm } from './proof/form/checkInput.js'
import { checkKpis } from './proof/money/checkKpis.js'
import { checkEntries, checkPostings } from './proof/money/checkLedger.js'
import { checkNotices } from './proof/notices/checkNotices.js'
import { checkMarkets } from './proof/customers/checkMarkets.js'
import { checkProfitability } from './proof/costs/checkProfitability.js'
import { checkObjective } from './proof/optimum/checkObjective.js'
import { checkOrders } from './proof/supply/checkOrders.js'
import { checkBalance, checkCash, checkProfit } from './proof/money/checkStatements.js'
import { checkBills, checkUnits } from './proof/supply/checkUnits.js'
import { checkUnwanted } from './proof/supply/checkUnwanted.js'
import { checkWaterfall } from './proof/demand/checkWaterfall.js'
import { checkWork } from './proof/supply/checkWork.js'
import { checkRefused } from './proof/causes/checkRefused.js'
import { checkRecords } from './proof/form/checkRecords.js'
import { checkSafetyStock } from './proof/stock/checkSafetyStock.js'
import { checkStatus } from './proof/form/checkStatus.js'
import { type Check, startCheck } from './proof/checks.js'
import { type Facts, readFacts } from './proof/facts/facts.js'
import type { Plan } from './types.js'

/** The verdict on a plan. */
export interface Verification {
  /** True where every check holds. */
  readonly ok: boolean
  readonly checks: readonly Check[]
}

/** What `verify` can be told besides the plan. */
export interface VerifyOptions {
  /** The input that the plan was made from; default: what `plan.input` says is taken as it stands. */
  readonly input?: PlanInput
}

/**
 * Proves a plan: works units, hours, costs, ledger, statements and key figures out again by its own arithmetic (exact
 * fractions for money), and checks the optimality certificate without the solver.
 *
 * @param plan - a plan as `plan` returned it, also one that went through JSON
 * @param options - the input that the plan was made from, where it is at hand: every cell of `plan.input` is then held
 * against its normal form
 * @returns every check with the number of cells compared and, where one fails, the cells that are wrong
 * @throws SopError for options that there are not, or an input that cannot be planned
 * @example
 * ```ts
 * import { plan, verify } from 'sop-engine'
 * const result = await plan({
 *   calendar: { start: '2027-01-01', months: 3 },
 *   items: [{ id: 'lamp', price: 49, purchaseCost: 30 }],
 *   forecasts: [{ itemId: 'lamp', quantities: [100, 120, 90] }],
 * })
 * verify(result).ok // => true
 * ```
 */
export function verify(plan: Plan, options: VerifyOptions = {}): Verification {
  checkOptions(options)
  const normalized = options.input === undefined ? undefined : repeatNormalForm(options.input)
  const missing = noPlan(plan)
  if (missing !== undefined) return { ok: false, checks: [missing] }
  const facts = attempt(() => readFacts(plan))
  if ('failed' in facts) return { ok: false, checks: [facts.failed] }
  const every: readonly PlanCheck[] = [
    ...(normalized === undefined ? [] : [checkInput(normalized)]),
    ...CHECKS,
    (known) => checkNotices(known, normalized),
  ]
  const checks = every.map((check) => {
    const result = attempt(() => check(facts.value))
    return 'failed' in result ? result.failed : result.value
  })
  return { ok: checks.every(({ ok }) => ok), checks }
}

type PlanCheck = (facts: Facts) => Check

const CHECKS: readonly PlanCheck[] = [
  checkStatus,
  checkRecords,
  checkCalendar,
  checkDemand,
  checkSafetyStock,
  checkCustomers,
  checkWaterfall,
  checkCosts,
  checkMarkets,
  checkRefused,
  checkUnits,
  checkBills,
  checkUnwanted,
  checkHours,
  checkWork,
  checkOrders,
  checkObjective,
  checkCertificate,
  checkEntries,
  checkPostings,
  checkProfit,
  checkBalance,
  checkCash,
  checkContribution,
  checkProfitability,
  checkKpis,
  checkExceptions,
]

const isOptions = record<VerifyOptions>({ input: optional(anything) })

function checkOptions(options: VerifyOptions): void {
  const issues = createIssueList()
  isOptions(options, 'options', issues)
  issues.throwIfAny()
}

/** The failed check of what is no plan, or of a result without one; undefined where there is a plan. */
function noPlan(given: Partial<Plan> | null | undefined): Check | undefined {
  const check = startCheck('has-plan', 'There is a plan to verify.')
  const records: unknown = given?.supply?.records
  if (Array.isArray(records) && records.length === 0) {
    const wrong = `There is no plan: the status is '${String(given?.status)}'.`
    check.holds('status', false, given?.status, 'optimal', wrong)
    check.holds('supply.records', false, 'none', null, wrong)
    return check.result()
  }
  if (records !== undefined || given?.kpis !== undefined) return undefined
  const wrong = 'This is not what plan() returned: it has no results. Wait for it with await.'
  check.holds('', false, describeValue(given), null, wrong)
  return check.result()
}

/** A check that breaks off, as on a part that is missing, has failed: it proves nothing. */
function attempt<T>(work: () => T): { readonly value: T } | { readonly failed: Check } {
  try {
    return { value: work() }
  } catch (error) {
    const broken = startCheck('check-completed', 'Every check can be carried out on the plan.')
    const message = error instanceof Error ? error.message : String(error)
    broken.holds('', false, null, null, `A check could not be carried out: ${message}`)
    return { failed: broken.result() }
  }
}
