import { throwIssue } from '../core/checking/errors.js'
import { describeValue } from '../core/checking/describeValue.js'
import { readPlanInput } from './checkPlanInput.js'
import type { PlanInput } from './types.js'

/** The version of the input that this version of the package plans. */
const CURRENT = 1

/**
 * Brings a stored input to the version that `plan` takes, and checks it.
 *
 * There is one version so far: an input of version 1, or without a version, comes back checked and otherwise as it is. Once
 * there is a second one, an input of the first is turned into it here, so whoever stores inputs calls this when he reads them.
 *
 * @param input - anything; meant to be an input that was stored, of whatever version
 * @returns the input as version 1, fields in the places where they were
 * @throws SopError for a version that is not known, in words; else all mistakes of the input, as `checkPlanInput` lists them
 * @example
 * ```ts
 * import { migrateInput } from 'sop-engine'
 * const stored = JSON.stringify({
 *   calendar: { start: '2027-01-01', months: 1 },
 *   items: [{ id: 'tea' }],
 *   forecasts: [{ itemId: 'tea', quantities: [30] }],
 * })
 * migrateInput(JSON.parse(stored)).schemaVersion // => 1
 * ```
 */
export function migrateInput(input: unknown): PlanInput & { readonly schemaVersion: 1 } {
  const version = (input as { readonly schemaVersion?: unknown } | null | undefined)?.schemaVersion
  if (version !== undefined && version !== CURRENT) {
    const isLater = typeof version === 'number' && Number.isInteger(version) && version > CURRENT
    throwIssue({
      code: 'OUT_OF_RANGE',
      path: 'schemaVersion',
      message: isLater
        ? `This input is of version ${version}; this version of the package reads version ${CURRENT}.`
        : `There is no version ${describeValue(version)} of the input.`,
      value: version,
      remedy: isLater
        ? 'Use a newer version of the package.'
        : `Write schemaVersion: ${CURRENT}, or leave it out, and check the fields.`,
    })
  }
  return { ...readPlanInput(input).input, schemaVersion: CURRENT }
}
