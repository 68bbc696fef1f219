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

/** What `replan` is to do, where a patch alone does not say it. */
export interface ReplanOptions extends Omit<PlanOptions, 'previous'> {
  /** A patch, any set of changes, or several of them. */
  readonly patch: Changes
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
 * @param patch - a patch, any set of changes, or several of them; or an object with it as `patch`, with the `input` that the plan was made
 * from, and what `plan` takes
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
 * const after = await replan(before, { patch: dearer, input })
 * after.kpis.netIncome.values // => [2500, 3000]
 * ```
 */
export async function replan(before: Plan, patch: Changes | ReplanOptions): Promise<Plan> {
  const issues = createIssueList()
  isPlan(before, 'plan', issues)
  const task: ReplanOptions = isTask(patch) ? patch : { patch }
  if (task === patch) {
    const checks = { ...PLAN_FIELDS, patch: anything, input: optional(anything) }
    record<ReplanOptions>(checks)(patch, 'options', issues)
  }
  issues.throwIfAny()
  const { patch: changes, input = before.input, ...run } = task
  const all = { ...run, previous: before }
  checkPlanOptions(all)
  throwIfAborted(run.signal)
  return planRead(applyChanges(openOnce(before, input), readChanges(changes)), all)
}

/** Whether more is said than a patch, which is a list or has `changes`. */
const isTask = (value: Changes | ReplanOptions): value is ReplanOptions =>
  value !== null && typeof value === 'object' && 'patch' in value && !('changes' in value)

/** An input as text that tells all values apart, also those that JSON has no word for. */
const textOf = (input: PlanInput): string =>
  JSON.stringify(input, (_, value: unknown) =>
    typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value))
      ? { said: String(value) }
      : value,
  )

/** Inputs that were opened for changes of a plan, with their text: a slider asks for the same one at every move. */
const opened = new WeakMap<Plan, { readonly input: PlanInput; readonly text: string; readonly open: OpenInput }>()

function openOnce(before: Plan, input: PlanInput): OpenInput {
  const known = opened.get(before)
  if (known?.input === input && known.text === textOf(input)) return known.open
  const open = openInput(input)
  opened.set(before, { input, text: textOf(input), open })
  return open
}
