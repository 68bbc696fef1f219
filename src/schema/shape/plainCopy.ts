/** A value that no plan's input holds, as a Date or a Map: it stands for itself, so that the shape refuses it. */
type Foreign = symbol

const FOREIGN: Foreign = Symbol('no plain data')

/**
 * A copy of plain data without fields that are `undefined`, so that `{ price: row.price }` means the same as no price.
 *
 * A typed array becomes an array, minus zero becomes zero (JSON cannot tell them apart), and what is no plain data becomes
 * a symbol, which fits no shape; so does a record inside itself.
 */
export function plainCopy(value: unknown): unknown {
  return copyOf(value, [])
}

function copyOf(value: unknown, above: object[]): unknown {
  if (typeof value === 'number') return value === 0 ? 0 : value
  if (value === null || typeof value !== 'object') return value
  if (above.includes(value)) return FOREIGN
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return Array.from(value as unknown as Iterable<unknown>)
  above.push(value)
  const copy = Array.isArray(value) ? copyOfList(value, above) : isRecord(value) ? copyOfRecord(value, above) : FOREIGN
  above.pop()
  return copy
}

/** Rows may be instances of a caller's class; what JavaScript itself has classes for is no row. */
const isRecord = (value: object): boolean => Object.prototype.toString.call(value) === '[object Object]'

function copyOfList(list: readonly unknown[], above: object[]): unknown[] {
  const copy = new Array<unknown>(list.length)
  for (let i = 0; i < list.length; i++) copy[i] = copyOf(list[i], above)
  return copy
}

function copyOfRecord(record: object, above: object[]): object {
  const copy: Record<string, unknown> = {}
  for (const field of Object.keys(record)) {
    const part = (record as Readonly<Record<string, unknown>>)[field]
    if (part === undefined) continue
    const own = copyOf(part, above)
    if (field !== '__proto__') copy[field] = own
    else Object.defineProperty(copy, field, { value: own, enumerable: true, configurable: true, writable: true })
  }
  return copy
}
