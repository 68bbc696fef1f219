import type { Notice } from '../../../core/notices/notices.js'
import { readPlanInput } from '../../../schema/checkPlanInput.js'
import { normalizeInput } from '../../../schema/normalForm/normalizeInput.js'
import type { NormalInput } from '../../../schema/normalForm/normalInput.js'
import { NORMAL_TABLE_NAMES, tableOf } from '../../../schema/tables/tables.js'
import type { PlanInput } from '../../../schema/types.js'
import { fillOverheadRates } from '../../costs/overheadRates.js'
import { type Check, startCheck } from '../checks.js'
import { compareData, compareRows } from '../compareData.js'
import type { Facts } from '../facts/facts.js'

/** An input in its normal form, and what the normalizer says of it. */
export interface NormalizedInput {
  readonly normal: NormalInput
  readonly assumptions: readonly Notice[]
  readonly warnings: readonly Notice[]
}

/** Normalizes an input as the planner does. */
export function repeatNormalForm(given: PlanInput): NormalizedInput {
  const { input, calendar } = readPlanInput(given)
  const assumptions: Notice[] = []
  const warnings: Notice[] = []
  const normal = fillOverheadRates(normalizeInput(input, calendar, assumptions, warnings), calendar, assumptions)
  return { normal, assumptions, warnings }
}

/**
 * Every cell of the plan's input is that of the normal form of the input given. The planner's own normalizer makes it
 * again: a default is a rule that the tables state, not arithmetic that could be done in another way.
 */
export function checkInput({ normal: expected }: NormalizedInput): (facts: Facts) => Check {
  return ({ given }) => {
    const check = startCheck(
      'input-normal',
      'The input of the plan is the normal form of the input given, cell by cell.',
    )
    const [own, rest] = [{ ...given.input } as Record<string, unknown>, { ...expected } as Record<string, unknown>]
    for (const name of NORMAL_TABLE_NAMES) {
      const fields = tableOf(name).key as never[]
      compareRows(check, `input.${name}`, { actual: own[name], expected: expected[name] as readonly object[], fields })
      delete own[name]
      delete rest[name]
    }
    compareData(check, 'input', own, rest)
    return check.result()
  }
}
