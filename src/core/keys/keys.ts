/** A text that {@link keyOf} made. A type of its own, because an id is no key: looking one up in an index finds nothing. */
export type Key = string & { readonly [isKey]: true }
declare const isKey: unique symbol

/**
 * The key of a record: one text made of some of its fields, the same for two records only where these fields are.
 *
 * Every field is written with its length before it, so that no separator can be mistaken for a part of an id; a field
 * that is not there has a mark of its own and differs from every text. The one way to make a key of several ids.
 *
 * @param record - the record, or any object that has the fields
 * @param fields - names of the fields, in the order that the table's key has
 * @returns a text for maps and sets; it is not meant to be read, and not to be taken apart
 */
export function keyOf<T extends object>(record: T, fields: readonly (keyof T & string)[]): Key {
  let key = ''
  for (const field of fields) {
    const value = record[field] as unknown
    if (value === undefined || value === null) key += '-'
    else {
      const text = String(value)
      key += `${text.length}:${text}`
    }
  }
  return key as Key
}

/** Records by their key; of two with the same key the later one counts, so keys are checked before. */
export function indexBy<T extends object>(rows: readonly T[], fields: readonly (keyof T & string)[]): Map<Key, T> {
  const index = new Map<Key, T>()
  for (const row of rows) index.set(keyOf(row, fields), row)
  return index
}

/** Records of a table whose key is one id, by that id. */
export function indexById<F extends string, T extends { readonly [Field in F]: string }>(
  rows: readonly T[],
  field: F,
): Map<string, T> {
  return new Map(rows.map((row) => [row[field], row]))
}

/** Records with the same key together, each group in the order of the rows. */
export function groupBy<T extends object>(rows: readonly T[], fields: readonly (keyof T & string)[]): Map<Key, T[]> {
  const groups = new Map<Key, T[]>()
  for (const row of rows) addToGroup(groups, keyOf(row, fields), row)
  return groups
}

/** Adds a row to those of its key, where this is none of the row's own fields. */
export function addToGroup<K, T>(groups: Map<K, T[]>, key: K, row: T): void {
  const group = groups.get(key)
  if (group === undefined) groups.set(key, [row])
  else group.push(row)
}

/** Order of two texts by UTF-16 code units, which no locale changes. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Order of two records by the fields of their key, one after the other; a field that is not there comes first. */
export function compareByKey<T extends object>(a: T, b: T, fields: readonly (keyof T & string)[]): number {
  for (const field of fields) {
    const [left, right] = [a[field] as unknown, b[field] as unknown]
    if (left === right) continue
    if (left === undefined || left === null) return right === undefined || right === null ? 0 : -1
    if (right === undefined || right === null) return 1
    const order =
      typeof left === 'number' && typeof right === 'number' ? left - right : compareText(String(left), String(right))
    if (order !== 0) return order
  }
  return 0
}

/** A copy of the rows in the order of their keys. */
export function sortByKey<T extends object>(rows: readonly T[], fields: readonly (keyof T & string)[]): T[] {
  return [...rows].sort((a, b) => compareByKey(a, b, fields))
}
