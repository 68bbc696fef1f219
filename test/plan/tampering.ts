import type { CheckFailure, Plan } from '../../src/plan/index.js'
import type { PlanInput } from '../../src/schema/index.js'
import { verify } from '../../src/plan/index.js'

/** Place of a value in a plan. */
export type Path = readonly (string | number)[]

type Holder = Record<string | number, unknown>

/** A path as failures write it: `supply.records[2].closing[5]`. */
export const pathText = (path: Path): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  )

/** Every place below a value for which `wanted` holds, the value itself included. */
export function placesIn(value: unknown, wanted: (value: unknown, path: Path) => boolean, path: Path = []): Path[] {
  const own = wanted(value, path) ? [path] : []
  if (value === null || typeof value !== 'object') return own
  const parts: [string | number, unknown][] = Array.isArray(value)
    ? value.map((part: unknown, n) => [n, part])
    : Object.entries(value)
  return [...own, ...parts.flatMap(([field, part]) => placesIn(part, wanted, [...path, field]))]
}

/** Every place of a plan outside its input for which `wanted` holds. */
export function placesOf(plan: Plan, wanted: (value: unknown, path: Path) => boolean): Path[] {
  return Object.entries(plan).flatMap(([field, part]) => (field === 'input' ? [] : placesIn(part, wanted, [field])))
}

/** The value at a place. */
export const readAt = (plan: Plan, path: Path): unknown =>
  path.reduce<unknown>((value, part) => (value as Holder)[part], plan)

/** What `verify` says where one value is another; `undefined` takes the value away. The plan is left as it was. */
export function failuresWith(plan: Plan, path: Path, value: unknown, input?: PlanInput): readonly CheckFailure[] {
  return failuresWithAll(plan, [[path, value]], input)
}

/** What `verify` says where several values are others. The plan is left as it was. */
export function failuresWithAll(
  plan: Plan,
  changes: readonly (readonly [Path, unknown])[],
  input?: PlanInput,
): readonly CheckFailure[] {
  const undo = changes.map(([path, value]) => {
    const holder = readAt(plan, path.slice(0, -1)) as Holder
    const field = path.at(-1) as string | number
    const before = holder[field]
    if (value === undefined && !Array.isArray(holder)) delete holder[field]
    else holder[field] = value
    return () => (holder[field] = before)
  })
  try {
    const { ok, checks } = verify(plan, input === undefined ? {} : { input })
    const failures = checks.flatMap((check) => check.failures)
    if (ok !== (failures.length === 0)) throw new Error('ok is not what the checks say')
    return failures
  } finally {
    for (const back of undo.reverse()) back()
  }
}

const MINOR_KPIS =
  /^kpis\.(revenue|grossMargin|contributionMargin|operatingIncome|netIncome|closingCash|inventoryValue)\./
const ON_GRID =
  /^(supply\.records\[\d+\]\.(demand|produced|purchased|scheduledReceipts|dependentDemand|shipped|backlog|lost|closing|safetyStock|safetyStockShortfall|components)|inventory\[\d+\]\.(?!daysOfCover)|shipments|safetyStock\[\d+\]\.safetyStock|demand\[\d+\]\.consensus)/
const COUNTED = /^(schemaVersion|calendar\.|ledger\.|costs\[\d+\]\.level)/

/** The least by which a number of a plan can be wrong: a minor unit, a step of the item's grid, one, or 1e-4. */
export function leastStep(plan: Plan, path: Path): number {
  const text = pathText(path)
  if (text.startsWith('statements.') || text.startsWith('contribution[') || MINOR_KPIS.test(text))
    return 10 ** -plan.ledger.decimals
  if (COUNTED.test(text)) return 1
  if (ON_GRID.test(text)) {
    const holder = readAt(
      plan,
      path.slice(0, path.lastIndexOf('components') + 2 || path.findIndex(Number.isInteger) + 1),
    )
    const { itemId, componentId } = holder as { itemId?: string; componentId?: string }
    const item = plan.input.items.find(({ id }) => id === (componentId ?? itemId))
    return 10 ** -(item?.quantityDecimals ?? 0)
  }
  return 1e-4 * Math.max(1, Math.abs(readAt(plan, path) as number))
}

/** What a failure may say to name a posting: its number, its entry, or its period, rule, what it speaks of and account. */
export function postingNames(plan: Plan, n: number): string[] {
  const { ledger } = plan
  const word = (names: readonly string[], place: number | undefined): string => names[place ?? -1] ?? '?'
  const ref = JSON.stringify(ledger.refs[ledger.ref[n] ?? -1] ?? {})
  const where = `period ${ledger.periodIndex[n]}, rule ${word(ledger.rules, ledger.rule[n])}, of ${ref}, account ${word(ledger.accounts, ledger.account[n])}`
  return [`[${n}]`, `osting ${n} `, where, `Entry ${ledger.entry[n]}, `]
}

/** Whether a failure names a place: itself or something below it; the answer of the solver is proven as a whole. */
export function namesPlace(failure: CheckFailure, path: Path): boolean {
  const text = pathText(path)
  if (failure.path === text || failure.path.startsWith(`${text}.`) || failure.path.startsWith(`${text}[`)) return true
  return text.startsWith('supply.certificate') && failure.path.startsWith('supply.certificate')
}

/** The first failures, for the message of a test. */
export const told = (failures: readonly CheckFailure[]): string =>
  failures
    .slice(0, 6)
    .map(({ path, message }) => `\n  ${path}: ${message}`)
    .join('')
