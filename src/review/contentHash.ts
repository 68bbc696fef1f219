import { canonicalJson } from '../core/keys/canonicalJson.js'
import { createIssueList } from '../core/checking/errors.js'
import { sha256 } from '../math/sha256.js'
import { fillOverheadRates } from '../plan/costs/overheadRates.js'
import type { Plan } from '../plan/types.js'
import { readPlanInput } from '../schema/checkPlanInput.js'
import { normalizeInput } from '../schema/normalForm/normalizeInput.js'
import { NORMAL_TABLE_NAMES, tableOf } from '../schema/tables/tables.js'
import type { PlanInput } from '../schema/types.js'
import { isPlan } from '../plan/isPlan.js'

const RIDE_ALONG: readonly string[] = NORMAL_TABLE_NAMES.filter((name) => tableOf(name).ridesAlong === true)

/**
 * The fingerprint of what a plan is made from: SHA-256 of its normal form.
 *
 * It is the same for the same rows in any order, for columns in the place of rows and defaults in the place of values, and for
 * `plan.input`; another digit anywhere makes another one. Tables that nothing is planned by (`stakeholders`, `decisions`,
 * `planningAssumptions`, `signOffs`) are left out, so that a signature does not undo itself.
 *
 * @param input - what `plan` takes, or `plan.input`
 * @returns 64 hexadecimal digits
 * @throws SopError with what `plan` would refuse
 * @example
 * ```ts
 * import type { PlanInput } from 'sop-engine'
 * import { contentHash } from 'sop-engine/review'
 * const base: PlanInput = {
 *   calendar: { start: '2027-01-01', months: 1 },
 *   items: [{ id: 'lamp', purchaseCost: 30 }],
 *   forecasts: [{ itemId: 'lamp', quantities: [100] }],
 * }
 * const inRows = { ...base, items: [{ id: 'lamp' }], sources: [{ itemId: 'lamp', purchaseCost: 30 }] }
 * contentHash(inRows) === contentHash(base) // => true
 * ```
 */
export function contentHash(input: PlanInput): string {
  const { input: given, calendar } = readPlanInput(input)
  const normal = fillOverheadRates(normalizeInput(given, calendar, [], []), calendar, [])
  return sha256(
    canonicalJson(Object.fromEntries(Object.entries(normal).filter(([name]) => !RIDE_ALONG.includes(name)))),
  )
}

/**
 * Whether everybody whose signature a plan needs has signed it as it is: every stakeholder with `signs`, at least one.
 *
 * A signature counts where its `contentHash` is that of the plan's input: a number that was changed afterwards undoes it.
 *
 * @param plan - a plan whose input has the tables `stakeholders` and `signOffs`
 * @returns true where all have signed
 * @throws SopError where it is no plan
 * @example
 * ```ts
 * import { plan, type PlanInput } from 'sop-engine'
 * import { contentHash, isSignedOff } from 'sop-engine/review'
 * const base: PlanInput = {
 *   calendar: { start: '2027-01-01', months: 1 },
 *   items: [{ id: 'lamp', purchaseCost: 30 }],
 *   forecasts: [{ itemId: 'lamp', quantities: [100] }],
 *   stakeholders: [{ id: 'Ann', role: 'finance', signs: true }],
 * }
 * const signOffs = [{ stakeholderId: 'Ann', date: '2026-12-20', contentHash: contentHash(base) }]
 * isSignedOff(await plan({ ...base, signOffs })) // => true
 * isSignedOff(await plan({ ...base, signOffs, items: [{ id: 'lamp', purchaseCost: 31 }] })) // => false
 * ```
 */
export function isSignedOff(plan: Plan): boolean {
  const issues = createIssueList()
  isPlan(plan, 'plan', issues)
  issues.throwIfAny()
  const { stakeholders, signOffs } = plan.input
  const hash = contentHash(plan.input)
  const signed = new Set(signOffs.filter((row) => row.contentHash === hash).map(({ stakeholderId }) => stakeholderId))
  const needed = stakeholders.filter(({ signs }) => signs === true)
  return needed.length > 0 && needed.every(({ id }) => signed.has(id))
}
