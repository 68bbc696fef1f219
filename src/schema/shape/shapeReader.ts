import type * as z from 'zod'
import { keyOf } from '../../core/keys/keys.js'
import { suggestName } from '../../core/checking/suggestName.js'
import { planInputSchema } from '../tables/planInputSchema.js'
import { foldName, meaningOfName } from './otherNames.js'

/** The parts of a zod schema that say what lies inside it. */
interface Definition {
  readonly type: string
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>
  readonly element?: z.core.$ZodType
  readonly valueType?: z.core.$ZodType
  readonly innerType?: z.core.$ZodType
  readonly options?: readonly z.core.$ZodType[]
}

const definitionOf = (schema: z.core.$ZodType): Definition => schema._zod.def as unknown as Definition

/** The schemas that a value may fit, freed of what only says that it may be missing or null. */
function alternatives(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const { innerType, options } = definitionOf(schema)
  if (innerType !== undefined) return alternatives(innerType)
  return options === undefined ? [schema] : options.flatMap(alternatives)
}

/** A path without the places of rows. */
const patternOf = (path: readonly PropertyKey[]): string =>
  JSON.stringify(path.map((part) => (typeof part === 'number' ? 0 : String(part))))

/** Answers what the input's shape has at a path; what it has found out it keeps, for the next row of the same table. */
export interface ShapeReader {
  /** What is most likely meant by an unknown name in the record at a path, as the question or the advice that helps. */
  meantBy(path: readonly PropertyKey[], unknown: string): string | undefined
  /** The names of all fields of the record at a path; undefined where they were told before. */
  tellFields(path: readonly PropertyKey[]): readonly string[] | undefined
  /** The fields without which there is no record at a path. */
  neededFields(path: readonly PropertyKey[]): readonly string[]
  /** Whether the field at a path can be left out. */
  canBeLeftOut(path: readonly PropertyKey[]): boolean
}

/** Starts reading the shape of a plan's input. */
export function createShapeReader(): ShapeReader {
  const found = new Map<string, readonly z.core.$ZodType[]>()
  const suggested = new Map<string, string | undefined>()
  const told = new Set<string>()
  /** Schemas of the value at a path, several where it can have several shapes; the places of rows make no difference. */
  const schemasAt = (path: readonly PropertyKey[]): readonly z.core.$ZodType[] => {
    const pattern = patternOf(path)
    const known = found.get(pattern)
    if (known !== undefined) return known
    const part = path.at(-1)
    const schemas =
      part === undefined
        ? [planInputSchema]
        : schemasAt(path.slice(0, -1))
            .flatMap(alternatives)
            .flatMap((schema) => {
              const { shape, element, valueType } = definitionOf(schema)
              const inside = typeof part === 'number' ? element : (shape?.[String(part)] ?? valueType)
              return inside === undefined ? [] : [inside]
            })
    found.set(pattern, schemas)
    return schemas
  }
  const shapesAt = (path: readonly PropertyKey[]): readonly Readonly<Record<string, z.core.$ZodType>>[] =>
    schemasAt(path)
      .flatMap(alternatives)
      .map((schema) => definitionOf(schema).shape ?? {})
  const fieldsAt = (path: readonly PropertyKey[]): readonly string[] => shapesAt(path).flatMap(Object.keys)
  const findMeaning = (path: readonly PropertyKey[], unknown: string): string | undefined => {
    const fields = fieldsAt(path)
    const folded = foldName(unknown)
    const same = fields.find((field) => foldName(field) === folded)
    const record = path.filter((part) => typeof part === 'string').join('.')
    const other = same === undefined ? meaningOfName(record, unknown, fields) : undefined
    if (other !== undefined) return other
    return same === undefined ? suggestName(folded, fields) : `Did you mean '${same}'?`
  }
  return {
    meantBy(path, unknown) {
      const pattern = keyOf({ at: patternOf(path), unknown }, ['at', 'unknown'])
      if (!suggested.has(pattern)) suggested.set(pattern, findMeaning(path, unknown))
      return suggested.get(pattern)
    },
    tellFields(path) {
      const pattern = patternOf(path)
      if (told.has(pattern)) return undefined
      told.add(pattern)
      return [...new Set(fieldsAt(path))]
    },
    neededFields(path) {
      const [shape, ...others] = shapesAt(path)
      // Of several kinds of record, none's fields are needed by all.
      if (shape === undefined || others.length > 0) return []
      return Object.keys(shape).filter((field) => shape[field]?._zod.optin !== 'optional')
    },
    canBeLeftOut: (path) => schemasAt(path).some((schema) => schema._zod.optin === 'optional'),
  }
}
