/** One cell that is not what the proof says it must be. */
export interface CheckFailure {
  /** Place in the plan, as `supply.records[2].closing[5]`. */
  readonly path: string
  /** What stands there. */
  readonly actual: number | string | null
  /** What must stand there. */
  readonly expected: number | string | null
  readonly message: string
}

/** One statement about the plan that was checked. */
export interface Check {
  /** Stable name, as `units-conserved`. */
  readonly id: string
  /** What is claimed, in one sentence. */
  readonly claim: string
  readonly ok: boolean
  /** Number of cells compared. */
  readonly compared: number
  /** Number of cells that are wrong. */
  readonly failed: number
  /** The first of them. */
  readonly failures: readonly CheckFailure[]
}

/** A cell that is wrong: where, what stands there and what must, and in words. */
export interface Wrong {
  readonly path: string
  readonly actual: unknown
  readonly expected: number | string | null
  readonly message: string
}

/**
 * Compares cells one by one and keeps what is wrong. A plan of 2,000 items has millions of cells, nearly all of them
 * right: the forms for many cells write paths and messages only of those that are wrong.
 */
export interface Checker {
  /** A number must be within the tolerance (default 0) of another. */
  number(path: string, actual: unknown, expected: number, tolerance?: number): void
  /** A number or null, exactly or within a relative tolerance. */
  nullable(path: string, actual: unknown, expected: number | null, tolerance?: number): void
  /** A text, flag or anything else that is one value must be another. */
  equal(path: string, actual: unknown, expected: string | number | boolean | null): void
  /** Any claim; `message` says what is wrong where it does not hold. */
  holds(path: string, isTrue: boolean, actual: unknown, expected: number | string | null, message: string): void
  /** The cell `name.field[t]` must be within the tolerance (default 0) of a number, or null. */
  cell(name: string, field: string, t: number, actual: unknown, expected: number | null, tolerance?: number): void
  /** `holds`, where what is wrong is told only when it is. */
  claim(isTrue: boolean, wrong: () => Wrong): void
  /** `claim` of a whole column. */
  each(count: number, isTrue: (n: number) => boolean, wrong: (n: number) => Wrong): void
  result(): Check
}

const MOST_FAILURES = 20

/** A value as a message shows it. */
const describe = (value: unknown): string =>
  typeof value === 'string' ? `'${value}'` : typeof value === 'object' && value !== null ? typeof value : String(value)

/** Starts a check; or goes on with one, from what it has compared so far. */
export function startCheck(
  id: string,
  claim: string,
  before: Pick<Check, 'compared' | 'failed' | 'failures'> = { compared: 0, failed: 0, failures: [] },
): Checker {
  const failures = [...before.failures]
  let { compared, failed } = before
  const fail = (path: string, actual: unknown, expected: number | string | null, message: string): void => {
    failed++
    if (failures.length >= MOST_FAILURES) return
    const shown = typeof actual === 'number' || typeof actual === 'string' || actual === null ? actual : String(actual)
    failures.push({
      path,
      actual: typeof shown === 'number' && !Number.isFinite(shown) ? String(shown) : shown,
      expected,
      message,
    })
  }
  const checker: Checker = {
    number(path, actual, expected, tolerance = 0) {
      compared++
      // A NaN compares false, and so fails.
      if (typeof actual === 'number' && Math.abs(actual - expected) <= tolerance) return
      fail(path, actual, expected, `${path} is ${String(actual)} and must be ${expected}.`)
    },
    nullable(path, actual, expected, tolerance = 0) {
      if (expected !== null) return checker.number(path, actual, expected, tolerance * Math.max(1, Math.abs(expected)))
      compared++
      if (actual !== null) fail(path, actual, null, `${path} is ${String(actual)} and must be null.`)
    },
    equal(path, actual, expected) {
      compared++
      if (Object.is(actual, expected)) return
      const wanted = typeof expected === 'boolean' ? String(expected) : expected
      fail(path, actual, wanted, `${path} is ${describe(actual)} and must be ${describe(expected)}.`)
    },
    holds(path, isTrue, actual, expected, message) {
      compared++
      if (!isTrue) fail(path, actual, expected, message)
    },
    cell(name, field, t, actual, expected, tolerance = 0) {
      compared++
      if (expected === null ? actual === null : typeof actual === 'number' && Math.abs(actual - expected) <= tolerance)
        return
      const path = `${name}.${field}[${t}]`
      fail(path, actual, expected, `${path} is ${String(actual)} and must be ${expected}.`)
    },
    claim(isTrue, wrong) {
      compared++
      if (isTrue) return
      const { path, actual, expected, message } = wrong()
      fail(path, actual, expected, message)
    },
    each(count, isTrue, wrong) {
      compared += count
      for (let n = 0; n < count; n++) {
        if (isTrue(n)) continue
        const { path, actual, expected, message } = wrong(n)
        fail(path, actual, expected, message)
      }
    },
    result: () => ({ id, claim, ok: failed === 0, compared, failed, failures }),
  }
  return checker
}
