import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isSopError } from '../../src/core/checking/errors.js'

/** A worked example with all its inputs and the answer; `cases/README.md` explains the fields. */
export interface GoldenCase {
  readonly id: string
  readonly topic: string
  readonly source: string
  readonly kind: string
  /** Each case has a shape of its own, which the adapter of its topic knows. */
  readonly given: any
  readonly expected: any
  readonly notes?: string
  readonly tolerance: Tolerance
}

/** A number passes when it is off by no more than max(abs, rel * |expected|). */
export interface Tolerance {
  readonly abs: number
  readonly rel: number
}

/**
 * Maps a case's `given` to library calls: an object with at least the keys of `expected`, or undefined where the
 * library cannot answer the case yet.
 *
 * The case it receives has no id, and every value of `expected` is blanked to null: only the keys can be read.
 */
export type Adapter = (goldenCase: GoldenCase) => unknown

export interface CaseResult {
  readonly id: string
  readonly topic: string
  readonly status: 'passed' | 'failed' | 'notYetSupported'
  /** What differs, one line for each value. */
  readonly problems: readonly string[]
}

const HERE = import.meta.dirname

/** Reads every case of a folder of JSON files, in order of file name. */
export function loadCases(folder: string = join(HERE, 'cases')): GoldenCase[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as GoldenCase[])
}

/** Runs every case through the adapter of its topic. */
export async function runCases(
  cases: readonly GoldenCase[],
  adapterFolder: string = join(HERE, 'adapters'),
): Promise<CaseResult[]> {
  const results: CaseResult[] = []
  const adapters = new Map<string, Adapter | undefined>()
  for (const goldenCase of cases) {
    const { id, topic } = goldenCase
    try {
      if (!adapters.has(topic)) adapters.set(topic, await loadAdapter(adapterFolder, topic))
      results.push(await runCase(goldenCase, adapters.get(topic)))
    } catch (error) {
      adapters.set(topic, adapters.get(topic))
      results.push({ id, topic, status: 'failed', problems: [describeError(error)] })
    }
  }
  return results
}

async function runCase(goldenCase: GoldenCase, adapter: Adapter | undefined): Promise<CaseResult> {
  const { id, topic, expected, tolerance } = goldenCase
  const actual = adapter === undefined ? undefined : await adapter(blind(goldenCase))
  if (actual === undefined) return { id, topic, status: 'notYetSupported', problems: [] }
  const problems = differences(actual, expected, tolerance)
  return { id, topic, status: problems.length === 0 ? 'passed' : 'failed', problems }
}

async function loadAdapter(folder: string, topic: string): Promise<Adapter | undefined> {
  const file = join(folder, `${topic}.ts`)
  if (!existsSync(file)) return undefined
  const module = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { adapter?: Adapter }
  if (typeof module.adapter !== 'function') throw new Error(`adapters/${topic}.ts exports no function named adapter`)
  return module.adapter
}

/** The case as an adapter sees it: frozen, without the answer and without the id, so that neither can be used. */
function blind(goldenCase: GoldenCase): GoldenCase {
  const copy = structuredClone(goldenCase)
  return deepFreeze({ ...copy, id: '', expected: blank(copy.expected) })
}

function blank(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(blank)
  if (!isObject(value)) return null
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, blank(item)]))
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  for (const item of Object.values(value)) deepFreeze(item)
  return Object.freeze(value)
}

/** Every place where a result departs from the expected answer; keys that are absent in `expected` are not compared. */
export function differences(actual: unknown, expected: unknown, tolerance: Tolerance, path: string = ''): string[] {
  const at = path === '' ? 'answer' : path
  if (typeof expected === 'number') {
    const off = typeof actual === 'number' ? Math.abs(actual - expected) : Number.NaN
    const allowed = Math.max(tolerance.abs, tolerance.rel * Math.abs(expected))
    return off <= allowed ? [] : [`${at}: expected ${expected} (within ${allowed}), got ${show(actual)}`]
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return [`${at}: expected an array, got ${show(actual)}`]
    if (actual.length !== expected.length) {
      return [`${at}: expected ${expected.length} elements, got ${actual.length}: ${show(actual)}`]
    }
    return expected.flatMap((item, i) => differences(actual[i], item, tolerance, `${path}[${i}]`))
  }
  if (isObject(expected)) {
    if (!isObject(actual)) return [`${at}: expected an object, got ${show(actual)}`]
    return Object.keys(expected).flatMap((key) =>
      differences(actual[key], expected[key], tolerance, path === '' ? key : `${path}.${key}`),
    )
  }
  return actual === expected ? [] : [`${at}: expected ${show(expected)}, got ${show(actual)}`]
}

/** The line that closes a run. */
export function summarizeCases(results: readonly CaseResult[]): string {
  const count = (status: CaseResult['status']): number => results.filter((r) => r.status === status).length
  const [passed, failed, open] = [count('passed'), count('failed'), count('notYetSupported')]
  return `golden: ${passed} passed, ${failed} failed, ${open} not yet supported (of ${results.length})`
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : typeof value === 'number' ? String(value) : JSON.stringify(value)
}

function describeError(error: unknown): string {
  if (isSopError(error)) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
