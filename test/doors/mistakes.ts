import { copyPlain } from './recordCalls.js'
import type { Place, PublicFace } from './publicFunctions.js'

/** One argument list with one mistake in it. */
export interface Mistake {
  readonly kind: 'dropped' | 'misspelled' | 'null' | 'NaN' | 'text' | 'record'
  /** Names and places from the argument down, the first the place of the argument. */
  readonly path: readonly (string | number)[]
  readonly place: Place | undefined
  readonly arguments: readonly unknown[]
}

type Holder = Record<string | number, unknown>

/** Every place of the arguments with its type; of a list the first and the last element. */
function placesOf(
  value: unknown,
  place: Place | undefined,
  path: readonly (string | number)[],
  face: PublicFace,
): { readonly path: readonly (string | number)[]; readonly place: Place | undefined }[] {
  const here = { path, place }
  if (Array.isArray(value)) {
    const chosen = value.length > 1 ? [0, value.length - 1] : value.map((_, i) => i)
    return [here, ...chosen.flatMap((i) => placesOf(value[i], place && face.fieldOf(place, i), [...path, i], face))]
  }
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return [here]
  return [
    here,
    ...Object.entries(value).flatMap(([field, part]) =>
      placesOf(part, place && face.fieldOf(place, field), [...path, field], face),
    ),
  ]
}

/** What stands where a call leaves an optional argument out, as its options: a field that there is not, or no record at all. */
function listExtras(args: readonly unknown[], parameters: readonly Place[]): Mistake[] {
  return parameters.slice(args.length).flatMap((place, k): Mistake[] => {
    const at = args.length + k
    const pass = (kind: Mistake['kind'], value: unknown): Mistake => {
      const all = [...(copyPlain(args) as unknown[]), ...new Array<undefined>(k).fill(undefined), value]
      return { kind, path: [at], place, arguments: all }
    }
    return [pass('misspelled', { noSuchOption: 1 }), pass('null', null), pass('NaN', Number.NaN), pass('text', 'x')]
  })
}

/** Every mistake that can be made in one place of the arguments. */
export function listMistakes(args: readonly unknown[], parameters: readonly Place[], face: PublicFace): Mistake[] {
  const places = args.flatMap((value, i) => placesOf(value, parameters[i], [i], face))
  const holderOf = (copy: Holder, path: readonly (string | number)[]): Holder =>
    path.slice(0, -1).reduce<Holder>((holder, part) => holder[part] as Holder, copy)
  const change = (path: readonly (string | number)[], mend: (holder: Holder, last: string | number) => void) => {
    const copy = copyPlain(args) as unknown as Holder
    mend(holderOf(copy, path), path.at(-1) as string | number)
    return copy as unknown as unknown[]
  }
  const mistakes = places.flatMap(({ path, place }): Mistake[] => {
    const last = path.at(-1) as string | number
    const set = (kind: Mistake['kind'], value: unknown): Mistake => ({
      kind,
      path,
      place,
      arguments: change(path, (holder, field) => (holder[field] = value)),
    })
    const mistakes = [set('null', null), set('NaN', Number.NaN), set('text', 'x'), set('record', {})]
    if (path.length === 1 || typeof last === 'number') return [set('dropped', undefined), ...mistakes]
    return [
      { kind: 'dropped', path, place, arguments: change(path, (holder, field) => delete holder[field]) },
      {
        kind: 'misspelled',
        path: [...path.slice(0, -1), `${last}z`],
        place,
        arguments: change(path, (holder, field) => {
          holder[`${field}z`] = holder[field]
          delete holder[field]
        }),
      },
      ...mistakes,
    ]
  })
  return [...mistakes, ...listExtras(args, parameters)]
}
