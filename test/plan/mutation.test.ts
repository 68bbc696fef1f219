import { beforeAll, describe, expect, it } from 'vitest'
import type { CheckFailure, Plan } from '../../src/plan/index.js'
import { plan, verify } from '../../src/plan/index.js'
import { createRandom } from '../core/createRandom.js'
import { RUNS } from './runs.js'
import { workshop } from './workshop.js'

/** Two changed cells for a run of a property; five thousand at the most. */
const CHANGED = Math.min(5000, 2 * RUNS)

type Path = readonly (string | number)[]
type Random = () => number

let proven: Plan

beforeAll(async () => {
  // Through JSON, so that no two places share an array and one change is one change.
  proven = JSON.parse(JSON.stringify(await plan(workshop))) as Plan
})

const pathText = (path: Path): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  )

/** Every number below a value. */
function numbersIn(value: unknown, path: Path): Path[] {
  if (typeof value === 'number') return [path]
  if (value === null || typeof value !== 'object') return []
  if (Array.isArray(value)) return value.flatMap((part: unknown, n) => numbersIn(part, [...path, n]))
  return Object.entries(value).flatMap(([field, part]) => numbersIn(part, [...path, field]))
}

function read(result: Plan, path: Path): number {
  return path.reduce<unknown>((value, part) => (value as Record<string | number, unknown>)[part], result) as number
}

function write(result: Plan, path: Path, value: number): void {
  const holder = path.slice(0, -1).reduce<unknown>((at, part) => (at as Record<string | number, unknown>)[part], result)
  ;(holder as Record<string | number, number>)[path.at(-1) as string | number] = value
}

/** Groups are drawn with equal chance, so that the many cells of the ledger do not crowd out the few of the costs. */
const GROUPS: Readonly<Record<string, readonly Path[]>> = {
  ledger: ['periodIndex', 'account', 'rule', 'ref', 'entry', 'quantity', 'dueDate', 'amountMinor'].map((column) => [
    'ledger',
    column,
  ]),
  ledgerFacts: [
    ['ledger', 'decimals'],
    ['ledger', 'calendar'],
  ],
  records: [['supply', 'records']],
  sources: [['supply', 'sources']],
  resources: [['supply', 'resources']],
  shadowPrices: [['supply', 'shadowPrices']],
  objective: [['supply', 'objective']],
  certificate: [['supply', 'certificate']],
  inventory: [['inventory']],
  shipments: [['shipments']],
  demand: [['demand']],
  safetyStock: [['safetyStock']],
  costs: [['costs'], ['standards']],
  incomeStatement: [['statements', 'incomeStatement']],
  balanceSheet: [['statements', 'balanceSheet']],
  cashFlow: [['statements', 'cashFlow']],
  cashFlowIndirect: [['statements', 'cashFlowIndirect']],
  contribution: [['statements', 'contribution'], ['contribution']],
  kpis: [['kpis']],
  calendar: [['calendar']],
  exceptions: [['exceptions']],
}

const MINOR = 0.01
const CHANGES: Readonly<Record<string, (value: number) => number>> = {
  'plus one': (value) => value + 1,
  'times 1.01': (value) => value * 1.01,
  'other sign': (value) => -value,
  'one minor unit': (value) => value + MINOR,
  'a thousandth': (value) => (value === 0 ? 1e-3 : value * 1.001),
  'to zero': () => 0,
}

const pick = <T>(random: Random, values: readonly T[]): T => values[Math.floor(random() * values.length)] as T

/** What a failure may say to name a posting: its number, its entry, or its period, rule, what it speaks of and account. */
function postingNames(result: Plan, n: number): string[] {
  const { ledger } = result
  const word = (names: readonly string[], place: number | undefined): string => names[place ?? -1] ?? '?'
  const ref = JSON.stringify(ledger.refs[ledger.ref[n] ?? -1] ?? {})
  const where = `period ${ledger.periodIndex[n]}, rule ${word(ledger.rules, ledger.rule[n])}, of ${ref}, account ${word(ledger.accounts, ledger.account[n])}`
  return [`[${n}]`, `osting ${n} `, where, `Entry ${ledger.entry[n]}, `]
}

/**
 * A failure names a cell where it stands at the cell's own path, or, for a cell by period, at another measure of the same
 * record and period; the answer of the solver is proven as a whole.
 */
function namesCell(failure: CheckFailure, path: Path): boolean {
  const text = pathText(path)
  if (failure.path === text || failure.path.startsWith(`${text}.`)) return true
  if (path[0] === 'supply' && path[1] === 'certificate') return failure.path.startsWith('supply.certificate')
  const record = path.findIndex((part) => typeof part === 'number')
  const last = path.at(-1)
  if (record < 0 || typeof last !== 'number' || record === path.length - 1) return false
  return failure.path.startsWith(`${pathText(path.slice(0, record + 1))}.`) && failure.path.endsWith(`[${last}]`)
}

const failuresOf = (result: Plan): CheckFailure[] => verify(result).checks.flatMap(({ failures }) => failures)

/** Explains an escape: what was changed from what to what, and the failures that name something else. */
const story = (text: string, failures: readonly CheckFailure[]): string =>
  `${text}\n${failures
    .slice(0, 8)
    .map(({ path, message }) => `  ${path}: ${message}`)
    .join('\n')}`

describe('one number changed in a proven plan', () => {
  it('starts from a plan that reaches overtime, late purchases, lost sales and every account', () => {
    expect(verify(proven).checks.filter(({ ok }) => !ok)).toEqual([])
    expect(proven.supply.resources[0]?.overtimeHours.some((hours) => hours > 1)).toBe(true)
    expect(proven.supply.shadowPrices.map(({ limit }) => limit)).toEqual(
      expect.arrayContaining(['capacity', 'overtime', 'demand', 'supply']),
    )
    expect(new Set(proven.exceptions.map(({ code }) => code))).toEqual(
      new Set([
        'full-resource',
        'supply-limit',
        'late-order',
        'dead-stock',
        'parts-before-work',
        'wait-within-period',
        'safety-stock-missing',
      ]),
    )
    const used = new Set(proven.ledger.account.map((place) => proven.ledger.accounts[place]))
    for (const account of [
      'purchasePriceVariance',
      'capitalPayables',
      'disposalResult',
      'taxPayable',
      'creditFacilities',
      'interestExpense',
      'inventoryRounding',
    ]) {
      expect(used, account).toContain(account)
    }
  })

  it(`is caught every time, and the failing check names the cell (${CHANGED} changes)`, { timeout: 3_000_000 }, () => {
    const random = createRandom(20270101)
    const leaves = new Map(
      Object.entries(GROUPS).map(([group, roots]) => [
        group,
        roots.flatMap((root) =>
          numbersIn(
            root.reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], proven),
            root,
          ),
        ),
      ]),
    )
    const names = [...leaves.keys()]
    const changes = Object.keys(CHANGES)
    const tried = new Map<string, number>()
    let done = 0
    while (done < CHANGED) {
      // Groups take turns and changes are drawn, so that even a short run reaches every group.
      const group = names[done % names.length] as string
      const path = pick(random, leaves.get(group) as readonly Path[])
      const change = pick(random, changes)
      const before = read(proven, path)
      const after = (CHANGES[change] as (value: number) => number)(before)
      // A billionth is below the noise of the solver's multipliers: 1e-14 made 2e-14 is no other number.
      if (Math.abs(after - before) <= 1e-9 * Math.max(1, Math.abs(before))) continue
      done++
      tried.set(group, (tried.get(group) ?? 0) + 1)
      const copy = structuredClone(proven)
      write(copy, path, after)
      const failures = failuresOf(copy)
      const text = `${pathText(path)} from ${before} to ${after} (${change})`
      expect(failures.length, `escaped: ${text}`).toBeGreaterThan(0)
      const isPosting = group === 'ledger'
      const words = isPosting
        ? [...postingNames(proven, path[2] as number), ...postingNames(copy, path[2] as number)]
        : []
      const named = failures.some((failure) =>
        isPosting
          ? words.some((word) => failure.path.includes(word) || failure.message.includes(word))
          : namesCell(failure, path),
      )
      expect(named, story(`caught without naming the cell: ${text}`, failures)).toBe(true)
    }
    for (const group of names)
      expect(tried.get(group), group).toBeGreaterThanOrEqual(Math.floor(CHANGED / names.length))
  })
})

describe('a balanced pair of postings changed in a proven plan', () => {
  const kinds = ['same entry', 'same account', 'any two', 'swapped'] as const

  it(
    `is caught every time, and the failing check names a posting (${CHANGED / 2} pairs)`,
    { timeout: 3_000_000 },
    () => {
      const random = createRandom(7)
      const { ledger } = proven
      const rows = ledger.amountMinor.length
      const places = Array.from({ length: rows }, (_, n) => n)
      let done = 0
      while (done < CHANGED / 2) {
        const kind = kinds[done % kinds.length] as (typeof kinds)[number]
        const a = pick(random, places)
        const partners = places.filter((n) => {
          if (n === a) return false
          if (kind === 'same entry') return ledger.entry[n] === ledger.entry[a]
          if (kind === 'same account') return ledger.account[n] === ledger.account[a]
          return kind === 'any two' || ledger.amountMinor[n] !== ledger.amountMinor[a]
        })
        if (partners.length === 0) continue
        const b = pick(random, partners)
        const [left, right] = [ledger.amountMinor[a] as number, ledger.amountMinor[b] as number]
        const amount = pick(random, [1, -1, 100, -2_500, 777_777])
        const copy = structuredClone(proven)
        const isSwap = kind === 'swapped'
        write(copy, ['ledger', 'amountMinor', a], isSwap ? right : left + amount)
        write(copy, ['ledger', 'amountMinor', b], isSwap ? left : right - amount)
        done++
        const failures = failuresOf(copy)
        const text = `postings ${a} and ${b}, ${kind}, by ${amount}`
        expect(failures.length, `escaped: ${text}`).toBeGreaterThan(0)
        const words = [...postingNames(proven, a), ...postingNames(proven, b)]
        const named = failures.some((failure) =>
          words.some((word) => failure.path.includes(word) || failure.message.includes(word)),
        )
        expect(named, story(`caught without naming a posting: ${text}`, failures)).toBe(true)
      }
    },
  )

  it('is caught where a whole entry is taken out, doubled or moved to another period', () => {
    const random = createRandom(11)
    const { ledger } = proven
    const last = ledger.entry.at(-1) as number
    const columns = ['periodIndex', 'account', 'amountMinor', 'rule', 'ref', 'entry', 'quantity', 'dueDate'] as const
    for (let k = 0; k < 12; k++) {
      const entry = 1 + Math.floor(random() * last)
      const inside = ledger.entry.flatMap((one, n) => (one === entry ? [n] : []))
      const [from, to] = [inside[0] as number, (inside.at(-1) as number) + 1]
      const without = structuredClone(proven)
      const doubled = structuredClone(proven)
      const moved = structuredClone(proven)
      for (const column of columns) {
        const cut = (without.ledger[column] as (number | null)[]).splice(from, to - from)
        ;(doubled.ledger[column] as (number | null)[]).splice(to, 0, ...cut)
      }
      without.ledger.entry.forEach((one, n) => one > entry && write(without, ['ledger', 'entry', n], one - 1))
      doubled.ledger.entry.forEach(
        (_, n) => n >= to && write(doubled, ['ledger', 'entry', n], (doubled.ledger.entry[n] as number) + 1),
      )
      const period = ((ledger.periodIndex[from] as number) + 1) % proven.calendar.periods.length
      for (const n of inside) write(moved, ['ledger', 'periodIndex', n], period)
      for (const changed of [without, doubled, moved]) {
        const failures = failuresOf(changed)
        const words = inside.flatMap((n) => postingNames(proven, n))
        expect(
          failures.some(({ message }) => words.some((word) => message.includes(word))),
          story(`entry ${entry}`, failures),
        ).toBe(true)
      }
    }
  })
})
