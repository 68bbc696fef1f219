/** Whether two values of plain data are the same, number by number; what is no plain data is the same only as itself. */
export function isSameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false
    for (let i = 0; i < a.length; i += 1) if (!isSameData(a[i], b[i])) return false
    return true
  }
  if (!isPlain(a) || !isPlain(b)) return false
  const fields = Object.keys(a)
  if (fields.length !== Object.keys(b).length) return false
  return fields.every((field) => Object.hasOwn(b, field) && isSameData(a[field], b[field]))
}

/** A copy of plain data that shares nothing with it, where the entries of each list are of one kind; what is no plain data stays itself. */
export function copyData<T>(value: T): T {
  return copied(value) as T
}

function copied(value: unknown): unknown {
  if (Array.isArray(value)) return typeof value[0] === 'object' ? value.map(copied) : value.slice()
  if (!isPlain(value)) return value
  const copy: Record<string, unknown> = {}
  for (const field of Object.keys(value)) copy[field] = copied(value[field])
  return copy
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype
}
