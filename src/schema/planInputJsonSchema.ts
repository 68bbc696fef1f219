import * as z from 'zod'
import { planInputSchema } from './planInputSchema.js'

/**
 * The JSON Schema (draft 2020-12) of a plan's input, for editors, forms and services in other languages.
 *
 * It describes shapes and ranges; what refers to what (ids, lengths of arrays) is checked by `plan` and `checkPlanInput`.
 *
 * @returns a new plain object at each call
 * @example
 * ```ts
 * import { planInputJsonSchema } from 'sop-engine'
 * planInputJsonSchema()['type'] // => 'object'
 * ```
 */
export function planInputJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(planInputSchema, { target: 'draft-2020-12' }) }
}
