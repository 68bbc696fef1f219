import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { classifyDemand } from 'sop-engine'
import { type Driver } from 'sop-engine/demand'

/** One series: its history, and what was asked for in the periods after it. */
export interface DataSeries {
  readonly id: string
  readonly y: readonly (number | null)[]
  readonly test: readonly (number | null)[]
  /** What drives it, by period of the history and then of the horizon; none where the file has none. */
  readonly drivers?: readonly Driver[]
}

/** A file of series that share horizon and season length. */
export interface DataFile {
  /** Name without folder and ending. */
  readonly name: string
  /** Periods to forecast. */
  readonly horizon: number
  /** Periods in one season; 1 for none. */
  readonly seasonLength: number
  readonly series: readonly DataSeries[]
  /** Whether the file is judged as intermittent demand is: by rates and quantiles instead of percentages. */
  readonly isIntermittent: boolean
  /** Whether its series have drivers: it is then judged as retail is, too. */
  readonly isDriven: boolean
}

/** A mistake in what the caller asked for: one line, no stack. */
export class UsageError extends Error {}

/** Reads every file of the shared format in a folder; what is none is named to `skip`, with the reason. */
export function readDataFiles(
  folder: string,
  names: readonly string[] | undefined,
  skip: (line: string) => void,
): DataFile[] {
  const found = new Map<string, DataFile>()
  for (const entry of listFolder(folder)) {
    const name = entry.replace(/\.json$/, '')
    if (names !== undefined && !names.includes(name)) continue
    const file = readDataFile(join(folder, entry), name)
    if (typeof file === 'string') skip(`skipped ${entry}: ${file}`)
    else found.set(name, file)
  }
  const missing = names?.filter((name) => !found.has(name)) ?? []
  if (missing.length > 0) throw new UsageError(`${folder} has no data file ${missing.join(', ')}`)
  if (found.size === 0)
    throw new UsageError(`${folder} has no data file: a JSON object with horizon, frequency and series`)
  return [...found.values()]
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    throw new UsageError(`${folder} is no folder that can be read`)
  }
}

/** The content of one file, or why it is none of the shared format. */
function readDataFile(path: string, name: string): DataFile | string {
  if (!statSync(path).isFile()) return 'not a file'
  if (!path.endsWith('.json')) return 'not JSON by its name'
  let content: unknown
  try {
    content = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return 'not JSON'
  }
  const { horizon, frequency, series } = (content ?? {}) as Record<string, unknown>
  if (!isCount(horizon)) return 'its horizon is not a whole number from 1'
  if (!isCount(frequency)) return 'its frequency is not a whole number from 1'
  if (!Array.isArray(series) || series.length === 0) return 'it has no series'
  const wrong = series.findIndex((one: unknown) => !isSeries(one))
  if (wrong >= 0) return `series[${wrong}] has not y and test as arrays of numbers and null`
  const read = (series as (DataSeries & { id?: unknown; x?: unknown })[]).map(({ id, y, test, x }, place) => ({
    id: String(id ?? place),
    y,
    // as many periods as are forecast; null where none was recorded
    test: Array.from({ length: horizon }, (_, h) => test[h] ?? null),
    drivers: readDrivers(x, y.length + horizon),
  }))
  const labels = (series as { category?: unknown }[]).map(({ category }) => category)
  const isDriven = read.some(({ drivers }) => drivers.length > 0)
  const isRare = isIntermittent(name, labels, read)
  return { name, horizon, seasonLength: frequency, series: read, isIntermittent: isRare, isDriven }
}

/** The regressors that cover history and horizon; where one has no record, that of the period before stands. */
function readDrivers(x: unknown, periods: number): Driver[] {
  return Object.entries((x ?? {}) as Record<string, unknown>).flatMap(([id, given]) => {
    if (!Array.isArray(given) || given.length < periods) return []
    const first = given.find((value) => typeof value === 'number') as number | undefined
    if (first === undefined) return []
    const values: number[] = []
    for (const value of given.slice(0, periods))
      values.push(typeof value === 'number' ? value : (values.at(-1) ?? first))
    return [{ id, values }]
  })
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1
}

function isSeries(one: unknown): boolean {
  const { y, test } = (one ?? {}) as { y?: unknown; test?: unknown }
  return [y, test].every(
    (values) =>
      Array.isArray(values) && values.length > 0 && values.every((value) => value === null || Number.isFinite(value)),
  )
}

/**
 * A file of intermittent demand: the source labels every series so, or more than half of the series are asked for so
 * seldom that their mean demand interval is 1.32 periods or more, the cut-off of Syntetos, Boylan and Croston (2005).
 */
function isIntermittent(name: string, labels: readonly unknown[], series: readonly DataSeries[]): boolean {
  if (name.startsWith('intermittent') || labels.every((label) => label === 'intermittent')) return true
  const seldom = series.filter(({ y }) => {
    if (y.some((value) => value !== null && value < 0)) return false
    return ['intermittent', 'lumpy'].includes(classifyDemand(y).demandClass)
  })
  return seldom.length > series.length / 2
}
