import { beforeAll, describe, expect, it } from 'vitest'
import { type Plan, plan, verify } from '../../src/plan/index.js'
import type { PlanInput } from '../../src/schema/index.js'
import {
  failuresWith,
  failuresWithAll,
  leastStep,
  namesPlace,
  type Path,
  pathText,
  placesOf,
  postingNames,
  readAt,
  told,
} from './tampering.js'
import { bellFoundry } from './bellFoundry.js'
import { RUNS } from './runs.js'
import { teaShop } from './teaShop.js'
import { workshop } from './workshop.js'

/** With 10,000 runs, by hand, every place is tried; else some of them, spread evenly. */
const IS_DEEP = RUNS >= 10_000

let companies: readonly (readonly [string, Plan, PlanInput])[]

beforeAll(async () => {
  const plans = await Promise.all([workshop, teaShop, bellFoundry].map((input) => plan(input)))
  // Through JSON, so that no two places share an array and one change is one change.
  const [first, second, third] = plans.map((result) => JSON.parse(JSON.stringify(result)) as Plan)
  companies = [
    ['workshop', first as Plan, workshop],
    ['tea shop', second as Plan, teaShop],
    ['bell foundry', third as Plan, bellFoundry],
  ]
})

/** Places spread evenly over all that there are: so many with a hundred runs, fewer with fewer. */
function some(paths: readonly Path[], ofHundred: number): readonly Path[] {
  const most = Math.ceil((ofHundred * Math.min(RUNS, 100)) / 100)
  if (IS_DEEP || paths.length <= most) return paths
  const step = paths.length / most
  return Array.from({ length: most }, (_, k) => paths[Math.floor((k + 0.5) * step)] as Path)
}

/** Tries one change at every place and lists those that no failure names. */
function escapes(
  [, result, input]: (typeof companies)[number],
  paths: readonly Path[],
  change: (value: unknown, path: Path) => unknown,
): string[] {
  return paths.flatMap((path) => {
    const failures = failuresWith(result, path, change(readAt(result, path), path), input)
    const words = path[0] === 'ledger' && typeof path[2] === 'number' ? postingNames(result, path[2]) : []
    const isNamed = failures.some(
      (failure) => namesPlace(failure, path) || words.some((word) => failure.message.includes(word)),
    )
    return isNamed ? [] : [`${pathText(path)} (${failures.length} failures)${told(failures)}`]
  })
}

const isNumber = (value: unknown): boolean => typeof value === 'number'
const isList = (value: unknown): boolean => Array.isArray(value) && value.length > 0

describe('a proven plan in which one thing is changed', () => {
  it('is proven before', () => {
    for (const [name, result] of companies)
      expect(
        verify(result).checks.flatMap(({ failures }) => failures),
        name,
      ).toEqual([])
  })

  it('a number by the least that it can be wrong: the number is named', { timeout: 3_000_000 }, () => {
    for (const company of companies) {
      const [name, result] = company
      const paths = some(placesOf(result, isNumber), 60)
      let turn = 1
      const moved = escapes(company, paths, (value, path) => (value as number) + (turn *= -1) * leastStep(result, path))
      expect(moved, name).toEqual([])
    }
  })

  it('a text, id or flag that is another: its place is named', { timeout: 3_000_000 }, () => {
    for (const company of companies) {
      const [name, result] = company
      const texts = some(
        placesOf(result, (value) => typeof value === 'string'),
        25,
      )
      expect(
        escapes(company, texts, (value) => `${value as string}x`),
        name,
      ).toEqual([])
      const flags = some(
        placesOf(result, (value) => typeof value === 'boolean'),
        25,
      )
      expect(
        escapes(company, flags, (value) => value !== true),
        name,
      ).toEqual([])
    }
  })

  it('a list that is one shorter, one longer, or empty: the list is named', { timeout: 3_000_000 }, () => {
    for (const company of companies) {
      const [name, result] = company
      const lists = some(placesOf(result, isList), 20)
      expect(
        escapes(company, lists, (value) => (value as unknown[]).slice(0, -1)),
        name,
      ).toEqual([])
      expect(
        escapes(company, lists, (value) => [...(value as unknown[]), (value as unknown[])[0]]),
        name,
      ).toEqual([])
      expect(
        escapes(company, lists, () => []),
        name,
      ).toEqual([])
    }
  })

  it('anything null or missing: a failed check, never a TypeError', { timeout: 3_000_000 }, () => {
    for (const company of companies) {
      const [name, result, input] = company
      const paths = some(
        placesOf(result, (value) => value !== null),
        30,
      )
      for (const path of paths) {
        expect(failuresWith(result, path, null, input).length, `${name}: ${pathText(path)} null`).toBeGreaterThan(0)
        expect(failuresWith(result, path, undefined, input).length, `${name}: ${pathText(path)} gone`).toBeGreaterThan(
          0,
        )
      }
    }
  })

  it('a part of its input null or missing: an answer, never a TypeError', { timeout: 3_000_000 }, () => {
    for (const [, result] of companies) {
      const inside = placesOf({ given: result.input } as unknown as Plan, (value) => value !== null)
      for (const path of some(inside, 20)) {
        const own = ['input', ...path.slice(1)]
        for (const value of [null, undefined]) failuresWith(result, own, value)
      }
    }
  })

  it('ids of two rows exchanged: one of the rows is named', { timeout: 3_000_000 }, () => {
    for (const company of companies) {
      const [name, result] = company
      for (const [path, field] of ID_LISTS) {
        const rows = readAt(result, path) as readonly Readonly<Record<string, unknown>>[]
        rows.forEach((row, n) => {
          const other = (n + 1) % rows.length
          const [own, its] = [row[field], rows[other]?.[field]]
          // Two rows that differ in nothing else have only changed places.
          const isSame = JSON.stringify({ ...row, [field]: '' }) === JSON.stringify({ ...rows[other], [field]: '' })
          if (own === its || isSame || (!IS_DEEP && n % 3 > 0)) return
          const failures = failuresWithAll(result, [
            [[...path, n, field], its],
            [[...path, other, field], own],
          ])
          const isNamed = failures.some(
            (failure) => namesPlace(failure, [...path, n]) || namesPlace(failure, [...path, other]),
          )
          expect(isNamed, `${name}: ${pathText(path)} ${n} and ${other}${told(failures)}`).toBe(true)
        })
      }
    }
  })
})

describe('a list that is read from the top', () => {
  const LISTS: readonly Path[] = [['exceptions'], ['supply', 'exceptions'], ['supply', 'plannedOrders']]

  it('two rows that follow each other have changed places: the second is named', { timeout: 3_000_000 }, () => {
    let tried = 0
    for (const [name, result] of companies) {
      for (const path of LISTS) {
        const rows = readAt(result, path) as readonly unknown[]
        const most = rows.length - 1
        for (let n = 0; n < most; n += IS_DEEP ? 1 : Math.ceil(most / 8)) {
          const turned = [...rows.slice(0, n), rows[n + 1], rows[n], ...rows.slice(n + 2)]
          const failures = failuresWith(result, path, turned)
          const isNamed = failures.some((failure) => namesPlace(failure, [...path, n + 1]))
          expect(isNamed, `${name}: ${pathText(path)} ${n}${told(failures)}`).toBe(true)
          tried++
        }
      }
    }
    expect(tried).toBeGreaterThan(10)
  })
})

const ID_LISTS: readonly (readonly [Path, string])[] = [
  [['demand'], 'itemId'],
  [['safetyStock'], 'itemId'],
  [['costs'], 'itemId'],
  [['supply', 'records'], 'itemId'],
  [['supply', 'resources'], 'resourceId'],
  [['supply', 'shadowPrices'], 'id'],
  [['shipments'], 'itemId'],
  [['inventory'], 'itemId'],
  [['kpis', 'resourceUse'], 'resourceId'],
]

describe('verify of anything', () => {
  it.each([{}, null, undefined, 7, 'plan', [], { supply: null }, { supply: { records: [null] } }])(
    'answers that it is no plan: %j',
    (value) => {
      const { ok, checks } = verify(value as unknown as Plan)
      expect(ok).toBe(false)
      expect(checks.length).toBeGreaterThan(0)
    },
  )
})
