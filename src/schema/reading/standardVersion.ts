import type { PlanInput } from '../types.js'
import { rows } from './referenceChecks.js'

/** Which version of the standards holds: the one that the policy names, else the only one; undefined where there is none. */
export function standardVersionOf(input: Pick<PlanInput, 'policy' | 'standards'>): string | undefined {
  const named = input.policy?.standardVersion
  if (named !== undefined) return named
  const versions = new Set(rows(input.standards).map(([, { version }]) => version))
  return versions.size === 1 ? [...versions][0] : undefined
}
