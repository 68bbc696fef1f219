import { anything, optional, record } from '../core/checking/checks.js'
import { createIssueList } from '../core/checking/errors.js'
import { throwIfAborted } from '../core/running/progress.js'
import { applyChanges } from '../scenario/applyPatch.js'
import { readChanges } from '../scenario/checkPatch.js'
import { type OpenInput, openInput } from '../scenario/openInput.js'
import type { Changes } from '../scenario/types.js'
import type { PlanInput } from '../schema/types.js'
import { isPlan } from './isPlan.js'
import { checkPlanOptions, PLAN_FIELDS, planRead } from './plan.js'
import type { Plan, PlanOptions } from './types.js'

/** Options of `replan`. */
export interface ReplanOptions extends Omit<PlanOptions, 'previous'> {
  /**
   * The input that the plan was made from. Default: what `plan.input` says, in which every default is written down: a change of what
   * it was read from, as of a service level in `policy`, then reaches no row.
   */
  readonly input?: PlanInput
}

/**
 * Plans once more with a patch, and reuses what the patch leaves as it is: for a slider in a page.
 *
 * It is `plan(applyPatch(input, patch), { previous: plan })`, to the last byte, sooner: forecasts, costs, safety stock, models and days
 * of orders whose tables and quantities are the same are found as they were worked out for the plan. What is not there (a
 * plan that came from JSON) is worked out anew, to the same result.
 *
 * @param before - the plan, as `plan` or `replan` returned it; where plans are equal, the new one stays with it
 * @param patch - a patch, or any set of changes, or several of them
 * @param options - the input that the plan was made from, and what `plan` takes
 * @returns the plan of the patched input
 * @throws SopError as `applyPatch` and `plan` do
 * @example
 * ```ts
 * import { plan, type PlanInput } from 'sop-engine'
 * import { replan } from 'sop-engine/plan'
 * const input: PlanInput = {
 *   calendar: { start: '2027-01-01', months: 2 },
 *   items: [{ id: 'lamp', price: 50, purchaseCost: 30 }],
 *   forecasts: [{ itemId: 'lamp', quantities: [100, 120] }],
 * }
 * const before = await plan(input)
 * const dearer = { changes: [{ table: 'items', key: 'lamp', field: 'price', op: 'multiply', value: 1.1 }] } as const
 * const after = await replan(before, dearer, { input })
 * after.kpis.netIncome.total - before.kpis.netIncome.total // => 1100
 * ```
 */
export async function replan(before: Plan, patch: Changes, options: ReplanOptions = {}): Promise<Plan> {
  const issues = createIssueList()
  isPlan(before, 'plan', issues)
  record<ReplanOptions>({ ...PLAN_FIELDS, input: optional(anything) })(options, 'options', issues)
  issues.throwIfAny()
  const { input = before.input, ...run } = options
  const all = { ...run, previous: before }
  checkPlanOptions(all)
  throwIfAborted(run.signal)
  return planRead(applyChanges(openOnce(before, input), readChanges(patch)), all)
}

/** Inputs that were opened for changes of a plan, with their text: a slider asks for the same one at every move. */
const opened = new WeakMap<Plan, { readonly input: PlanInput; readonly text: string; readonly open: OpenInput }>()

function openOnce(before: Plan, input: PlanInput): OpenInput {
  const known = opened.get(before)
  if (known?.input === input && known.text === JSON.stringify(input)) return known.open
  const open = openInput(input)
  opened.set(before, { input, text: JSON.stringify(input), open })
  return open
}
