import { Console } from 'node:console'
import { Writable } from 'node:stream'

/** What a run of an example showed. */
export interface RunReport {
  readonly checkedLines: readonly number[]
  readonly problems: readonly string[]
  /** What it printed. */
  readonly output: string
}

export interface RunContext {
  readonly console: Console
  expectValue(actual: unknown, expected: unknown, line: number): void
  report(): RunReport
}

/** The surroundings of one example: a console that keeps what is printed, and the comparison of values. */
export function createRunContext(file: string): RunContext {
  let output = ''
  const stream = new Writable({
    write(chunk, _encoding, done) {
      output += String(chunk)
      done()
    },
  })
  const checkedLines: number[] = []
  const problems: string[] = []
  return {
    console: new Console({ stdout: stream, stderr: stream, colorMode: false }),
    expectValue(actual, expected, line) {
      checkedLines.push(line)
      problems.push(...valueDifferences(actual, expected, '').map((problem) => `${file}:${line}: ${problem}`))
    },
    report: () => ({ checkedLines, problems, output }),
  }
}

/** Exact comparison, but for numbers, which may differ by 1e-9 of their size. */
export function valueDifferences(actual: unknown, expected: unknown, path: string): string[] {
  const at = path === '' ? 'value' : path
  if (typeof actual === 'number' && typeof expected === 'number') {
    const close = Math.abs(actual - expected) <= 1e-9 * Math.max(Math.abs(expected), Number.MIN_VALUE)
    return close || Object.is(actual, expected) ? [] : [`${at} is ${actual}, the page says ${expected}`]
  }
  if (isContainer(actual) && isContainer(expected) && Array.isArray(actual) === Array.isArray(expected)) {
    const keys = [...new Set([...Object.keys(actual), ...Object.keys(expected)])]
    return keys.flatMap((key) => valueDifferences(actual[key], expected[key], path === '' ? key : `${path}.${key}`))
  }
  return Object.is(actual, expected)
    ? []
    : [`${at} is ${JSON.stringify(actual)}, the page says ${JSON.stringify(expected)}`]
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
