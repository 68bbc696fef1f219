import { keyOf } from '../../core/keys/keys.js'
import type { Checker } from './checks.js'

/** Compares two values of plain data cell by cell. */
export function compareData(check: Checker, path: string, actual: unknown, expected: unknown): void {
  if (Array.isArray(expected)) {
    const own: readonly unknown[] = Array.isArray(actual) ? actual : []
    check.number(`${path}.length`, Array.isArray(actual) ? own.length : Number.NaN, expected.length)
    expected.forEach((value: unknown, n) => {
      if (isPlain(value)) compareValue(check, own[n], value, () => `${path}[${n}]`)
      else compareData(check, `${path}[${n}]`, own[n], value)
    })
  } else if (expected !== null && typeof expected === 'object') {
    const own = (actual !== null && typeof actual === 'object' ? actual : {}) as Record<string, unknown>
    for (const field of new Set([...Object.keys(expected), ...Object.keys(own)])) {
      const value = (expected as Record<string, unknown>)[field]
      if (isPlain(value)) compareValue(check, own[field], value, () => `${path}.${field}`)
      else compareData(check, `${path}.${field}`, own[field], value)
    }
  } else compareValue(check, actual, expected, () => path)
}

const isPlain = (value: unknown): boolean => value === null || typeof value !== 'object'

function compareValue(check: Checker, actual: unknown, expected: unknown, pathOf: () => string): void {
  check.claim(Object.is(actual, expected), () => {
    const path = pathOf()
    const message = `${path} is ${String(actual)}; repeated, it is ${String(expected)}.`
    return {
      path,
      actual,
      expected: typeof expected === 'number' || typeof expected === 'string' ? expected : null,
      message,
    }
  })
}

/** Compares the rows of a list with those expected, whatever their order: each is found by its key. */
export function compareRows<T extends object>(
  check: Checker,
  path: string,
  { actual, expected, fields }: { actual: unknown; expected: readonly T[]; fields: readonly (keyof T & string)[] },
): void {
  const open = new Map<string, T[]>()
  for (const row of expected) {
    const key = keyOf(row, fields)
    const known = open.get(key)
    if (known === undefined) open.set(key, [row])
    else known.push(row)
  }
  const rows: readonly unknown[] = Array.isArray(actual) ? actual : []
  rows.forEach((row, n) => {
    const isRow = row !== null && typeof row === 'object'
    const wanted = isRow ? open.get(keyOf(row as T, fields))?.shift() : undefined
    const place = `${path}[${n}]`
    if (wanted !== undefined) {
      compareData(check, place, row, wanted)
      return
    }
    const wrong = `${place} is a row that should not be there, or is there twice.`
    for (const field of fields) check.holds(`${place}.${field}`, false, isRow ? (row as T)[field] : row, null, wrong)
  })
  check.holds(path, Array.isArray(actual), null, path, `${path} is no list.`)
  for (const rest of open.values()) {
    for (const row of rest) {
      const name = fields.map((field) => String(row[field])).join(', ')
      check.holds(path, false, null, name, `${path} has no row of '${name}'.`)
    }
  }
}
