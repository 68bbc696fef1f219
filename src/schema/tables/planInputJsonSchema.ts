import * as z from 'zod'
import { FIELD_DOCS } from './fieldDocs.js'
import { planInputSchema } from './planInputSchema.js'

type Json = Record<string, unknown>

/**
 * The JSON Schema (draft 2020-12) of a plan's input, for editors, forms and services in other languages.
 *
 * It describes shapes and ranges, and says of every field what it means and what is taken where it is left out; what
 * refers to what (ids, lengths of arrays) is checked by `plan` and `checkPlanInput`.
 *
 * @returns a new plain object at each call
 * @example
 * ```ts
 * import { planInputJsonSchema } from 'sop-engine'
 * planInputJsonSchema()['type'] // => 'object'
 * ```
 */
export function planInputJsonSchema(): Record<string, unknown> {
  const schema: Json = { ...z.toJSONSchema(planInputSchema, { target: 'draft-2020-12' }) }
  describeFields(schema, '')
  return schema
}

/** Writes what the doc comments say to the fields below a node. */
function describeFields(node: Json, path: string): void {
  for (const part of (node['anyOf'] ?? []) as Json[]) describeFields(part, path)
  if (typeof node['items'] === 'object') describeFields(node['items'] as Json, `${path}[]`)
  const properties = (node['properties'] ?? {}) as Readonly<Record<string, Json>>
  for (const [field, inner] of Object.entries(properties)) {
    const at = path === '' ? field : `${path}.${field}`
    // The tables that stand in `finance` as shorthand are described where they are tables.
    const text = FIELD_DOCS.get(at) ?? FIELD_DOCS.get(at.replace(/^finance\./, ''))
    if (text !== undefined) {
      inner['description'] = text
      for (const value of readDefault(text)) inner['default'] = value
    }
    describeFields(inner, at)
  }
}

/** The default that a comment states as a number or as code; none where it is said in words. */
export function readDefault(text: string): readonly unknown[] {
  const [, code, number] = /\bdefault (?:`([^`]+)`|(-?\d+(?:\.\d+)?))(?=\.$|\.\s|[;,]|\s\(|$)/i.exec(text) ?? []
  if (number !== undefined) return [Number(number)]
  if (code === undefined) return []
  try {
    return [JSON.parse(code) as unknown]
  } catch {
    return [code]
  }
}
